const encoder = new TextEncoder();

/** Herald's doors over HTTP, as far as the client goes through them: rooms with their history, streams and polls. */
export class FakeDoors {
  rooms = new Map([['@alice', []]]);
  forbidden = new Set();
  calls = [];
  streams = [];
  polls = [];
  token = null;
  /** What the doors do before anything else: an answer of this replaces theirs. */
  before = () => null;

  /** As the global one. */
  fetch = async (address, { method = 'GET', headers = {}, body, signal }) => {
    const url = new URL(address);
    const call = { method, url, headers, path: url.pathname.replace('/herald/', ''), body: body && JSON.parse(body), signal };
    this.calls.push(call);
    signal?.throwIfAborted();
    const instead = await this.before(call);
    if (instead !== null) return instead;
    if (this.token !== null && headers.Authorization !== `Bearer ${this.token}`) return problem(401, 'unauthorized');
    if (call.path === 'events') return this.#stream(call);
    if (call.path === 'events/poll') return this.#poll(call);
    return this.#rest(call);
  };

  /** Somebody says something. */
  say(room, content, more = {}) {
    const events = this.#events(room);
    const from = { userId: 'bob' };
    const eventId = `h-${events.length + 1}`;
    const envelope = { event: 'message', room, eventId, ts: 1, from, data: { content }, ...more };
    events.push(envelope);
    this.tell(envelope);
    return eventId;
  }

  /** An event goes to everybody who listens where it happens. */
  tell(envelope) {
    for (const stream of this.streams) if (hears(stream, envelope)) stream.send(envelope);
    for (const poll of this.polls.filter((one) => hears(one, envelope))) this.#answerPoll(poll, [envelope]);
  }

  /** What is said so that those who listen know that somebody is there. */
  keepAwake() {
    for (const stream of this.streams) stream.raw(':\n\n');
    for (const poll of [...this.polls]) this.#answerPoll(poll, []);
  }

  end(code, reason, comeBack) {
    for (const stream of this.streams) stream.send({ event: 'closed', data: { code, reason, comeBack } });
  }

  of(path, method = 'GET') {
    return this.calls.filter((call) => call.path === path && call.method === method);
  }

  #events(room) {
    if (!this.rooms.has(room)) this.rooms.set(room, []);
    return this.rooms.get(room);
  }

  #position(room) {
    return `h-${this.#events(room).length}`;
  }

  #named(call) {
    const named = call.url.searchParams.getAll('room');
    return named.length === 0 ? ['@alice'] : named;
  }

  #welcome(rooms) {
    return {
      userId: 'alice',
      rooms: rooms.map((room) => ({ room, position: this.#position(room) })),
    };
  }

  #stream(call) {
    const rooms = this.#named(call);
    if (rooms.some((room) => this.forbidden.has(room))) return problem(403, 'room_forbidden');
    const stream = { rooms };
    const body = new ReadableStream({
      start: (controller) => {
        stream.raw = (text) => controller.enqueue(encoder.encode(text));
        stream.send = (envelope) => stream.raw(`id: x\nevent: ${envelope.event}\ndata: ${JSON.stringify(envelope)}\n\n`);
        stream.break = () => {
          this.streams = this.streams.filter((one) => one !== stream);
          controller.error(new Error('broken'));
        };
        call.signal?.addEventListener('abort', stream.break);
      },
    });
    this.streams.push(stream);
    stream.send({ event: 'connected', data: { connectionId: 'c-sse', ...this.#welcome(rooms) } });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream;charset=UTF-8' } });
  }

  #poll(call) {
    const rooms = this.#named(call);
    if (rooms.some((room) => this.forbidden.has(room))) return problem(403, 'room_forbidden');
    const cursor = call.url.searchParams.get('cursor');
    if (cursor === null) return Response.json({ events: [], cursor: this.#cursor(rooms), ...this.#welcome(rooms) });
    const seen = JSON.parse(cursor);
    const missed = rooms.flatMap((room) => this.#events(room).slice(seen[room] ?? Infinity));
    if (missed.length > 0) return Response.json({ events: missed, cursor: this.#cursor(rooms) });
    return new Promise((resolve, reject) => {
      const poll = { rooms, resolve };
      this.polls.push(poll);
      call.signal?.addEventListener('abort', () => {
        this.polls = this.polls.filter((one) => one !== poll);
        reject(call.signal.reason);
      });
    });
  }

  #answerPoll(poll, events) {
    this.polls = this.polls.filter((one) => one !== poll);
    poll.resolve(Response.json({ events, cursor: this.#cursor(poll.rooms) }));
  }

  #cursor(rooms) {
    return JSON.stringify(Object.fromEntries(rooms.map((room) => [room, this.#events(room).length])));
  }

  #rest({ method, path, url, body }) {
    const [, room, what] = /^api\/rooms\/(.+)\/(messages|events|members)$/.exec(path).map(decodeURIComponent);
    if (this.forbidden.has(room)) return problem(403, 'room_forbidden');
    if (what === 'events') return new Response(null, { status: 202 });
    if (what === 'members') return Response.json({ members: [], truncated: false });
    if (method === 'POST') {
      const eventId = this.say(room, body.content, { from: { userId: 'alice' } });
      return Response.json({ eventId, ts: 1, duplicate: false }, { status: 201 });
    }
    const since = url.searchParams.get('since');
    const events = this.#events(room).slice(since === null ? 0 : Number(since.split('-')[1]));
    return Response.json({ events, position: this.#position(room), complete: true });
  }
}

/** What is no room's goes to everyone. */
const hears = ({ rooms }, { room }) => room === undefined || rooms.includes(room);

export function problem(status, code, more = {}) {
  const body = { type: 'about:blank', title: 'x', status, detail: `refused: ${code}`, code, ...more };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
}
