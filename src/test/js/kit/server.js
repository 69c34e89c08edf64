import assert from 'node:assert/strict';
import { Herald } from '../../../client/lib/herald.js';
import { FakeClock, settle } from './clock.js';

/** The server's side of one socket: what the client sent, and a way to answer. */
class FakeSocket {
  readyState = 0;
  binaryType = 'blob';
  sent = [];
  closedWith = null;

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
  }

  send(frame) {
    assert.equal(this.readyState, 1, 'sent on a socket that is not open');
    this.sent.push(typeof frame === 'string' ? JSON.parse(frame) : frame);
  }

  close(code, reason) {
    this.readyState = 2;
    this.closedWith = { code, reason };
  }

  open() {
    this.readyState = 1;
    this.onopen?.({});
  }

  /** The server sends a text frame. */
  text(value) {
    this.onmessage?.({ data: typeof value === 'string' ? value : JSON.stringify(value) });
  }

  /** The server sends a binary frame. */
  binary(bytes) {
    this.onmessage?.({ data: bytes });
  }

  /** The connection ends, as seen by the client. */
  end(code, reason = '') {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  welcome(data = {}) {
    this.open();
    const heartbeat = { intervalMs: 30000, timeoutMs: 90000 };
    const rest = { node: 'n1', protocol: 'herald.v1', heartbeat, maxMessageSize: 65536, rooms: [] };
    this.text({ event: 'connected', data: { connectionId: 'c-1', userId: 'alice', ...rest, ...data } });
  }

  /** The one request of this event that has not been taken yet. */
  take(event) {
    const index = this.sent.findIndex((frame) => frame.event === event);
    assert.notEqual(index, -1, `no ${event} among ${JSON.stringify(this.sent.map((frame) => frame.event))}`);
    return this.sent.splice(index, 1)[0];
  }

  takeAll(event) {
    const found = this.sent.filter((frame) => frame.event === event);
    this.sent = this.sent.filter((frame) => frame.event !== event);
    return found;
  }

  ack(request, data = {}) {
    this.text({ event: 'ack', id: request.id, data });
  }

  refuse(request, code, more = {}) {
    this.text({ event: 'error', id: request.id, data: { code, message: `refused: ${code}`, ...more } });
  }

  message(room, eventId, content, more = {}) {
    this.text(message(room, eventId, content, more));
  }
}

export function message(room, eventId, content, more = {}) {
  const from = { userId: 'bob', connectionId: 'c-9' };
  return { event: 'message', room, eventId, ts: 1, from, data: { content }, ...more };
}

/** A client, its clock, the sockets it opened and everything it said. */
export function stage(options = {}) {
  const clock = new FakeClock();
  const sockets = [];
  const reported = [];
  let ids = 0;
  class Socket extends FakeSocket {
    constructor(url, protocols) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  const herald = new Herald({
    url: 'wss://chat.example/herald/ws',
    WebSocket: Socket,
    transports: ['websocket'],
    clock,
    random: () => 1,
    newId: () => `id-${(ids += 1)}`,
    report: (error) => reported.push(error),
    ...options,
  });
  const heard = (event) => {
    const list = [];
    herald.on(event, (detail) => list.push(detail));
    return list;
  };
  const errors = heard('error');
  const states = heard('state');
  return { herald, clock, sockets, reported, heard, errors, states, socket: () => sockets.at(-1) };
}

/** A client that is online, and in these rooms (name to position). */
export async function online(rooms = {}, options = {}) {
  const it = stage(options);
  const connecting = it.herald.connect();
  await settle();
  it.socket().welcome({ rooms: [{ room: '@alice', position: 'p-0' }] });
  await connecting;
  for (const [room, position] of Object.entries(rooms)) {
    const joining = it.herald.join(room);
    it.socket().ack(it.socket().take('room.join'), { position, recovered: true });
    await joining;
  }
  return it;
}

/** Breaks the connection and opens the next one; answers its joins unless told not to. */
export async function comeBack(it, { code = 1006, waitMs = 1000, joins = true } = {}) {
  it.socket().end(code);
  await it.clock.advance(waitMs);
  it.socket().welcome();
  await settle();
  if (joins) await rejoin(it);
  return it.socket();
}

/** Answers every join that waits: nothing was missed. */
export async function rejoin(it) {
  for (const join of it.socket().takeAll('room.join')) {
    it.socket().ack(join, { position: join.data.since, recovered: true });
  }
  await settle();
}

/** What a promise that is expected to fail failed with. */
export async function failure(promise) {
  return promise.then(
    (value) => assert.fail(`kept its promise: ${JSON.stringify(value)}`),
    (error) => error,
  );
}

export { settle };
