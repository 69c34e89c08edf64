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
      const only = room.members.delete(tab) && room.members.size === 0 && !room.lasting;
      if (only) this.#request(null, { event: 'room.leave', id: `${tab} ${name}`.slice(-64), room: name });
    }
  }

  asked(tab, talk, frame) {
    if (this.#tabs.get(tab) === talk) this.#ask(tab, frame);
  }

  #ask(tab, frame) {
    const bytes = asBytes(frame);
    const request = bytes === null ? JSON.parse(frame) : decodeBinary(bytes).header;
    const { event, id, room } = request;
    if (this.#asked.has(id)) return this.#refuse(tab, id, 'conflict', 'A request of this id is under way');
    if (event === 'room.join') return this.#join(tab, request);
    if (event === 'room.leave' && !this.#isLast(tab, room)) return this.#ack(tab, id, {});
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

  #join(tab, request) {
    const room = this.#rooms.get(request.room) ?? { members: new Set(), waiting: [], position: null, lasting: false };
    this.#rooms.set(request.room, room);
    const lasting = request.data?.lasting === true;
    if (room.position !== null && !lasting) {
      room.members.add(tab);
      return this.#ack(tab, request.id, { position: room.position, recovered: null });
    }
    room.waiting.push({ tab, id: request.id });
    if (room.waiting.length > 1 && !lasting) return undefined;
    return this.#request(null, { ...request, data: { lasting: lasting || undefined } });
  }

  /** Takes the tab out of the room; whether the room is to be left with that. */
  #isLast(tab, name) {
    const room = this.#rooms.get(name);
    room?.members.delete(tab);
    return room === undefined || room.members.size === 0;
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
    if (event === 'room.kicked') this.#rooms.delete(room);
    return this.#tell(known.members, data);
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
    if (request.event === 'room.leave' && done && this.#rooms.get(request.room)?.members.size === 0) {
      this.#rooms.delete(request.room);
    }
    if (tab === null) return undefined;
    if (request.event === 'direct.send' && done && request.data !== undefined) this.#sent(tab, request, envelope);
    return this.#tell([tab], data);
  }

  #entered(request, { event, data }) {
    const room = this.#rooms.get(request.room);
    if (room === undefined) return;
    const waiting = room.waiting.splice(0);
    if (event !== 'ack') {
      if (room.members.size === 0) this.#rooms.delete(request.room);
      for (const { tab, id } of waiting) this.#tell([tab], { event, id, data });
      return;
    }
    room.position ??= data.position;
    room.lasting ||= request.data.lasting === true || this.#isListed(request.room);
    for (const { tab, id } of waiting) {
      room.members.add(tab);
      this.#tell([tab], { event, id, data: { ...data, position: room.position, recovered: null } });
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
