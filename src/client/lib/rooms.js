import { Timer } from './clock.js';
import { readStored } from './protocol.js';
import { History } from './recovery.js';
import { Sequence } from './sequence.js';

const HELD_LIMIT = 1024;
const REJOIN_PAUSE_MS = 2000;
const LONGEST_REJOIN_PAUSE_MS = 30000;
const RECOVERY_ROUNDS = 3;
const PASSING = new Set(['timeout', 'unavailable', 'internal', 'rate_limited']);

/**
 * The rooms this client is in, across connections: delivers each room event once and in order, finds what is
 * missing, and enters the rooms again after a reconnect.
 *
 * A gap is closed with `room.history`, not by leaving and joining again: leaving would end a lasting
 * membership, show the others a departure, and is no way to go for the personal room. Events that come
 * meanwhile are held back.
 */
export class Rooms {
  #request;
  #deliver;
  #fault;
  #clock;
  #rooms = new Map();
  #joining = new Map();
  #connection = 0;

  /**
   * @param {object} options
   * @param {(message: object, options?: object) => Promise<object>} options.request sends at once
   * @param {(envelope: object) => void} options.deliver
   * @param {(error: import('./errors.js').HeraldError) => void} options.fault told what the server got wrong
   * @param {import('./clock.js').Clock} options.clock
   */
  constructor({ request, deliver, fault, clock }) {
    this.#request = request;
    this.#deliver = deliver;
    this.#fault = fault;
    this.#clock = clock;
  }

