import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeraldError } from '../../client/lib/herald.js';
import { failure, online, rejoin, settle, stage } from './kit/server.js';

for (const code of [1000, 1007, 1008, 1009, 4003]) {
  test(`stays away after ${code}`, async () => {
    const it = await online();
    it.socket().end(code);
    assert.equal(it.herald.state, 'closed');
    assert.equal(it.states.at(-1).code, code);
    await it.clock.advance(3600000);
    assert.equal(it.sockets.length, 1);
  });
}

for (const code of [1001, 1006, 1011, 1005, 1012, 4008, 4009]) {
  test(`comes back a second after ${code}`, async () => {
    const it = await online();
    it.socket().end(code);
    assert.deepEqual([it.herald.state, it.states.at(-1).retryInMs], ['waiting', 1000]);
    await it.clock.advance(999);
    assert.equal(it.sockets.length, 1);
    await it.clock.advance(1);
    assert.equal(it.sockets.length, 2);
  });
}

for (const code of [1013, 4029]) {
  test(`comes back after ${code}, but skips the short waits`, async () => {
    const it = await online();
    it.socket().end(code);
    await it.clock.advance(3999);
    assert.equal(it.sockets.length, 1);
    await it.clock.advance(1);
    assert.equal(it.sockets.length, 2);
  });
}

test('comes back after the wait that server.draining announced, counted from the close', async () => {
  const it = await online();
  const draining = it.heard('server.draining');
  it.socket().text({ event: 'server.draining', data: { reconnectAfterMs: 7300 } });
  assert.equal(draining[0].data.reconnectAfterMs, 7300);
  await it.clock.advance(5000);
  it.socket().end(1012);
  await it.clock.advance(7299);
  assert.equal(it.sockets.length, 1);
  await it.clock.advance(1);
  assert.equal(it.sockets.length, 2);
});

test('uses the announced wait once, not for the failures after it', async () => {
  const it = await online();
  it.socket().text({ event: 'server.draining', data: { reconnectAfterMs: 7000 } });
  it.socket().end(1012);
  await it.clock.advance(7000);
  it.socket().end(1006);
  assert.equal(it.states.at(-1).retryInMs, 1000);
});

