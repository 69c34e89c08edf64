import { Ascent } from './ascent.js';
import { callFor } from './calls.js';
import { Timer } from './clock.js';
import { Door, Problem } from './door.js';
import { decodeBinary } from './frames.js';
import { poll, stream } from './listening.js';

const SILENCE_MS = 45000;
const REFUSED_ROOMS = new Set([400, 403, 404]);

/**
 * What stands in for a WebSocket where there is none: listens by Server-Sent Events or polls, asks by plain HTTP, and
 * answers as the server would over a WebSocket, as far as HTTP goes. The rest is refused as `unsupported`.
 *
 * When rooms come or go it listens anew, to all of them, and says where each of them is; what was missed is read from history.
 */
export class HttpSocket {
  #settings;
  #door;
  #listen;
  #hooks;
  #silence;
  #rooms = null;
  #usual = [];
  #joins = [];
  #turn = null;
  #scheduled = false;

  /**
   * @param {object} options
   * @param {'sse'|'poll'} options.way
   * @param {string|null} options.token
   * @param {object} options.settings
   * @param {object} hooks as those of `dial`
   */
  constructor({ way, token, settings }, hooks) {
    this.#settings = settings;
    this.#door = new Door({ ...settings, token });
    this.#listen = way === 'sse' ? stream : poll;
    this.#hooks = hooks;
    this.#silence = new Timer(settings.clock);
    this.#anew();
  }

  hand(hooks) {
    this.#hooks = hooks;
  }

  /** Something that looks out for a better way. */
  ascent(options) {
    const { clock, connectTimeoutMs } = this.#settings;
    return new Ascent({ clock, patienceMs: connectTimeoutMs, ...options });
  }

  drop() {
    this.#hooks = null;
    this.#silence.disarm();
    this.#turn?.abort();
    this.#door.shut();
  }

  /** @param {string|Uint8Array} frame is never answered before this returns */
  send(frame) {
    queueMicrotask(() => this.#hooks !== null && this.#take(frame));
  }

  #take(frame) {
    const text = typeof frame === 'string';
    const request = text ? JSON.parse(frame) : decodeBinary(frame).header;
    const call = text ? callFor(request) : null;
    if (call !== null) this.#ask(request, call);
    else if (request.event === 'room.join') this.#join(request);
    else if (request.event === 'room.leave' && !this.#usual.includes(request.room)) this.#leave(request);
    else if (request.event === 'room.list') this.#ack(request, { rooms: this.#positions() });
    else if (request.event === 'ping') this.#ping(request);
    else if (request.event === 'auth.refresh') this.#renew(request);
    else this.#refuse(request, { code: 'unsupported', message: `${request.event} needs a WebSocket, and there is none` });
  }

  async #ask(request, call) {
    try {
      this.#ack(request, await this.#door.json(call.path, call));
    } catch (problem) {
      this.#failed(request, problem);
    }
  }

