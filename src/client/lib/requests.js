import { Timer } from './clock.js';
import { HeraldError } from './errors.js';
import { encodeMessage } from './frames.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const LONGEST_NAMED_PAUSE_MS = 300000;

/**
 * Requests that wait for their answer, and the queue of those that wait for a connection.
 *
 * The queue goes out in order, one request at a time: each waits for the answer of the one before, so that a
 * refusal in the middle cannot change the order, and a long queue cannot run into the rate limit for good.
 * Until the queue is empty, new requests line up behind it.
 */
export class Requests {
  #clock;
  #newId;
  #transmit;
  #limits;
  #byId = new Map();
  #queue = [];
  #current = null;
  #ready = false;
  #refusal = null;
  #order = 0;
  #pause;
  #pauses = 0;

  /**
   * @param {object} options
   * @param {import('./clock.js').Clock} options.clock
   * @param {() => string} options.newId
   * @param {(frame: string|Uint8Array) => void} options.transmit hands a frame to the socket; throws a
   *   `HeraldError` if this frame can never be sent
   * @param {{ackTimeoutMs: number, queueLimit: number, queueTimeoutMs: number, resendWindowMs: number}} options.limits
   */
  constructor({ clock, newId, transmit, limits }) {
    this.#clock = clock;
    this.#newId = newId;
    this.#transmit = transmit;
    this.#limits = limits;
    this.#pause = new Timer(clock);
  }

  /** How many requests wait for a connection, or for their turn in the queue. */
  get queued() {
    return this.#queue.length + (this.#current === null ? 0 : 1);
  }