test('waits twice as long each time, half a minute at most', async () => {
  const it = stage();
  it.herald.connect();
  await settle();
  const waits = [];
  for (let n = 0; n < 8; n += 1) {
    it.socket().end(1006);
    waits.push(it.states.at(-1).retryInMs);
    await it.clock.advance(waits.at(-1));
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test('shortens each wait at random, by half at most', async () => {
  const it = await online({}, { random: () => 0 });
  it.socket().end(1006);
  assert.equal(it.states.at(-1).retryInMs, 500);
});

test('begins with the short wait again after a connection that lasted', async () => {
  const it = await online();
  for (let n = 0; n < 3; n += 1) {
    it.socket().end(1006);
    await it.clock.advance(30000);
  }
  it.socket().welcome();
  await it.clock.advance(10000);
  it.socket().end(1006);
  assert.equal(it.states.at(-1).retryInMs, 1000);
});

test('goes on with the longer waits after a connection that broke at once', async () => {
  const it = await online();
  for (let n = 0; n < 3; n += 1) {
    it.socket().end(1006);
    await it.clock.advance(it.states.at(-1).retryInMs);
    it.socket().welcome();
    await it.clock.advance(100);
  }
  it.socket().end(1006);
  assert.equal(it.states.at(-1).retryInMs, 8000);
});

test('asks the token callback at each connect', async () => {
  const why = [];
  const it = await online({}, { token: (reason) => `t.${why.push(reason)}` });
  it.socket().end(1006);
  await it.clock.advance(1000);
  assert.deepEqual(why, [{ reason: 'connect' }, { reason: 'connect' }]);
  assert.deepEqual(it.socket().protocols, ['herald.v1', 'bearer.t.2']);
});

test('stays away after 4001 when the token is a constant', async () => {
  const it = await online({}, { token: 'a.b.c' });
  it.socket().end(4001);
  assert.equal(it.herald.state, 'closed');
  assert.equal(it.states.at(-1).error.code, 'unauthorized');
});

test('stays away after 4001 when the callback gives the same token again', async () => {
  const it = await online({}, { token: () => 'a.b.c' });
  it.socket().end(4001);
  await settle();
  assert.equal(it.herald.state, 'closed');
  assert.equal((await failure(it.herald.list())).code, 'unauthorized');
});

test('comes back after 4001 with a new token', async () => {
  const tokens = ['one', 'two'];
  const why = [];
  const it = await online({}, { token: (reason) => (why.push(reason.reason), tokens.shift()) });
  it.socket().end(4001);
  await it.clock.advance(1000);
  assert.deepEqual(why, ['connect', 'rejected']);
  assert.deepEqual(it.socket().protocols, ['herald.v1', 'bearer.two']);
});

test('asks a token callback that failed again after a while, and says so', async () => {
  let calls = 0;
  const it = stage({
    token: () => {
      calls += 1;
      if (calls === 1) throw new Error('network down');
      return 'a.b.c';
    },
  });
  it.herald.connect();
  await settle();
  assert.equal(it.herald.state, 'waiting');
  assert.equal(it.errors[0].cause.message, 'network down');
  await it.clock.advance(1000);
  assert.equal(it.sockets.length, 1);
});

test('gives up when the token callback says that there is no token to be had', async () => {
  const it = stage({ token: () => Promise.reject(new HeraldError('unauthorized', 'signed out')) });
  assert.equal((await failure(it.herald.connect())).message, 'signed out');
  assert.equal(it.herald.state, 'closed');
});

test('refreshes the token when it is about to expire', async () => {
  const tokens = ['one', 'two'];
  const why = [];
  const it = await online({}, { token: (reason) => (why.push(reason), tokens.shift()) });
  it.socket().text({ event: 'auth.expiring', data: { expiresAt: 1763612345000 } });
  await settle();
  assert.deepEqual(why[1], { reason: 'expiring', expiresAt: 1763612345000 });
  const refresh = it.socket().take('auth.refresh');
  assert.deepEqual(refresh.data, { token: 'two' });
  it.socket().ack(refresh);
  await settle();
  assert.deepEqual(it.errors, []);
});

test('stays away after 4001 when the callback gives the token that it was refreshed with', async () => {
  const tokens = ['one', 'two', 'two'];
  const it = await online({}, { token: () => tokens.shift() });
  it.socket().text({ event: 'auth.expiring', data: { expiresAt: 1 } });
  await settle();
  it.socket().ack(it.socket().take('auth.refresh'));
  await settle();
  it.socket().end(4001);
  await settle();
  assert.equal(it.herald.state, 'closed');
});

test('tells when the new token is refused, and stays connected', async () => {
  const tokens = ['one', 'two'];
  const it = await online({}, { token: () => tokens.shift() });
  it.socket().text({ event: 'auth.expiring', data: { expiresAt: 1 } });
  await settle();
  it.socket().refuse(it.socket().take('auth.refresh'), 'unauthorized');
  await settle();
  assert.equal(it.errors[0].code, 'unauthorized');
  assert.equal(it.herald.state, 'online');
});

test('tells when the token callback fails while a token expires', async () => {
  const it = await online({}, {
    token: ({ reason }) => {
      if (reason === 'expiring') throw new Error('down');
      return 'a.b.c';
    },
  });
  it.socket().text({ event: 'auth.expiring', data: { expiresAt: 1 } });
  await settle();
  assert.equal(it.errors[0].cause.message, 'down');
});

test('tries at once when the network comes back', async () => {
  const network = new EventTarget();
  const it = await online({}, { network });
  it.socket().end(1006);
  network.dispatchEvent(new Event('online'));
  await settle();
  assert.equal(it.sockets.length, 2);
  await it.clock.advance(1000);
  assert.equal(it.sockets.length, 2);
});

test('tries at once when asked to, and asks for a sign of life when it is online already', async () => {
  const it = await online();
  it.herald.reconnectNow();
  it.socket().take('ping');
  it.socket().end(1006);
  it.herald.reconnectNow();
  await settle();
  assert.equal(it.sockets.length, 2);
});

test('no longer listens to the network once it is closed', async () => {
  const network = new EventTarget();
  const it = await online({}, { network });
  it.herald.close();
  network.dispatchEvent(new Event('online'));
  await settle();
  assert.equal(it.sockets.length, 1);
});

test('a handler of the state may close the client', async () => {
  const it = await online();
  it.herald.on('state', ({ state }) => state === 'waiting' && it.herald.close());
  it.socket().end(1006);
  await it.clock.advance(60000);
  assert.equal(it.herald.state, 'closed');
  assert.equal(it.sockets.length, 1);
});

test('a handler of the state may open the client again', async () => {
  const it = await online();
  it.herald.on('state', ({ state }) => state === 'closed' && it.sockets.length === 1 && it.herald.connect());
  it.socket().end(4003);
  await settle();
  it.socket().welcome();
  await settle();
  const listing = it.herald.list();
  await rejoin(it);
  it.socket().ack(it.socket().take('room.list'), { rooms: [] });
  assert.deepEqual(await listing, { rooms: [] });
});

test('sets the status again after a reconnect', async () => {
  const it = await online();
  const setting = it.herald.presence('busy', 'lunch');
  it.socket().ack(it.socket().take('presence.status'));
  await setting;
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  assert.deepEqual(it.socket().take('presence.status').data, { status: 'busy', text: 'lunch' });
});
