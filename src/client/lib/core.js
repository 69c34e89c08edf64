import { Connection } from './connection.js';
import { Emitter } from './emitter.js';
import { HeraldError } from './errors.js';
import { asBytes, decodeBinary } from './frames.js';
import { Kept } from './kept.js';
import { withDefaults } from './options.js';
import { isKnown, parsePosition, readBinary, readObject, readStored, readText } from './protocol.js';
import { Requests } from './requests.js';
import { Rooms } from './rooms.js';
import { Session } from './session.js';
import { TypingSignal, TypingUsers } from './typing.js';

const UNHEARD = new Set(['offline', 'connection_lost', 'closed', 'timeout', 'unsupported']);

/** Puts the parts together: frames in, events out, requests through. */
export class Core {
  #settings;
  #typers;
  #status = null;
  #user = null;
  #opening = null;
  #handlers;
  #kept = null;
  #ears = [];

  /** @param {import('./options.js').HeraldOptions} options */
  constructor(options) {
    const settings = withDefaults(options);
    const { clock, newId, report } = settings;
    this.#settings = settings;
    this.emitter = new Emitter(report);
    this.connection = new Connection(this.emitter);
    this.session = new Session(settings, {
      changed: (change) => this.connection.changed(change),
      returning: () => this.rooms.names.length > 0,
      welcomed: (welcome, returning) => this.#welcomed(welcome, returning),
      received: (data) => this.#received(data),
      lost: () => this.#lost(),
      ended: (error) => this.#ended(error),
      fault: (error) => this.#fault(error),
      ping: () => this.#whisper({ event: 'ping' }),
      idle: () => this.requests.idle,
      stands: (rooms) => rooms.forEach(({ room, position }) => this.rooms.stands(room, position)),
    });
    const transmit = (frame) => this.session.transmit(frame);
    this.requests = new Requests({ clock, newId, transmit, limits: settings });
    this.rooms = new Rooms({
      request: (message, more) => this.request(message, { ...more, offline: 'now' }),
      deliver: (envelope) => this.emitter.emit(envelope.event, envelope),
      fault: (error) => this.#fault(error),
      clock,
    });
    for (const [room, position] of Object.entries(settings.positions)) this.rooms.add(room, position);
    if (settings.keep) this.#keep(settings);
    this.#typers = new TypingUsers(clock, (change) => this.emitter.emit('typing', change));
    this.#handlers = this.#table();
  }

  connect() {
    if (this.session.state === 'online') return Promise.resolve(this.session.welcome);
    if (this.#opening === null) {
      this.#opening = {};
      this.#opening.promise = new Promise((resolve, reject) => Object.assign(this.#opening, { resolve, reject }));
      this.#opening.promise.catch(() => {}); // who does not wait for it learns the same from the state event
    }
    const { promise } = this.#opening;
    if (this.#ears.length === 0) this.#listen();
    this.requests.reopen();
    this.session.open();
    return promise;
  }

  close() {
    this.session.close();
  }

  request(message, options) {
    return this.requests.request(message, options);
  }

  join(room, since, lasting) {
    return this.request(
      { event: 'room.join', room, data: { since, lasting } },
      {
        onSent: () => this.rooms.joining(room, 1),
        onDone: (ack) => {
          this.rooms.joining(room, -1);
          if (ack !== null) this.rooms.joined(room, since, lasting === true, ack);
        },
      },
    );
  }

  async leave(room) {
    const onDone = (ack) => ack !== null && this.rooms.left(room);
    try {
      return await this.request({ event: 'room.leave', room }, { onDone });
    } catch (error) {
      if (error.code === 'not_joined') this.rooms.left(room);
      throw error;
    }
  }

  async history(room, data) {
    const reply = await this.request({ event: 'room.history', room, data });
    return { ...reply, events: readStored(reply.events, room, (error) => this.#fault(error)) };
  }

  send(room, bytes, data, id) {
    const message = bytes === null ? { data } : { payload: bytes };
    const silent = data.echo === false && {
      onSent: () => this.rooms.ownSent(room),
      onDone: (ack) => this.rooms.ownDone(room, ack),
    };
    return this.request({ event: 'message.send', room, ...message }, { resend: true, id, ...silent });
  }

  setStatus(status) {
    this.#status = status;
    return this.request({ event: 'presence.status', data: status }, { offline: 'drop' });
  }

  typingSignal(room) {
    return new TypingSignal(this.#settings.clock, (event) => this.#whisper({ event, room }, 'drop'));
  }

  #keep({ keep, storage, clock }) {
    const present = () => ({ userId: this.#user, positions: this.rooms.positions });
    const key = keep === true ? 'default' : keep;
    this.#kept = new Kept({ storage: () => storage ?? globalThis.sessionStorage, key, clock, present });
    const { userId, positions } = this.#kept.read();
    this.#user = userId;
    for (const [room, position] of Object.entries(positions)) this.rooms.add(room, position);
  }

  /** Hears from the page and from the machine, until the client is closed. */
  #listen() {
    const { network, page } = this.#settings;
    const ear = (target, event, heard) => {
      target?.addEventListener(event, heard);
      this.#ears.push(() => target?.removeEventListener(event, heard));
    };
    ear(network, 'online', () => this.session.hurry('network'));
    ear(network, 'offline', () => this.session.doubt());
    ear(network, 'pagehide', () => this.#kept?.now());
    ear(page, 'visibilitychange', () => page.hidden || this.session.hurry('visible'));
  }

  #welcomed(welcome, returning) {
    // What was kept for somebody else is none of ours.
    const others = this.#kept !== null && this.#user !== null && this.#user !== welcome.userId;
    if (others) for (const room of this.rooms.names) this.rooms.left(room);
    this.#user = welcome.userId;
    this.#opening?.resolve(welcome);
    this.#opening = null;
    this.emitter.emit('connected', { event: 'connected', data: welcome });
    const { usualRooms } = this.#settings;
    const listed = (usualRooms && Array.isArray(welcome.rooms) ? welcome.rooms : []).filter(
      (it) => typeof it?.room === 'string' && parsePosition(it.position) !== null,
    );
    const current = () => this.session.welcome === welcome;
    if (!current()) return;
    this.rooms.connected(listed, !returning).then(() => current() && this.#resume());
  }

  #resume() {
    if (this.#status !== null) this.#whisper({ event: 'presence.status', data: this.#status });
    this.requests.resume();
  }

  #lost() {
    this.rooms.disconnected();
    this.requests.suspend();
    this.#typers.clear();
  }

  #ended(error) {
    for (const deaf of this.#ears.splice(0)) deaf();
    this.#kept?.now();
    this.requests.refuse(error);
    this.#opening?.reject(error);
    this.#opening = null;
  }

  #fault(error) {
    this.emitter.emit('error', error);
  }

  /** Sends what nobody waits for. That the connection is bad is no news: the state tells it. */
  #whisper(message, offline = 'now') {
    this.request(message, { offline }).catch((error) => {
      if (!UNHEARD.has(error.code)) this.#fault(error);
    });
  }

  #received(data) {
    this.#kept?.soon();
    try {
      this.#handle(this.#read(data));
    } catch (error) {
      this.#fault(error);
    }
  }

  #read(data) {
    if (typeof data === 'string') return readText(data);
    return asBytes(data) === null ? readObject(data) : readBinary(decodeBinary(data));
  }

