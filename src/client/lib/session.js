import { Backoff } from './backoff.js';
import { Timer } from './clock.js';
import { closing } from './closing.js';
import { Dialer } from './dial.js';
import { HeraldError } from './errors.js';
import { frameSize } from './frames.js';
import { Heartbeat } from './heartbeat.js';
import { Tokens } from './tokens.js';
import { Ways } from './ways.js';

const OVERLOAD_STEP = 2;
const LONGEST_ANNOUNCED_MS = 300000;
const HEARTBEAT_TIMEOUT = 4009;
const BEGIN = { reason: 'connect' };
const HERE = /\/\/(localhost|127\.|\[::1\])/;

/** Keeps one connection alive: opens it, watches it, and decides after each end whether and when to come back. */
export class Session {
  #settings;
  #hooks;
  #tokens;
  #backoff;
  #heartbeat;
  #patience;
  #proof;
  #retry;
  #ways;
  #dialer;
  #ascent = null;
  #way;
  #socket = null;
  #generation = 0;
  #welcome = null;
  #announcedMs = null;
  #attempt = 0;
  #state = 'idle';
  #why = 'asked';

  /**
   * @param {object} settings see `options.js`
   * @param {object} hooks
   * @param {(change: object) => void} hooks.changed the state is another
   * @param {() => boolean} hooks.returning whether rooms are known from an earlier connection
   * @param {(envelope: object, returning: boolean) => void} hooks.welcomed
   * @param {(frame: unknown) => void} hooks.received
   * @param {() => void} hooks.lost
   * @param {(error: HeraldError) => void} hooks.ended it will not come back by itself
   * @param {(error: HeraldError) => void} hooks.fault
   * @param {() => void} hooks.ping
   * @param {() => boolean} hooks.idle whether no answer is awaited
   * @param {(rooms: Array<{room: string, position: string}>) => void} hooks.stands events may have been missed
   */
  constructor(settings, hooks) {
    const { clock, random, firstDelayMs, maxDelayMs } = settings;
    this.#settings = settings;
    this.#hooks = hooks;
    this.#tokens = new Tokens(settings.token);
    this.#backoff = new Backoff({ firstMs: firstDelayMs, maxMs: maxDelayMs, random });
    this.#heartbeat = new Heartbeat({ clock, ping: hooks.ping, dead: () => this.#drop(HEARTBEAT_TIMEOUT) });
    this.#patience = new Timer(clock);
    this.#proof = new Timer(clock);
    this.#retry = new Timer(clock);
    this.#dialer = new Dialer(settings);
    this.#ways = new Ways(settings.transports);
  }

  get state() {
    return this.#state;
  }

  get welcome() {
    return this.#welcome;
  }

  /** How we are connected; null without a connection. */
  get transport() {
    return this.#welcome === null ? null : (this.#socket.way ?? this.#way);
  }

  get tokens() {
    return this.#tokens;
  }

