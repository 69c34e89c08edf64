/** What this tab keeps over a reload. `sessionStorage`, not `localStorage`: two tabs may be two users. */
const PREFIX = 'herald.';

function read(key, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key)) ?? otherwise;
  } catch (unusable) {
    return otherwise; // storage is switched off, or holds what we did not write: start afresh
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch (full) {
    console.warn('This tab cannot keep its state over a reload', full);
  }
}

function property(key, otherwise) {
  return { get: () => read(key, otherwise), set: (value) => write(key, value) };
}

/**
 * @typedef {{id: string, room: string, content: string, replyTo: string|null, ts: number}} Unsent
 *
 * @type {{name: string|null, token: string|null, rooms: string[], room: string|null, problem: string|null,
 *   outbox: Unsent[]}}
 *   `token` is one that was pasted, `problem` why the user is at the door again, and `outbox` holds messages that
 *   have no answer yet
 */
export const kept = Object.defineProperties(
  {},
  {
    name: property('name', null),
    token: property('token', null),
    rooms: property('rooms', ['general']),
    room: property('room', null),
    problem: property('problem', null),
    outbox: property('outbox', []),
  },
);

/** Forgets who was here. */
export function forget() {
  for (const key of ['name', 'token', 'rooms', 'room', 'problem', 'outbox']) {
    try {
      sessionStorage.removeItem(PREFIX + key);
    } catch (unusable) {
      return; // without storage there is nothing to forget
    }
  }
}
