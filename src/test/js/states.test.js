import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeraldError } from '../../client/lib/herald.js';
import { online, settle, stage } from './kit/server.js';

const NEXT = {
  idle: ['connecting', 'closed'],
  connecting: ['online', 'waiting', 'closed'],
  online: ['waiting', 'closed'],
  waiting: ['connecting', 'waiting', 'closed'],
  closed: ['connecting'],
};

/** Something like a window and its document. */
function surroundings() {
  const network = Object.assign(new EventTarget(), { navigator: { onLine: true } });
  const page = Object.assign(new EventTarget(), { hidden: false });
  return { network, page };
}

test('shows the present state at once, and then each other with its reason', async () => {
  const it = stage();
  const seen = [];
  const { unsubscribe } = it.herald.connection.subscribe({ next: ({ state, why }) => seen.push(`${state} ${why}`) });
  it.herald.connect();
  await settle();
  it.socket().welcome();
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().welcome();
  it.herald.close();
  unsubscribe();
  it.herald.connect();
  assert.deepEqual(seen, [
    'idle asked',
    'connecting asked',
    'online asked',
    'waiting lost',
    'connecting lost',
    'online lost',
    'closed asked',
  ]);
  assert.equal(it.herald.connection.current.state, 'connecting');
});

for (const [code, state, why] of [
  [1001, 'waiting', 'lost'],
  [1012, 'waiting', 'draining'],
  [1013, 'waiting', 'overload'],
  [4008, 'waiting', 'slow'],
  [4029, 'waiting', 'overload'],
  [1009, 'closed', 'refused'],
  [4001, 'closed', 'token'],
  [4003, 'closed', 'refused'],
]) {
  test(`a close with ${code} is told as ${state}, ${why}`, async () => {
    const it = await online();
    it.socket().end(code, 'words');
    await settle();
    const { current } = it.herald.connection;
    assert.deepEqual([current.state, current.why, current.code, current.reason], [state, why, code, 'words']);
  });
}

test('tells that it is silent, that the server drains and that the token is missing', async () => {
  const it = await online();
  await it.clock.advance(90000);
  assert.equal(it.herald.connection.current.why, 'silent');

  const drained = await online();
  drained.socket().text({ event: 'server.draining', data: { reconnectAfterMs: 5000 } });
  drained.socket().end(1006);
  assert.deepEqual([drained.herald.connection.current.why, drained.herald.connection.current.retryInMs], ['draining', 5000]);

  const poor = stage({ token: () => Promise.reject(new HeraldError('unauthorized', 'none')) });
  poor.herald.connect().catch(() => {});
  await settle();
  assert.deepEqual([poor.herald.state, poor.herald.connection.current.why], ['closed', 'token']);
});

test('goes only from states to states that the manual knows', async () => {
  const it = await online();
  for (const code of [1006, 1012, 1013]) {
    it.socket().end(code);
    await it.clock.advance(30000);
    it.socket().welcome();
  }
  it.socket().end(1006);
  it.herald.close();
  for (const { previous, state } of it.states) assert.ok(NEXT[previous].includes(state), `${previous} to ${state}`);
});

test('can be iterated over', async () => {
  const it = stage();
  const states = it.herald.connection[Symbol.asyncIterator]();
  it.herald.connect();
  await settle();
  assert.equal((await states.next()).value.state, 'idle');
  assert.equal((await states.next()).value.state, 'connecting');
  await states.return();
  assert.equal((await states.next()).done, true);
});

test('a watcher that throws stops nobody', async () => {
  const it = stage();
  const seen = [];
  it.herald.connection.subscribe(() => {
    throw new Error('mine');
  });
  it.herald.connection.subscribe(({ state }) => seen.push(state));
  it.herald.connect();
  assert.deepEqual(seen, ['idle', 'connecting']);
  assert.equal(it.reported.length, 2);
});

test('who looks at the page again, or has a network again, does not wait', async () => {
  for (const [target, event, why] of [
    ['page', 'visibilitychange', 'visible'],
    ['network', 'online', 'network'],
  ]) {
    const around = surroundings();
    const it = await online({}, around);
    it.socket().end(1006);
    around[target].dispatchEvent(new Event(event));
    await settle();
    assert.equal(it.sockets.length, 2);
    assert.equal(it.herald.connection.current.why, why);
  }
});

test('a page that is hidden has no hurry', async () => {
  const around = surroundings();
  const it = await online({}, around);
  it.socket().end(1006);
  around.page.hidden = true;
  around.page.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.equal(it.sockets.length, 1);
});

test('a connection that may have died while nobody looked has five seconds to show that it lives', async () => {
  for (const [target, event] of [
    ['page', 'visibilitychange'],
    ['network', 'offline'],
    ['network', 'online'],
  ]) {
    const around = surroundings();
    const it = await online({}, around);
    around[target].dispatchEvent(new Event(event));
    it.socket().ack(it.socket().take('ping'));
    await it.clock.advance(5000);
    assert.equal(it.herald.state, 'online');
    around[target].dispatchEvent(new Event(event));
    await it.clock.advance(4999);
    assert.equal(it.herald.state, 'online');
    await it.clock.advance(1);
    assert.deepEqual([it.herald.state, it.herald.connection.current.why], ['waiting', 'silent']);
  }
});

test('does not try without a network, but does not believe for ever that there is none', async () => {
  const around = surroundings();
  const it = await online({}, around);
  around.network.navigator.onLine = false;
  it.socket().end(1006);
  await it.clock.advance(1000);
  assert.equal(it.sockets.length, 1);
  assert.deepEqual([it.herald.state, it.herald.connection.current.why], ['waiting', 'offline']);
  await it.clock.advance(30000);
  assert.equal(it.sockets.length, 2);
});

test('a server on the same machine needs no network', async () => {
  const around = surroundings();
  const it = await online({}, { ...around, url: 'ws://localhost:8080/herald/ws' });
  around.network.navigator.onLine = false;
  it.socket().end(1006);
  await it.clock.advance(1000);
  assert.equal(it.sockets.length, 2);
});

test('a client that is closed listens to nothing any more', async () => {
  const around = surroundings();
  let ears = 0;
  for (const target of Object.values(around)) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = (...all) => ((ears += 1), addEventListener.apply(target, all));
    target.removeEventListener = (...all) => ((ears -= 1), removeEventListener.apply(target, all));
  }
  const it = await online({}, around);
  assert.ok(ears > 0);
  it.herald.close();
  assert.equal(ears, 0);
});