  open() {
    if (this.#state !== 'idle' && this.#state !== 'closed') return;
    this.#backoff.reset();
    this.#attempt = 0;
    this.#connect('asked');
  }

  close() {
    if (this.#state === 'closed') return;
    this.#socket?.drop(1000, 'bye');
    this.#lose();
    this.#end(new HeraldError('closed', 'The client was closed'), { code: 1000, why: 'asked' });
  }

  /** @param {import('./events.js').Why} why ends a wait now, or wants a sign of life of a live connection */
  hurry(why) {
    if (this.#retry.armed) {
      this.#retry.disarm();
      this.#connect(why);
    } else {
      this.doubt();
    }
  }

  doubt() {
    if (this.#welcome !== null) this.#heartbeat.doubt();
  }

  /**
   * @param {string|Uint8Array} frame
   * @throws {HeraldError} `too_large`, or `offline` without a connection
   */
  transmit(frame) {
    if (this.#socket === null || this.#welcome === null) throw new HeraldError('offline', 'There is no connection');
    const most = this.#welcome.maxMessageSize;
    if (Number.isFinite(most) && frameSize(frame) > most) {
      throw new HeraldError('too_large', `The message is ${frameSize(frame)} bytes, the server takes ${most}`);
    }
    this.#socket.send(frame);
  }

  greet(envelope) {
    if (this.#welcome !== null) return this.#hooks.fault(new HeraldError('bad_frame', 'A second connected event'));
    this.#welcome = envelope.data;
    this.#patience.disarm();
    this.#proof.arm(this.#settings.provenAfterMs, () => {
      this.#backoff.reset();
      this.#attempt = 0;
    });
    this.#heartbeat.start(envelope.data.heartbeat);
    this.#ways.works(this.#way);
    if (this.#ways.mayRise) this.#wantBetter();
    return this.#become('online', { why: this.#why, transport: this.transport });
  }

  announced(ms) {
    this.#announcedMs = Math.min(ms, LONGEST_ANNOUNCED_MS);
  }

  async #connect(why, given) {
    const generation = (this.#generation += 1);
    this.#attempt += 1;
    this.#way = this.#ways.current;
    this.#become('connecting', { attempt: this.#attempt, why, transport: this.#way });
    let token;
    try {
      token = given ?? (await this.#tokens.get(BEGIN));
    } catch (error) {
      if (generation === this.#generation) this.#noToken(error);
      return;
    }
    if (generation === this.#generation) await this.#openSocket(token, generation);
  }

  async #openSocket(token, generation) {
    const { share, usualRooms } = this.#settings;
    const returning = this.#hooks.returning() || Boolean(share) || !usualRooms;
    this.#tokens.offered(token);
    try {
      const socket = await this.#dialer.dial(this.#way, { token, returning }, this.#ears(returning));
      if (generation !== this.#generation) return socket.drop(1000, 'no longer needed');
      this.#socket = socket;
      return this.#patience.arm(this.#settings.connectTimeoutMs, () => this.#drop(1006, 'silent'));
    } catch (error) {
      if (generation !== this.#generation) return undefined;
      // The browser forbids it, or a part of this client could not be loaded.
      return this.#ways.more ? this.#closed(1006, '') : this.#end(error, { why: 'refused' });
    }
  }

  #ears(returning) {
    return {
      received: (data) => this.#receive(data, returning),
      closed: (...how) => this.#closed(...how),
      alive: () => this.#heartbeat.heard(),
      patient: () => this.#patience.disarm(),
      stands: (rooms) => this.#hooks.stands(rooms),
    };
  }

  #receive(data, returning) {
    this.#heartbeat.heard();
    const greeted = this.#welcome !== null;
    this.#hooks.received(data);
    if (!greeted && this.#welcome !== null) this.#hooks.welcomed(this.#welcome, returning);
  }

  #wantBetter() {
    const settings = this.#settings;
    const { best, bestIsKnown } = this.#ways;
    this.#ascent = this.#socket.ascent?.({
      firstMs: bestIsKnown ? settings.firstDelayMs : settings.returnAfterMs,
      idle: this.#hooks.idle,
      open: async (ears) => this.#dialer.dial(best, { token: await this.#tokens.get(BEGIN), returning: true }, ears),
      risen: (socket, frames) => this.#rise(socket, frames),
    });
  }

  /** The best way works again: what was second best is given up for it. */
  #rise(socket, frames) {
    this.#socket.drop(1000, 'another way is better');
    this.#lose();
    this.#why = 'returned';
    this.#way = this.#ways.best;
    this.#socket = socket;
    socket.hand(this.#ears(true));
    this.#patience.arm(this.#settings.connectTimeoutMs, () => this.#drop(1006, 'silent'));
    for (const frame of frames) this.#receive(frame, true);
  }

  #drop(code, why) {
    this.#socket?.drop(HEARTBEAT_TIMEOUT, 'no sign of life');
    this.#closed(code, '', why);
  }

  #closed(code, reason, why, waitMs) {
    const greeted = this.#welcome !== null;
    this.#lose();
    const announced = this.#announcedMs;
    this.#announcedMs = null;
    const { course, why: kind, words } = closing(code);
    if (!greeted && course === 'return') this.#ways.fails(why === 'silent');
    const ending = { code, reason, why: why ?? (announced === null ? kind : 'draining') };
    if (course === 'stay') this.#end(new HeraldError('closed', words), ending);
    else if (course === 'token') this.#seekToken(ending);
    else if (course === 'backoff') this.#comeBack(this.#backoff.next(OVERLOAD_STEP), ending);
    else this.#comeBack(waitMs ?? announced ?? this.#backoff.next(), ending);
  }

  #comeBack(delayMs, ending, token) {
    const { network, url } = this.#settings;
    this.#retry.arm(delayMs, () => {
      if (network?.navigator?.onLine !== false || HERE.test(url)) this.#connect(ending.why, token);
      else this.#awaitNetwork(token);
    });
    this.#become('waiting', { retryInMs: delayMs, attempt: this.#attempt, ...ending });
  }

  /** The machine says that it has no network: it is believed, but not for ever. */
  #awaitNetwork(token) {
    const retryInMs = this.#settings.maxDelayMs;
    this.#retry.arm(retryInMs, () => this.#connect('offline', token));
    this.#become('waiting', { retryInMs, attempt: this.#attempt, why: 'offline' });
  }

  async #seekToken(ending) {
    const refused = new HeraldError('unauthorized', closing(ending.code).words);
    if (!this.#tokens.renewable) return this.#end(refused, ending);
    const generation = this.#generation;
    this.#become('waiting', { retryInMs: null, attempt: this.#attempt, ...ending });
    try {
      const token = await this.#tokens.get({ reason: 'rejected' });
      if (generation !== this.#generation) return undefined;
      if (!this.#tokens.isNew(token)) return this.#end(refused, ending);
      return this.#comeBack(this.#backoff.next(), ending, token);
    } catch (error) {
      return generation === this.#generation ? this.#noToken(error, ending) : undefined;
    }
  }

  /** The callback failed: for good if it says so, otherwise it is asked again after a while. */
  #noToken(cause, ending) {
    const final = cause instanceof HeraldError && cause.code === 'unauthorized';
    const error = final ? cause : new HeraldError('unauthorized', 'The token callback failed', { cause });
    if (final) return this.#end(error, { ...ending, why: 'token' });
    this.#hooks.fault(error);
    return this.#comeBack(this.#backoff.next(), { ...ending, why: 'token', error });
  }

  #lose() {
    this.#generation += 1;
    const was = this.#welcome;
    this.#socket = null;
    this.#welcome = null;
    for (const timer of [this.#patience, this.#proof, this.#retry]) timer.disarm();
    this.#heartbeat.stop();
    this.#ascent?.stop();
    this.#ascent = null;
    if (was !== null) this.#hooks.lost();
  }

  #end(error, ending) {
    this.#lose();
    this.#dialer.release();
    this.#hooks.ended(error); // first: a handler of the new state may open again
    this.#become('closed', { ...ending, error });
  }

  #become(state, more) {
    const previous = this.#state;
    this.#state = state;
    this.#why = more.why;
    this.#hooks.changed({ state, previous, ...more });
  }
}
