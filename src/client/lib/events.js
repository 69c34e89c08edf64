/**
 * The events of a client and what their handlers are given. This module only holds types.
 *
 * @typedef {import('./protocol.js').Envelope} Envelope
 * @typedef {import('./errors.js').HeraldError} HeraldError
 */

/**
 * `idle`: not started. `connecting`: an attempt is under way. `online`: connected. `waiting`: the next attempt is
 * due later, or a new token is being fetched. `closed`: it stays away, by our wish or the server's.
 *
 * @typedef {'idle'|'connecting'|'online'|'waiting'|'closed'} State
 */

/**
 * Why the connection is in the state that it is in: `asked`: somebody called `connect`, `close` or `reconnectNow`;
 * `lost`: the connection broke, or could not be made; `silent`: no sign of life came in time; `slow`: we read too slowly;
 * `draining`: the server goes, or restarts; `overload`: the server has too much to do, or we asked for too much; `token`: it is
 * refused, ended or cannot be had; `refused`: the server does not want us; `offline`: the machine has no network;
 * `network`: it has one again; `visible`: somebody looks at the page again; `returned`: a better way works again;
 * `moved`: the connection that tabs share is another now.
 *
 * @typedef {'asked'|'lost'|'silent'|'slow'|'draining'|'overload'|'token'|'refused'|'offline'|'network'|'visible'|
 *   'returned'|'moved'} Why
 */

/**
 * @typedef {object} StateChange
 * @property {State} state
 * @property {State} previous
 * @property {Why} why
 * @property {'websocket'|'sse'|'poll'|'tab'} [transport] when `connecting` and `online`
 * @property {number} [attempt] the how-manieth attempt since the last connection that proved good
 * @property {number|null} [retryInMs] when `waiting`: milliseconds to the next attempt; null while the token
 *   callback is asked
 * @property {number} [code] close code that led here
 * @property {string} [reason] close reason of the server, often empty
 * @property {HeraldError} [error] why it is `closed`, or what the token callback ran into
 */

/**
 * What belongs to the connection:
 *
 * - `state`: it is in another state now;
 * - `connected`: it is there; the rooms are being entered again;
 * - `error`: something went wrong that no promise tells: a refusal without `id`, a frame that breaks the protocol
 *   (`bad_frame`, dropped), a token callback that threw;
 * - `server.draining` (`{reconnectAfterMs}`), `auth.expiring` (`{expiresAt}`): the client acts by itself;
 * - `unknown`: an event that this version does not know.
 *
 * What is said in rooms, each once and in the room's order; `Uint8Array` as content if `binary`:
 *
 * - `message` (`{content, replyTo?, editedAt?}`), `message.edited` (`{messageId, content}`), `message.deleted`
 *   (`{messageId}`), `notification` (`{title, body?, level?, link?, payload?}`; no `room` if it is to everyone);
 * - `room.state` (`{events, position, recovered: false}`): events were lost. `events` are the newest there are, oldest
 *   first, some perhaps known (tell by `eventId`); they come as no events of their own. `position` is null, and
 *   `events` empty, if the server could not even say;
 * - `room.lost` (`{error: HeraldError}`): the room could not be entered again. `room.kicked` (`{reason?}`): we were
 *   put out of it. Either way the client is no longer in it.
 *
 * What passes and is not kept:
 *
 * - `typing`: who types in a room now, whenever that changes; made from `typing.started` and `typing.stopped`
 *   (`{userId}`);
 * - `room.user_joined`, `room.user_left` (`{userId}`), `presence.changed` (`{userId, status, text?}`), `message.read`
 *   (`{userId, upTo}`);
 * - `direct.sent` (`{to, content, messageId}`): another connection of ours sent it;
 * - `room.event` (`{name, payload}`; bytes if `binary`), `signal` (`{type, payload}`).
 *
 * @typedef {{
 *   'state': StateChange, 'error': HeraldError, 'connected': Envelope, 'server.draining': Envelope,
 *   'auth.expiring': Envelope, 'unknown': Envelope, 'message': Envelope, 'message.edited': Envelope,
 *   'message.deleted': Envelope, 'notification': Envelope, 'room.state': Envelope, 'room.lost': Envelope,
 *   'room.kicked': Envelope, 'typing': {room: string, users: string[]}, 'typing.started': Envelope,
 *   'typing.stopped': Envelope, 'room.user_joined': Envelope, 'room.user_left': Envelope,
 *   'presence.changed': Envelope, 'message.read': Envelope, 'direct.sent': Envelope, 'room.event': Envelope,
 *   'signal': Envelope
 * }} HeraldEvents
 */
export {};