  /** Whether no answer is awaited. */
  get idle() {
    return ![...this.#byId.values()].some(({ sent }) => sent);
  }

  /**
   * @param {object} message an envelope without `id`; `payload` as bytes makes it a binary frame
   * @param {object} [options]
   * @param {string} [options.id] the caller's own; a new one otherwise
   * @param {'queue'|'drop'|'now'} [options.offline] without a connection: wait for it (default), reject with
   *   `offline`, or (for the client's own requests) go out before the queue does
   * @param {boolean} [options.resend] may be sent again under the same id if the answer never came
   * @param {number} [options.timeoutMs] for the answer, counted from sending
   * @param {() => void} [options.onSent] called each time it goes out
   * @param {(data: object|null) => void} [options.onDone] called once for each `onSent`, before the promise
   *   settles: with the data of the `ack`, or null if there was none
   * @returns {Promise<object>} the data of the `ack`
   */
  request(message, options = {}) {
    const request = {
      offline: 'queue',
      resend: false,
      timeoutMs: this.#limits.ackTimeoutMs,
      ...options,
      id: options.id ?? this.#newId(),
      order: (this.#order += 1),
      timer: new Timer(this.#clock),
      sent: false,
      sentBefore: false,
      firstSentAt: null,
      fromQueue: false,
    };
    return new Promise((resolve, reject) => {
      request.event = message.event;
      request.frame = encodeMessage({ ...message, id: request.id }); // now: the caller may change its objects later
      Object.assign(request, { resolve, reject });
      this.#accept(request);
    });
  }

  /**
   * The connection is up, and the rooms are joined again: the queue may go.
   */
  resume() {
    this.#ready = true;
    this.#refusal = null;
    this.#endPause();
    this.#pump();
  }

  /** The connection broke: what may be sent again goes to the head of the queue, the rest is rejected. */
  suspend() {
    this.#ready = false;
    this.#current = null;
    this.#endPause();
    for (const request of [...this.#byId.values()].filter(({ sent }) => sent)) {
      this.#unsend(request, null);
      if (request.resend) this.#enqueue(request);
      else this.#reject(request, new HeraldError('connection_lost', 'The connection broke before the answer came'));
    }
  }

  /**
   * Rejects everything, now and from now on, until `resume` or `reopen`.
   *
   * @param {HeraldError} error
   */
  refuse(error) {
    this.#ready = false;
    this.#current = null;
    this.#refusal = error;
    this.#queue = [];
    this.#endPause();
    for (const request of [...this.#byId.values()]) {
      if (request.sent) this.#unsend(request, null);
      this.#reject(request, error);
    }
  }

  /** Takes requests again, into the queue. */
  reopen() {
    this.#refusal = null;
  }

  /**
   * An `ack` or `error` came.
   *
   * @param {import('./protocol.js').Envelope} reply
   * @returns {boolean} whether it answers a request under way
   */
  settle(reply) {
    const request = this.#byId.get(reply.id);
    if (request === undefined || !request.sent) return false;
    const wasCurrent = this.#current === request;
    if (wasCurrent) this.#current = null;
    if (reply.event === 'ack') {
      this.#pauses = 0;
      this.#unsend(request, reply.data);
      this.#resolve(request, reply.data);
    } else {
      this.#refused(request, HeraldError.fromServer(reply.data));
    }
    this.#pump();
    return true;
  }

  #accept(request) {
    if (this.#refusal !== null) return request.reject(this.#refusal);
    if (this.#byId.has(request.id)) {
      return request.reject(new HeraldError('conflict', 'A request of this id is under way', { field: 'id' }));
    }
    const free = this.#ready && this.queued === 0 && !this.#pause.armed;
    if (request.offline === 'now' || free || (request.offline === 'drop' && this.#ready)) return this.#send(request);
    if (request.offline === 'drop') {
      return request.reject(new HeraldError('offline', `There is no connection for ${request.event}`));
    }
    if (this.queued >= this.#limits.queueLimit) {
      return request.reject(new HeraldError('queue_full', `${this.queued} requests wait already`));
    }
    this.#byId.set(request.id, request);
    return this.#enqueue(request);
  }

  #enqueue(request) {
    request.fromQueue = true;
    request.queuedAt ??= this.#clock.now();
    const after = this.#queue.findIndex(({ order }) => order > request.order);
    this.#queue.splice(after < 0 ? this.#queue.length : after, 0, request);
    const forgotten = (request.firstSentAt ?? Infinity) + this.#limits.resendWindowMs;
    const left = Math.min(request.queuedAt + this.#limits.queueTimeoutMs, forgotten) - this.#clock.now();
    if (left !== Infinity) request.timer.arm(Math.max(0, left), () => this.#waitedTooLong(request));
  }

  #waitedTooLong(request) {
    this.#queue = this.#queue.filter((other) => other !== request);
    const error =
      request.firstSentAt === null
        ? new HeraldError('offline', 'The request waited too long and was not sent')
        : new HeraldError('connection_lost', 'It may have happened, and it is too late to send it again');
    this.#reject(request, error);
  }

  #pump() {
    while (this.#ready && this.#current === null && !this.#pause.armed && this.#queue.length > 0) {
      const request = this.#queue.shift();
      this.#current = request;
      if (!this.#send(request)) this.#current = null;
    }
  }

  #send(request) {
    try {
      this.#transmit(request.frame);
    } catch (error) {
      this.#reject(request, error);
      return false;
    }
    this.#byId.set(request.id, request);
    request.sentBefore = request.firstSentAt !== null;
    request.firstSentAt ??= this.#clock.now();
    request.sent = true;
    request.timer.arm(request.timeoutMs, () => this.#timedOut(request));
    request.onSent?.();
    return true;
  }

  #timedOut(request) {
    if (this.#current === request) this.#current = null;
    this.#unsend(request, null);
    this.#reject(request, new HeraldError('timeout', `No answer to ${request.event} in time`));
    this.#pump();
  }

  #refused(request, error) {
    const resent = request.sentBefore;
    this.#unsend(request, null);
    const again = error.code === 'unavailable' ? request.resend : error.code === 'rate_limited' && request.fromQueue;
    if (again) {
      // One beyond the rate surely did not happen, so its time starts anew. What is unavailable may have been stored.
      if (!resent && error.code === 'rate_limited') request.firstSentAt = null;
      this.#pauses += 1;
      const wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#pauses - 1, 10));
      this.#pause.arm(Math.min(error.retryAfterMs ?? wait, LONGEST_NAMED_PAUSE_MS), () => this.#pump());
      this.#enqueue(request);
    } else if (resent && request.event === 'message.delete' && error.code === 'not_found') {
      this.#resolve(request, {}); // the first try, whose answer was lost, had deleted it
    } else {
      this.#reject(request, error);
    }
  }

  #unsend(request, data) {
    request.sent = false;
    request.timer.disarm();
    request.onDone?.(data);
  }

  #resolve(request, data) {
    this.#forget(request);
    request.resolve(data);
  }

  #reject(request, error) {
    this.#forget(request);
    request.reject(error);
  }

  #forget(request) {
    request.timer.disarm();
    if (this.#byId.get(request.id) === request) this.#byId.delete(request.id);
  }

  #endPause() {
    this.#pause.disarm();
    this.#pauses = 0;
  }
}