  /** @returns {string[]} */
  get names() {
    return [...this.#rooms.keys()];
  }

  /** @returns {Record<string, string>} room to last event seen, for the rooms where one is known */
  get positions() {
    const known = [...this.#rooms.values()].filter(({ sequence }) => sequence.position !== null);
    return Object.fromEntries(known.map(({ name, sequence }) => [name, sequence.position]));
  }

  /**
   * @param {string} name
   * @param {string|null} position
   */
  add(name, position) {
    const room = this.#rooms.get(name);
    if (room !== undefined) room.sequence.reset(position);
    else this.#rooms.set(name, this.#newRoom(name, position));
  }

  /**
   * A connection is up.
   *
   * @param {Array<{room: string, position: string}>} listed of the `connected` event
   * @param {boolean} entered whether the server has joined us to them already
   * @returns {Promise<void>} kept when every room was tried once
   */
  async connected(listed, entered) {
    const connection = (this.#connection += 1);
    for (const { room, position } of listed) if (entered || !this.#rooms.has(room)) this.add(room, position);
    if (entered) return;
    await Promise.all(this.names.map((name) => this.#enter(name, connection, 0)));
  }

  /** The connection is gone. */
  disconnected() {
    this.#connection += 1;
    this.#joining.clear();
    for (const room of this.#rooms.values()) {
      Object.assign(room, { held: [], overflowed: false, recovering: false, rounds: 0, entering: false });
      room.retry.disarm();
    }
  }

  /**
   * `room.join` goes out, or was settled: events of a room that is being entered are not ours yet.
   *
   * @param {string} name
   * @param {1|-1} change
   */
  joining(name, change) {
    const count = (this.#joining.get(name) ?? 0) + change;
    if (count > 0) this.#joining.set(name, count);
    else this.#joining.delete(name);
  }

  /**
   * @param {string} name
   * @param {string|undefined} since what the join asked for
   * @param {boolean} lasting
   * @param {object} ack
   */
  joined(name, since, lasting, ack) {
    const room = this.#rooms.get(name) ?? this.#newRoom(name, null);
    const known = this.#rooms.has(name) && since === undefined && room.sequence.position !== null;
    if (!known) room.sequence.reset((ack.recovered === false ? undefined : since) ?? ack.position ?? null);
    room.lasting ||= lasting;
    this.#rooms.set(name, room);
    if (ack.recovered === null) this.stands(name, ack.position);
  }

  /**
   * A room is so far, says a connection that does not bring by itself what was missed.
   *
   * @param {string} name
   * @param {string} position
   */
  stands(name, position) {
    const room = this.#rooms.get(name);
    if (room === undefined || room.recovering || room.sequence.position === position) return;
    if (room.sequence.position === null) room.sequence.reset(position);
    else this.#recover(room);
  }

  /** @param {string} name */
  left(name) {
    this.#rooms.get(name)?.retry.disarm();
    this.#rooms.delete(name);
  }

  /** @param {object} envelope a room event: it is delivered, held back or, if seen already, dropped */
  receive(envelope) {
    const room = this.#rooms.get(envelope.room);
    if (this.#joining.has(envelope.room) && (room === undefined || room.entering)) return;
    if (room === undefined) return this.#deliver(envelope);
    const verdict = room.sequence.look(envelope.eventId);
    if (verdict === 'seen') return;
    if (verdict === 'next' && !room.recovering) {
      this.#pass(room, envelope);
      this.#release(room);
    } else {
      this.#hold(room, envelope);
    }
  }

  /** @param {object} envelope `room.state`: where a room goes on after a loss */
  state(envelope) {
    const events = readStored(envelope.data.events, envelope.room, this.#fault);
    const room = this.#rooms.get(envelope.room);
    room?.sequence.reach(envelope.data.position);
    this.#deliver({ ...envelope, data: { ...envelope.data, events, recovered: false } });
    if (room !== undefined && !room.recovering) this.#release(room);
  }

  /** @param {string} name a message without echo goes out: its number will be a hole until the answer comes */
  ownSent(name) {
    const room = this.#rooms.get(name);
    if (room !== undefined) room.ownSent += 1;
  }

  /**
   * @param {string} name
   * @param {object|null} ack null if there was none
   */
  ownDone(name, ack) {
    const room = this.#rooms.get(name);
    if (room === undefined) return;
    room.ownSent = Math.max(0, room.ownSent - 1);
    if (typeof ack?.eventId === 'string') room.sequence.fill(ack.eventId);
    if (!room.recovering) this.#release(room);
  }

  #newRoom(name, position) {
    const sequence = new Sequence(position);
    const retry = new Timer(this.#clock);
    const waiting = { held: [], overflowed: false, ownSent: 0, recovering: false, rounds: 0, entering: false };
    return { name, sequence, retry, lasting: false, ...waiting };
  }

  #pass(room, envelope) {
    room.rounds = 0;
    room.sequence.reach(envelope.eventId);
    this.#deliver(envelope);
  }

  #hold(room, envelope) {
    if (room.held.length < HELD_LIMIT) room.held.push(envelope);
    else room.overflowed = true; // history brings it once there is place again
    if (!room.recovering && room.ownSent === 0) this.#recover(room);
  }

  #release(room) {
    for (let moved = true; moved && !room.recovering; ) {
      moved = false;
      const held = room.held;
      room.held = [];
      for (const envelope of held) {
        const verdict = room.sequence.look(envelope.eventId);
        if (verdict === 'gap') room.held.push(envelope);
        else moved = true;
        if (verdict === 'next') this.#pass(room, envelope);
      }
    }
    if (room.held.length > 0 && room.ownSent === 0 && !room.recovering) this.#recover(room);
  }

  async #enter(name, connection, tries) {
    const room = this.#rooms.get(name);
    if (room === undefined || connection !== this.#connection) return;
    const since = room.sequence.position ?? undefined;
    const data = { since, lasting: room.lasting || undefined };
    room.entering = true;
    try {
      await this.#request(
        { event: 'room.join', room: name, data },
        {
          onSent: () => this.joining(name, 1),
          onDone: (ack) => {
            this.joining(name, -1);
            room.entering = false;
            if (ack !== null) this.joined(name, since, room.lasting, ack);
          },
        },
      );
    } catch (error) {
      room.entering = false;
      if (connection === this.#connection && this.#rooms.get(name) === room) this.#notEntered(room, error, tries);
    }
  }

  #notEntered(room, error, tries) {
    if (error.code === 'conflict') {
      this.#recover(room); // a join whose answer was lost had gone through
    } else if (PASSING.has(error.code)) {
      const connection = this.#connection;
      const wait = error.retryAfterMs ?? REJOIN_PAUSE_MS * 2 ** Math.min(tries, 10);
      room.retry.arm(Math.min(wait, LONGEST_REJOIN_PAUSE_MS), () => this.#enter(room.name, connection, tries + 1));
    } else {
      this.left(room.name);
      this.#deliver({ event: 'room.lost', room: room.name, data: { error } });
    }
  }

  async #recover(room) {
    const connection = this.#connection;
    const current = () => connection === this.#connection && this.#rooms.get(room.name) === room;
    const parts = { request: this.#request, clock: this.#clock, fault: this.#fault };
    const history = new History({ ...parts, room: room.name, current });
    room.recovering = true;
    room.rounds += 1;
    const whole = room.rounds <= RECOVERY_ROUNDS && (await history.after(room.sequence, (it) => this.#pass(room, it)));
    if (!current()) return;
    if (!whole) {
      const state = await history.newest();
      if (!current()) return;
      this.#lose(room, state);
    }
    room.recovering = false;
    this.#release(room);
    if (room.overflowed) {
      room.overflowed = false;
      if (!room.recovering) this.#recover(room);
    }
  }

  #lose(room, { events, position }) {
    if (position !== null) room.sequence.reset(position);
    this.#deliver({ event: 'room.state', room: room.name, data: { events, position, recovered: false } });
    const held = room.held;
    room.held = [];
    for (const envelope of held) if (room.sequence.look(envelope.eventId) !== 'seen') this.#pass(room, envelope);
  }
}
