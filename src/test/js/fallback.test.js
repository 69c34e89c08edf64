import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../../client/lib/http.js'; // so that it is there when the client wants it
import { Ways } from '../../client/lib/ways.js';
import { FakeDoors, problem } from './kit/doors.js';
import { failure, settle, stage } from './kit/server.js';

/** Until it is so; what is awaited here needs some turns of the event loop, and hardly any time. */
async function until(condition) {
  for (const deadline = Date.now() + 30000; Date.now() < deadline; await settle()) if (condition()) return;
  assert.fail(`never so: ${condition}`);
}

/** A client that may go any way, with a server that has only some. */
function anyWay(options = {}) {
  const doors = new FakeDoors();
  const it = stage({ transports: undefined, fetch: doors.fetch, ...options });
  return { ...it, doors };
}

/** Connected in this way, for the better ones fail. */
async function onWay(way, rooms = []) {
  const it = anyWay({ transports: way === 'sse' ? ['websocket', 'sse'] : ['websocket', 'poll'] });
  const connecting = it.herald.connect();
  await settle();
  it.socket().end(1006);
  await it.clock.advance(1000);
  await connecting;
  const listening = () => (way === 'sse' ? it.doors.streams : it.doors.polls);
  await until(() => listening().length > 0);
  for (const room of rooms) await it.herald.join(room);
  await until(() => listening().some((one) => rooms.every((room) => one.rooms.includes(room))));
  return it;
}

/** Time goes by, and the server is there. */
async function pass(it, ms) {
  for (let left = ms; left > 0; left -= 15000) {
    await it.clock.advance(Math.min(left, 15000));
    it.doors.keepAwake();
    await settle();
    await settle();
  }
}

/** It is time to try a WebSocket, beside what there is. */
async function better(it, waitMs = 30000) {
  const before = it.sockets.length;
  await pass(it, waitMs);
  await until(() => it.sockets.length > before);
  return it.socket();
}

test('tries the ways in turn, keeps the one that works, and has patience with one that did', () => {
  const ways = new Ways(['websocket', 'sse', 'poll']);
  const after = (count) => {
    for (let i = 0; i < count; i += 1) ways.fails(false);
    return ways.current;
  };
  assert.equal(after(1), 'sse');
  assert.equal(after(1), 'poll');
  assert.equal(after(1), 'websocket');
  ways.works('websocket');
  assert.equal(after(2), 'websocket');
  assert.equal(after(1), 'sse');
  ways.works('sse');
  assert.deepEqual([ways.current, ways.mayRise, ways.bestIsKnown], ['sse', true, true]);
  ways.fails(true);
  assert.equal(ways.current, 'poll', 'one that says nothing is not waited for again');
});