  /** The server's time is not told; that it answers is what matters. */
  async #ping(request) {
    try {
      await this.#door.json('events/poll', { query: { room: [...this.#rooms.keys()].slice(0, 1) } });
      this.#hooks?.alive();
      this.#ack(request, { ts: this.#settings.clock.now() });
    } catch (problem) {
      this.#failed(request, problem);
    }
  }

  /** A refusal by Herald is an answer; anything else means that there is no connection. */
  #failed(request, problem) {
    if (problem.status === 401 || problem.status === 0) this.#end(problem.closeCode, '');
    else if (problem.code !== undefined) this.#refuse(request, problem.refusal);
    else this.#refuse(request, { code: problem.status < 500 ? 'internal' : 'unavailable', message: problem.message });
  }

  #renew(request) {
    this.#door.token = request.data.token;
    this.#ack(request, {});
    this.#anew();
  }

  #join(request) {
    const position = this.#rooms.get(request.room);
    if (position !== undefined) return this.#ack(request, { position, recovered: null });
    this.#joins.push(request);
    return this.#soon();
  }

  #leave(request) {
    if (this.#rooms.delete(request.room)) this.#soon();
    this.#ack(request, {});
  }

  /** Once for all that is asked for in one go. */
  #soon() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#anew();
    });
  }

  #positions() {
    return [...this.#rooms].map(([room, position]) => ({ room, position }));
  }

  /** Listens to the rooms that we are in, and to those that are asked for. */
  async #anew() {
    this.#turn?.abort();
    if (this.#hooks === null) return;
    const turn = new AbortController();
    this.#turn = turn;
    this.#alive();
    const rooms = new Set([...(this.#rooms?.keys() ?? []), ...this.#joins.map(({ room }) => room)]);
    const current = (run) => (value) => turn === this.#turn && run(value);
    try {
      const hooks = {
        alive: current(() => this.#alive()),
        greeted: current((welcome) => this.#greeted(welcome)),
        told: current((envelope) => this.#told(envelope)),
      };
      const end = await this.#listen(this.#door, [...rooms], turn.signal, hooks);
      if (turn === this.#turn) this.#end(end.code, end.reason);
    } catch (error) {
      if (turn === this.#turn) await this.#refused(error instanceof Problem ? error : new Problem(0));
    }
  }

  #greeted(welcome) {
    const first = this.#rooms === null;
    this.#rooms = new Map(welcome.rooms.map(({ room, position }) => [room, position]));
    if (first) {
      this.#usual = [...this.#rooms.keys()];
      this.#hooks?.received({ event: 'connected', data: welcome });
      return;
    }
    const joins = this.#joins.filter(({ room }) => this.#rooms.has(room));
    this.#joins = this.#joins.filter(({ room }) => !this.#rooms.has(room));
    for (const join of joins) this.#ack(join, { position: this.#rooms.get(join.room), recovered: null });
    const asked = new Set(joins.map(({ room }) => room));
    this.#hooks?.stands(this.#positions().filter(({ room }) => !asked.has(room)));
  }

  #told(envelope) {
    if (envelope.eventId != null && this.#rooms.has(envelope.room)) this.#rooms.set(envelope.room, envelope.eventId);
    if (envelope.event === 'room.kicked') this.#rooms.delete(envelope.room);
    this.#hooks?.received(envelope);
  }

  /** One of the rooms that are asked for may be the reason: each is asked about by itself. */
  async #refused(problem) {
    if (!REFUSED_ROOMS.has(problem.status) || problem.code === 'kicked' || this.#joins.length === 0) {
      return this.#end(problem.closeCode, problem.message);
    }
    const turn = this.#turn;
    const joins = this.#joins.splice(0);
    const verdicts = await Promise.all(joins.map((join) => this.#mayJoin(join)));
    if (turn !== this.#turn) {
      this.#joins.unshift(...joins);
      return this.#anew();
    }
    const innocent = verdicts.every((verdict) => verdict === null);
    joins.forEach((join, i) => {
      if (innocent) this.#refuse(join, problem.refusal);
      else if (verdicts[i] === null) this.#joins.push(join);
      else this.#failed(join, verdicts[i]);
    });
    return this.#anew();
  }

  /** @returns {Promise<Problem|null>} what stands against it */
  async #mayJoin({ room }) {
    const call = callFor({ event: 'room.history', room, data: { limit: 1, reverse: true } });
    return this.#door.json(call.path, call).then(
      () => null,
      (problem) => problem,
    );
  }

  #alive() {
    this.#hooks?.alive();
    if (this.#hooks !== null) this.#silence.arm(SILENCE_MS, () => this.#end(4009, ''));
  }

  #ack({ id }, data) {
    this.#hooks?.received({ event: 'ack', id, data });
  }

  #refuse({ id }, data) {
    this.#hooks?.received({ event: 'error', id, data });
  }

  #end(code, reason) {
    const hooks = this.#hooks;
    this.drop();
    hooks?.closed(code, reason);
  }
}
