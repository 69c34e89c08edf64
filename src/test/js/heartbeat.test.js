import assert from 'node:assert/strict';
import { test } from 'node:test';
import { online, settle, stage } from './kit/server.js';

test('pings in the rhythm that the server named', async () => {
  const it = stage();
  it.herald.connect();
  await settle();
  it.socket().welcome({ heartbeat: { intervalMs: 5000, timeoutMs: 12000 } });
  await it.clock.advance(4999);
  assert.equal(it.socket().takeAll('ping').length, 0);
  await it.clock.advance(1);
  const ping = it.socket().take('ping');
  it.socket().ack(ping, { ts: 1 });
  await it.clock.advance(5000);
  assert.equal(it.socket().takeAll('ping').length, 1);
});

test('gives a silent connection up after the timeout that the server named, and comes back', async () => {
  const it = await online();
  await it.clock.advance(89999);
  assert.equal(it.herald.state, 'online');
  await it.clock.advance(1);
  assert.equal(it.herald.state, 'waiting');
  assert.equal(it.states.at(-1).code, 4009);
  assert.deepEqual(it.socket().closedWith, { code: 4009, reason: 'no sign of life' });
  assert.deepEqual(it.errors, []);
  await it.clock.advance(1000);
  assert.equal(it.sockets.length, 2);
});

test('takes any frame for a sign of life', async () => {
  const it = await online();
  for (let n = 0; n < 5; n += 1) {
    await it.clock.advance(60000);
    it.socket().text({ event: 'presence.changed', data: { userId: 'bob', status: 'away' } });
  }
  assert.equal(it.herald.state, 'online');
});

test('hears nothing more from a connection it has given up', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const old = it.socket();
  await it.clock.advance(91000);
  old.message('general', 'e-2', 'late');
  old.end(4003);
  assert.deepEqual(messages, []);
  assert.equal(it.herald.state, 'connecting');
});

const ABSURD = [null, 'often', { intervalMs: 0, timeoutMs: -1 }, { intervalMs: 1e-9 }, { timeoutMs: {} }];

for (const heartbeat of ABSURD) {
  test(`does not let an absurd heartbeat make it busy: ${JSON.stringify(heartbeat)}`, async () => {
    const it = stage();
    it.herald.connect();
    await settle();
    it.socket().welcome({ heartbeat });
    await it.clock.advance(999);
    assert.equal(it.herald.state, 'online');
    assert.equal(it.socket().takeAll('ping').length, 0);
  });
}
