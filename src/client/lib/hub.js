import { asBytes, decodeBinary } from './frames.js';

const SELF = 'self';
const KICKED = 4003;
const MOVED = [1012, 'the connection of another tab ended', 'moved', 0];

/** The connection of the tab that leads, as all tabs have it: what they ask goes out, what comes goes to whom it concerns. */
export class Hub {
  #post;
  #ready;
  #gone;
  #real = null;
  #hooks;
  #welcome = null;
  #rooms = new Map();
  #asked = new Map();
  #tabs = new Map();
  #own = 0;

  /**
   * @param {object} options
   * @param {(message: object) => void} options.post to the other tabs
   * @param {(hub: Hub) => void} options.ready it is connected, and our own tab's
   * @param {(hub: Hub) => void} options.gone it is not connected any more
   */
  constructor({ post, ready, gone }) {
    this.#post = post;
    this.#ready = ready;
    this.#gone = gone;
  }

  async open(open, hooks) {
    this.#hooks = hooks;
    this.#real = await open({
      received: (data) => this.#heard(data),
      closed: (...how) => this.#closed(how),
      alive: () => this.#hooks?.alive(),
      stands: (rooms) => this.#stands(rooms),
    });
  }

  get ascent() {
    return this.#real.ascent?.bind(this.#real);
  }

  hand(hooks) {
    this.#hooks = hooks;
    this.#ready(this);
  }

  /** What our own tab asks. */
  send(frame) {
    this.#ask(SELF, frame);
  }

  drop(code, reason) {
    this.#hooks = null;
    this.#real?.drop(code, reason);
    this.#leaveAlone(MOVED);
    this.#gone(this);
  }

  end(...how) {
    const hooks = this.#hooks;
    this.drop(1000, how[1]);
    hooks?.closed(...how);
  }

  /** Another tab is there. */
  hello(tab, talk) {
    if (this.#tabs.get(tab) === talk) return; // it has asked twice
    this.bye(tab);
    this.#tabs.set(tab, talk);
    this.#greet(tab);
  }

  /** It is there no more. Rooms that only it was in are left, but for those of a lasting membership. */
  bye(tab, talk = this.#tabs.get(tab)) {
    if (!this.#tabs.has(tab) || this.#tabs.get(tab) !== talk) return;
    this.#tabs.delete(tab);
    for (const [name, room] of this.#rooms) {
      room.members.delete(tab);
      room.waiting = room.waiting.filter((one) => one.tab !== tab);
      room.later = room.later.filter((one) => one.tab !== tab);
      this.#abandon(name, room);
    }
  }

  asked(tab, talk, frame) {
    if (this.#tabs.get(tab) === talk) this.#ask(tab, frame);
  }

  #ask(tab, frame) {
    const bytes = asBytes(frame);
    const request = bytes === null ? JSON.parse(frame) : decodeBinary(bytes).header;
    const { event, id } = request;
    if (this.#asked.has(id)) return this.#refuse(tab, id, 'conflict', 'A request of this id is under way');
    if (event === 'room.join') return this.#join(tab, request);
    if (event === 'room.leave') return this.#leave(tab, request);
    if (event === 'room.list') return this.#ack(tab, id, { rooms: this.#roomsOf(tab) });
    if (event === 'auth.refresh' && tab !== SELF) return this.#ack(tab, id, {});
    if (bytes === null) return this.#request(tab, request);
    this.#asked.set(id, { tab, request });
    return this.#real.send(frame);
  }

  #request(tab, request) {
    this.#asked.set(request.id, { tab, request });
    const echo = this.#tabs.size === 0 ? request.data?.echo : undefined; // the other tabs want to hear it
    const data = request.data && { ...request.data, echo };
    this.#real.send(JSON.stringify({ ...request, data }));
  }

  #room(name) {
    const begun = { members: new Set(), position: null, lasting: false, joins: 0, leaving: false };
    if (!this.#rooms.has(name)) this.#rooms.set(name, { ...begun, waiting: [], later: [] });
    return this.#rooms.get(name);
  }

  #join(tab, request) {
    const room = this.#room(request.room);
    if (room.leaving || room.later.length > 0) return room.later.push({ tab, request });
    const lasting = request.data?.lasting === true;
    if (room.position !== null && !lasting) {
      room.members.add(tab);
      return this.#ack(tab, request.id, { position: room.position, recovered: null });
    }
    room.waiting.push({ tab, id: request.id });
    if (room.joins > 0 && !lasting) return undefined;
    room.joins += 1;
    return this.#request(null, { ...request, data: { lasting: lasting || undefined } });
  }

  /** Whether we are in the room is not known while a join or a leave is under way: then it waits for the answer. */
  #leave(tab, request) {
    const room = this.#room(request.room);
    if (room.leaving || room.joins > 0) return room.later.push({ tab, request });
    if ([...room.members].some((other) => other !== tab)) {
      room.members.delete(tab);
      return this.#ack(tab, request.id, {});
    }
    room.leaving = true;
    return this.#request(tab, request);
  }

  /** Leaves the room if no tab wants it, and it is not a lasting membership. */
  #abandon(name, { members, waiting, joins, leaving, later, lasting }) {
    if (joins > 0 || leaving || lasting || members.size + waiting.length + later.length > 0) return;
    this.#own += 1;
    this.#leave(null, { event: 'room.leave', id: `hub ${this.#own}`, room: name });
  }

  #roomsOf(tab) {
    const mine = [...this.#rooms].filter(([, { members }]) => members.has(tab));
    return mine.map(([room, { position }]) => ({ room, position }));
  }

  #heard(data) {
    const envelope = this.#read(data);
    if (envelope === null) return this.#hooks?.received(data); // which says what is wrong with it
    const { event, room } = envelope;
    if (event === 'connected' && this.#welcome === null) return this.#welcomed(envelope, data);
    if (event === 'ack' || event === 'error') return this.#answered(envelope, data);
    if (event === 'auth.expiring') return this.#hooks?.received(data);
    if (typeof room !== 'string') return this.#tell([SELF, ...this.#tabs.keys()], data);
    const known = this.#rooms.get(room);
    if (known === undefined) return undefined;
    const position = envelope.eventId ?? (event === 'room.state' ? envelope.data?.position : undefined);
    if (known.position !== null && position != null) known.position = position;
    this.#tell(known.members, data);
    return event === 'room.kicked' ? this.#outOf(room, known) : undefined;
  }

  #read(data) {
    try {
      if (typeof data === 'string') return JSON.parse(data) ?? null;
      return asBytes(data) === null ? data : decodeBinary(data).header;
    } catch {
      return null;
    }
  }

  #welcomed(envelope, data) {
    this.#welcome = envelope.data;
    this.#hooks?.received(data);
    this.#ready(this);
  }

  #greet(tab) {
    const at = ({ room, position }) => ({ room, position: this.#rooms.get(room)?.position ?? position });
    const rooms = (this.#welcome.rooms ?? []).map(at);
    this.#tell([tab], { event: 'connected', data: { ...this.#welcome, rooms } });
  }

  #answered(envelope, data) {
    const asked = this.#asked.get(envelope.id);
    if (asked === undefined) return this.#hooks?.received(data);
    this.#asked.delete(envelope.id);
    const { tab, request } = asked;
    const done = envelope.event === 'ack';
    if (request.event === 'room.join') return this.#entered(request, envelope);
    if (request.event === 'direct.send' && done && request.data !== undefined) this.#sent(tab, request, envelope);
    if (tab !== null) this.#tell([tab], data);
    if (request.event !== 'room.leave') return undefined;
    return this.#left(request.room, done || envelope.data.code === 'not_joined');
  }

  #entered(request, { event, data }) {
    const room = this.#rooms.get(request.room);
    const waiting = room.waiting.splice(0);
    room.joins -= 1;
    if (event === 'ack') {
      room.position ??= data.position;
      room.lasting ||= request.data.lasting === true || this.#isListed(request.room);
    }
    const told = event === 'ack' ? { ...data, position: room.position, recovered: null } : data;
    for (const { tab, id } of waiting) {
      if (event === 'ack') room.members.add(tab);
      this.#tell([tab], { event, id, data: told });
    }
    if (event !== 'ack' && room.members.size === 0 && room.joins === 0) this.#rooms.delete(request.room);
    this.#goOn(room);
    if (event === 'ack') this.#abandon(request.room, room);
  }

  /** A leave was answered. One that was refused leaves us where we were, but for sure only the server knows. */
  #left(name, gone) {
    const room = this.#rooms.get(name);
    room.leaving = false;
    room.position = null;
    if (gone || room.members.size === 0) this.#rooms.delete(name);
    this.#goOn(room);
  }

  /** The server took us out. What is under way in the room is answered all the same. */
  #outOf(name, room) {
    room.members.clear();
    room.position = null;
    if (!room.leaving && room.joins === 0) this.#rooms.delete(name);
  }

  /** What had to wait, in its order; it may have to again. */
  #goOn(room) {
    if (room.joins > 0) return;
    for (const { tab, request } of room.later.splice(0)) {
      if (request.event === 'room.join') this.#join(tab, request);
      else this.#leave(tab, request);
    }
  }

  #isListed(name) {
    return (this.#welcome.rooms ?? []).some(({ room }) => room === name);
  }

  /** What the server tells the sender's other connections, the sender's other tabs are told too. */
  #sent(tab, { data: { to, content } }, { data: { eventId, ts } }) {
    const others = [SELF, ...this.#tabs.keys()].filter((other) => other !== tab);
    this.#tell(others, { event: 'direct.sent', ts, data: { to, content, messageId: eventId } });
  }

  #stands(rooms) {
    for (const { room, position } of rooms) if (this.#rooms.has(room)) this.#rooms.get(room).position = position;
    this.#hooks?.stands(rooms);
    for (const [tab, talk] of this.#tabs) this.#post({ to: tab, talk, stands: rooms });
  }

  #ack(tab, id, data) {
    queueMicrotask(() => this.#tell([tab], { event: 'ack', id, data }));
  }

  #refuse(tab, id, code, message) {
    queueMicrotask(() => this.#tell([tab], { event: 'error', id, data: { code, message } }));
  }

  #tell(tabs, frame) {
    for (const tab of [...tabs]) {
      if (tab === SELF) this.#hooks?.received(frame);
      else if (this.#tabs.has(tab)) this.#post({ to: tab, talk: this.#tabs.get(tab), frame });
    }
  }

  #closed(how) {
    this.#leaveAlone(how[0] === KICKED ? how : MOVED); // that concerns the user, and so all tabs
    this.#gone(this);
    this.#hooks?.closed(...how);
  }

  #leaveAlone(how) {
    for (const [tab, talk] of this.#tabs) this.#post({ to: tab, talk, closed: how });
    this.#tabs.clear();
  }
}