test('goes on by SSE where a WebSocket cannot be had, and by polls where no stream comes through', async () => {
  const it = anyWay();
  it.doors.before = ({ path, signal }) => {
    if (path !== 'events') return null;
    return new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const connecting = it.herald.connect();
  await settle();
  it.socket().end(1006);
  await it.clock.advance(1000);
  await until(() => it.doors.of('events').length === 1);
  await it.clock.advance(15000);
  await it.clock.advance(2000);
  assert.equal((await connecting).userId, 'alice');
  assert.equal(it.herald.transport, 'poll');
  const tried = it.states.filter(({ state }) => state === 'connecting').map(({ transport }) => transport);
  assert.deepEqual(tried, ['websocket', 'sse', 'poll']);
});

for (const way of ['sse', 'poll']) {
  test(`hears by ${way} what happens in its rooms, each once and in order`, async () => {
    const it = await onWay(way, ['general', 'ops/alerts']);
    const heard = it.heard('message');
    for (let i = 1; i <= 5; i += 1) {
      it.doors.say('general', i);
      it.doors.say('ops/alerts', -i);
      it.doors.say('elsewhere', 0);
    }
    await until(() => heard.length === 10);
    assert.deepEqual(heard.filter(({ room }) => room === 'general').map(({ data }) => data.content), [1, 2, 3, 4, 5]);
    assert.deepEqual(heard.filter(({ room }) => room !== 'general').map(({ data }) => data.content), [-1, -2, -3, -4, -5]);
    assert.deepEqual(it.errors, []);
  });

  test(`sends, reads and emits beside ${way}`, async () => {
    const it = await onWay(way, ['ops/a b']);
    const sent = await it.herald.send('ops/a b', 'hi', { id: 'mine', replyTo: 'h-0', echo: true });
    assert.equal(sent.eventId, 'h-1');
    const [post] = it.doors.of('api/rooms/ops/a%20b/messages', 'POST');
    assert.deepEqual(post.body, { id: 'mine', content: 'hi', replyTo: 'h-0' });
    await it.herald.emit('ops/a b', 'cursor', { x: 1 });
    assert.deepEqual(it.doors.of('api/rooms/ops/a%20b/events', 'POST')[0].body, { name: 'cursor', payload: { x: 1 } });
    assert.equal((await it.herald.history('ops/a b')).events.length, 1);
    assert.deepEqual(await it.herald.members('ops/a b'), { members: [], truncated: false });
    assert.deepEqual((await it.herald.list()).rooms.map(({ room }) => room), ['@alice', 'ops/a b']);
    assert.ok((await it.herald.ping()).ts > 0);
  });

  test(`brings by ${way} what was missed since the last event seen`, async () => {
    const it = await onWay(way);
    for (let i = 1; i <= 3; i += 1) it.doors.say('general', i);
    const heard = it.heard('message');
    await it.herald.join('general', { since: 'h-1' });
    await until(() => heard.length === 2);
    it.doors.say('general', 4);
    await until(() => heard.length === 3);
    assert.deepEqual(heard.map(({ eventId }) => eventId), ['h-2', 'h-3', 'h-4']);
  });

  test(`misses nothing while it begins anew by ${way} for another room`, async () => {
    const it = await onWay(way, ['general']);
    const heard = it.heard('message');
    it.doors.before = ({ url }) => {
      if (url.searchParams.getAll('room').includes('other')) {
        it.doors.before = () => null;
        it.doors.say('general', 'in between');
      }
      return null;
    };
    await it.herald.join('other');
    await until(() => heard.length === 1);
    it.doors.say('other', 'there');
    await until(() => heard.length === 2);
    assert.deepEqual(heard.map(({ data }) => data.content), ['in between', 'there']);
  });

  test(`refuses on ${way} only the room that is forbidden`, async () => {
    const it = await onWay(way, ['general']);
    it.doors.forbidden.add('secret');
    const [allowed, refused] = await Promise.allSettled([it.herald.join('free'), it.herald.join('secret')]);
    assert.equal(allowed.status, 'fulfilled');
    assert.equal(refused.reason.code, 'room_forbidden');
    assert.deepEqual(it.herald.rooms, ['@alice', 'general', 'free']);
    assert.equal(it.herald.state, 'online');
  });

  test(`leaves a room on ${way}`, async () => {
    const it = await onWay(way, ['general', 'other']);
    await it.herald.leave('general');
    const heard = it.heard('message');
    await until(() => (way === 'sse' ? it.doors.streams : it.doors.polls).every(({ rooms }) => !rooms.includes('general')));
    await until(() => (way === 'sse' ? it.doors.streams : it.doors.polls).length === 1);
    it.doors.say('general', 1);
    it.doors.say('other', 2);
    await until(() => heard.length === 1);
    assert.deepEqual(heard.map(({ room }) => room), ['other']);
    assert.equal((await failure(it.herald.leave('@alice'))).code, 'unsupported');
  });

  test(`says what cannot be done by ${way}`, async () => {
    const it = await onWay(way, ['general']);
    for (const asked of [
      it.herald.edit('general', 'h-1', 'x'),
      it.herald.delete('general', 'h-1'),
      it.herald.direct('bob', 'x'),
      it.herald.send('general', new Uint8Array(3)),
      it.herald.signal('c-1', 'bye', {}),
    ]) {
      assert.equal((await failure(asked)).code, 'unsupported');
    }
    it.herald.typing('general').active();
    await settle();
    assert.deepEqual(it.errors, []);
  });

  test(`gives bytes back that came by ${way}`, async () => {
    const it = await onWay(way, ['general']);
    const heard = it.heard('message');
    it.doors.say('general', { base64: btoa('abc') });
    await until(() => heard.length === 1);
    assert.deepEqual([heard[0].binary, [...heard[0].data.content]], [true, [97, 98, 99]]);
  });

  test(`comes back by ${way} and misses nothing when that breaks`, async () => {
    const it = await onWay(way, ['general']);
    const heard = it.heard('message');
    it.doors.before = () => Promise.reject(new TypeError('network'));
    if (way === 'sse') it.doors.streams[0].break();
    else it.doors.polls[0].resolve(new Response('<p>Bad gateway', { status: 502 }));
    await until(() => it.herald.state === 'waiting');
    it.doors.say('general', 'meanwhile');
    it.doors.before = () => null;
    await it.clock.advance(2000);
    await until(() => heard.length === 1);
    assert.equal(it.herald.transport, way);
    assert.equal(heard[0].data.content, 'meanwhile');
  });

  test(`sends again, under the same id, what went out when ${way} had lost the server`, async () => {
    const it = await onWay(way, ['general']);
    it.doors.before = ({ method }) => (method === 'POST' ? Promise.reject(new TypeError('network')) : null);
    const sending = it.herald.send('general', 'hi');
    await until(() => it.herald.state === 'waiting');
    it.doors.before = () => null;
    await it.clock.advance(2000);
    await sending;
    const posts = it.doors.of('api/rooms/general/messages', 'POST');
    assert.equal(posts.length, 2);
    assert.equal(posts[0].body.id, posts[1].body.id);
  });

  test(`returns from ${way} to a WebSocket without a gap`, async () => {
    const it = await onWay(way, ['general']);
    const heard = it.heard('message');
    it.doors.say('general', 1);
    await until(() => heard.length === 1);
    const socket = await better(it);
    assert.match(socket.url, /join=none/);
    it.doors.say('general', 2);
    await until(() => heard.length === 2);
    socket.welcome({ rooms: [{ room: '@alice', position: 'h-0' }] });
    await settle();
    assert.equal(it.herald.transport, 'websocket');
    assert.deepEqual([it.states.at(-1).state, it.states.at(-1).why], ['online', 'returned']);
    const join = socket.takeAll('room.join').find(({ room }) => room === 'general');
    assert.equal(join.data.since, 'h-2');
    it.doors.say('general', 'unheard: nobody listens there any more');
    socket.ack(join, { position: 'h-3', recovered: true });
    socket.message('general', 'h-3', 3);
    assert.deepEqual(heard.map(({ data }) => data.content), [1, 2, 3]);
    assert.equal(it.doors.streams.length + it.doors.polls.length, 0);
  });

  test(`stays on ${way} while no WebSocket can be had, and asks less and less often`, async () => {
    const it = await onWay(way);
    for (const waitMs of [30000, 60000, 120000]) {
      const before = it.sockets.length;
      await pass(it, waitMs - 1000);
      assert.equal(it.sockets.length, before);
      await better(it, 1000);
      it.socket().end(1006);
    }
    assert.deepEqual([it.herald.state, it.herald.transport], ['online', way]);
  });

  test(`learns from ${way} that the token is refused`, async () => {
    const it = await onWay(way, ['general']);
    it.doors.token = 'another';
    assert.equal((await failure(it.herald.send('general', 'hi'))).code, 'unauthorized');
    assert.deepEqual([it.herald.state, it.herald.connection.current.why], ['closed', 'token']);
  });

  test(`lets go of everything on ${way} when it is closed`, async () => {
    const it = await onWay(way, ['general']);
    it.herald.close();
    await settle();
    assert.equal(it.doors.streams.length + it.doors.polls.length, 0);
    assert.equal(it.clock.armed, 0);
  });
}

test('waits until nothing is under way before it changes over', async () => {
  const it = await onWay('sse', ['general']);
  let answer;
  it.doors.before = ({ path }) => (path.endsWith('members') ? new Promise((resolve) => (answer = resolve)) : null);
  const socket = await better(it);
  const members = it.herald.members('general');
  await until(() => answer !== undefined);
  socket.welcome();
  await it.clock.advance(400);
  assert.equal(it.herald.transport, 'sse');
  answer(Response.json({ members: [], truncated: false }));
  await members;
  await it.clock.advance(400);
  assert.equal(it.herald.transport, 'websocket');
});

test('tries a WebSocket soon after a restart of the server, since it has worked before', async () => {
  const it = anyWay();
  const connecting = it.herald.connect();
  await settle();
  it.socket().welcome();
  await connecting;
  for (let failures = 0; failures < 4; failures += 1) {
    it.socket().end(1006);
    await it.clock.advance(8000);
  }
  await until(() => it.herald.transport === 'sse');
  const socket = await better(it, 1000);
  socket.welcome();
  await until(() => it.herald.transport === 'websocket');
});

test('renews the token of a stream before it ends', async () => {
  const tokens = ['one', 'two'];
  const it = anyWay({ transports: ['sse'], token: ({ reason }) => (reason === 'expiring' ? tokens[1] : tokens[0]) });
  it.doors.token = 'one';
  await it.herald.connect();
  const heard = it.heard('message');
  it.doors.token = 'two';
  it.doors.streams[0].send({ event: 'auth.expiring', data: { expiresAt: 1 } });
  await until(() => it.doors.calls.at(-1).headers.Authorization === 'Bearer two' && it.doors.streams.length === 1);
  it.doors.say('@alice', 'still here');
  await until(() => heard.length === 1);
  assert.equal(it.states.filter(({ state }) => state === 'online').length, 1);
});

test('does as the last words of a stream say', async () => {
  for (const [code, state, why] of [
    [1012, 'waiting', 'draining'],
    [4003, 'closed', 'refused'],
    [4008, 'waiting', 'slow'],
  ]) {
    const it = await onWay('sse');
    it.doors.end(code, 'words', state === 'waiting');
    await until(() => it.herald.state === state);
    assert.deepEqual([it.herald.connection.current.why, it.herald.connection.current.reason], [why, 'words']);
  }
});

test('asks a server that drains no more until it is time', async () => {
  const it = await onWay('poll');
  const asked = it.doors.of('events/poll').length;
  it.doors.tell({ event: 'server.draining', data: { reconnectAfterMs: 3000 } });
  await until(() => it.herald.state === 'waiting');
  assert.deepEqual([it.herald.connection.current.why, it.herald.connection.current.retryInMs], ['draining', 3000]);
  assert.equal(it.doors.of('events/poll').length, asked);
});

test('is put out by an administrator while it polls', async () => {
  const it = await onWay('poll');
  it.doors.polls[0].resolve(problem(403, 'kicked'));
  await until(() => it.herald.state === 'closed');
  assert.equal(it.herald.connection.current.code, 4003);
});

test('notices a stream that has gone silent', async () => {
  const it = await onWay('sse');
  await it.clock.advance(45000);
  assert.deepEqual([it.herald.state, it.herald.connection.current.why], ['waiting', 'silent']);
});

test('a comment is a sign of life, and pieces of a stream make a whole', async () => {
  const it = await onWay('sse', ['general']);
  const heard = it.heard('message');
  const stream = it.doors.streams.at(-1);
  await pass(it, 60000);
  assert.equal(it.doors.streams.at(-1), stream);
  const envelope = { event: 'message', room: 'general', eventId: 'h-1', ts: 1, data: { content: 'zoë' } };
  const text = `event: message\r\ndata: ${JSON.stringify(envelope)}\r\n\r\n`;
  for (const letter of text) stream.raw(letter);
  await until(() => heard.length === 1);
  assert.equal(heard[0].data.content, 'zoë');
});

test('waits as long as a server says that has too much to do', async () => {
  const it = anyWay({ transports: ['sse'] });
  it.doors.before = () => problem(503, 'unavailable');
  it.herald.connect();
  await until(() => it.herald.state === 'waiting');
  assert.deepEqual([it.herald.connection.current.code, it.herald.connection.current.retryInMs], [1013, 4000]);
});

test('a refusal over HTTP is told as over a WebSocket', async () => {
  const it = await onWay('sse', ['general']);
  it.doors.before = ({ method }) =>
    method === 'POST' ? problem(429, 'rate_limited', { retryAfterMs: 700 }) : null;
  const error = await failure(it.herald.send('general', 'hi'));
  assert.deepEqual([error.code, error.retryAfterMs], ['rate_limited', 700]);
  it.doors.before = ({ method }) => (method === 'POST' ? problem(400, 'invalid_data', { field: 'content' }) : null);
  assert.equal((await failure(it.herald.send('general', ''))).field, 'content');
});

test('needs no WebSocket class where there is fetch, and says so where there is neither', async () => {
  const it = anyWay({ WebSocket: null });
  await it.herald.connect();
  assert.equal(it.herald.transport, 'sse');
  assert.throws(() => anyWay({ WebSocket: null, transports: ['websocket'] }), /WebSocket/);
  assert.throws(() => anyWay({ transports: ['carrier pigeon'] }), /transports/);
});

test('goes on where the page may open no WebSocket', async () => {
  class Forbidden {
    constructor() {
      throw new Error('SecurityError');
    }
  }
  const it = anyWay({ WebSocket: Forbidden });
  const connecting = it.herald.connect();
  await settle();
  await it.clock.advance(1000);
  await connecting;
  assert.equal(it.herald.transport, 'sse');
});

test('asks with the token in a header, and never in an address', async () => {
  const it = anyWay({ transports: ['poll'], token: 'abc' });
  it.doors.token = 'abc';
  await it.herald.connect();
  await it.herald.send('general', 'hi');
  for (const { url, headers } of it.doors.calls) {
    assert.equal(headers.Authorization, 'Bearer abc');
    assert.ok(!url.href.includes('abc'));
  }
});
