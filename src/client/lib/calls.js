const path = (room, what) => `api/rooms/${room.split('/').map(encodeURIComponent).join('/')}/${what}`;

const CALLS = {
  'message.send': ({ id, room, data: { content, replyTo } }) => ({
    path: path(room, 'messages'),
    body: { id, content, replyTo },
  }),
  'room.emit': ({ room, data: { name, payload } }) => ({ path: path(room, 'events'), body: { name, payload } }),
  'room.history': ({ room, data: { since, limit, reverse } }) => ({
    path: path(room, 'messages'),
    query: { since, limit, reverse },
  }),
  'room.members': ({ room }) => ({ path: path(room, 'members') }),
};

/**
 * @param {object} request an envelope
 * @returns {{path: string, query?: object, body?: object}|null} the call over HTTP that does the same; null if none does
 */
export function callFor(request) {
  return CALLS[request.event]?.({ data: {}, ...request }) ?? null;
}
