import { Timer } from './clock.js';

const RENEW_MS = 4000;
const IDLE_MS = 5000;
const FORGET_MS = 30000;

/** Tells a room that we type: call `active` on each key stroke, it sends no more than is needed. */
export class TypingSignal {
  #clock;
  #send;
  #idle;
  #sentAt = null;

  /**
   * @param {import('./clock.js').Clock} clock
   * @param {(event: 'typing.start'|'typing.stop') => void} send
   */
  constructor(clock, send) {
    this.#clock = clock;
    this.#send = send;
    this.#idle = new Timer(clock);
  }

  /** A key was struck. `typing.start` goes out at once and every 4 s, `typing.stop` after 5 s without a call. */
  active() {
    const now = this.#clock.now();
    if (this.#sentAt === null || now - this.#sentAt >= RENEW_MS) {
      this.#sentAt = now;
      this.#send('typing.start');
    }
    this.#idle.arm(IDLE_MS, () => this.stop());
  }

  /** The text was sent or given up. */
  stop() {
    this.#idle.disarm();
    if (this.#sentAt === null) return;
    this.#sentAt = null;
    this.#send('typing.stop');
  }
}

/**
 * Who types where. The server ends a state by itself; as `typing.stopped` is volatile and may be lost, a user is
 * also taken off when a message of theirs comes, when they leave, or 30 s after the last sign.
 */
export class TypingUsers {
  #clock;
  #changed;
  #rooms = new Map();

  /**
   * @param {import('./clock.js').Clock} clock
   * @param {(change: {room: string, users: string[]}) => void} changed
   */
  constructor(clock, changed) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /**
   * @param {string} room
   * @param {string} user
   */
  started(room, user) {
    const users = this.#rooms.get(room) ?? new Map();
    this.#rooms.set(room, users);
    const known = users.has(user);
    if (!known) users.set(user, new Timer(this.#clock));
    users.get(user).arm(FORGET_MS, () => this.stopped(room, user));
    if (!known) this.#tell(room);
  }

  /**
   * @param {string} room
   * @param {string|undefined} user
   */
  stopped(room, user) {
    const users = this.#rooms.get(room);
    if (!users?.has(user)) return;
    users.get(user).disarm();
    users.delete(user);
    if (users.size === 0) this.#rooms.delete(room);
    this.#tell(room);
  }

  /** Forgets everybody: the connection is gone. */
  clear() {
    for (const [room, users] of [...this.#rooms]) for (const user of [...users.keys()]) this.stopped(room, user);
  }

  #tell(room) {
    this.#changed({ room, users: [...(this.#rooms.get(room)?.keys() ?? [])] });
  }
}