  #handle(envelope) {
    if (!isKnown(envelope.event)) return this.emitter.emit('unknown', envelope);
    if (this.session.welcome === null && !['connected', 'error'].includes(envelope.event)) {
      throw new HeraldError('bad_frame', `The event ${envelope.event} came before connected`);
    }
    const handler = this.#handlers.get(envelope.event) ?? (() => this.emitter.emit(envelope.event, envelope));
    return handler(envelope);
  }

  #table() {
    const pass = (envelope) => this.emitter.emit(envelope.event, envelope);
    const stored = (envelope) => {
      if (envelope.eventId == null) return pass(envelope);
      this.#typers.stopped(envelope.room, envelope.from?.userId);
      return this.rooms.receive(envelope);
    };
    const answer = (envelope) => {
      if (this.requests.settle(envelope) || envelope.event === 'ack') return; // a late ack has no one waiting
      this.#fault(HeraldError.fromServer(envelope.data));
    };
    const gone = (envelope) => {
      this.#typers.stopped(envelope.room, envelope.data.userId);
      pass(envelope);
    };
    return new Map([
      ['connected', (envelope) => this.session.greet(envelope)],
      ['ack', answer],
      ['error', answer],
      ['message', stored],
      ['message.edited', stored],
      ['message.deleted', stored],
      ['notification', stored],
      ['room.state', (envelope) => this.rooms.state(envelope)],
      ['room.user_left', gone],
      ['typing.started', (envelope) => this.#started(envelope, pass)],
      ['typing.stopped', gone],
      ['room.kicked', (envelope) => this.#kicked(envelope, pass)],
      ['server.draining', (envelope) => this.#draining(envelope, pass)],
      ['auth.expiring', (envelope) => this.#expiring(envelope, pass)],
    ]);
  }

  #started(envelope, pass) {
    this.#typers.started(envelope.room, envelope.data.userId);
    pass(envelope);
  }

  #kicked(envelope, pass) {
    this.rooms.left(envelope.room);
    pass(envelope);
  }

  #draining(envelope, pass) {
    this.session.announced(envelope.data.reconnectAfterMs);
    pass(envelope);
  }

  async #expiring(envelope, pass) {
    pass(envelope);
    const { tokens, welcome } = this.session;
    if (!tokens.renewable) return;
    try {
      const token = await tokens.get({ reason: 'expiring', expiresAt: envelope.data.expiresAt });
      if (!tokens.isNew(token) || this.session.welcome !== welcome) return;
      await this.request({ event: 'auth.refresh', data: { token } }, { offline: 'now' });
      tokens.offered(token);
    } catch (error) {
      const known = error instanceof HeraldError;
      this.#fault(known ? error : new HeraldError('unauthorized', 'The token callback failed', { cause: error }));
    }
  }
}
