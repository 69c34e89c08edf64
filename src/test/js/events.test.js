import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeBack, online } from './kit/server.js';

const typing = (room, userId, event = 'typing.started') => ({ event, room, data: { userId } });

test('a handler hears nothing more once it is taken off, even by itself', async () => {
  const it = await online({ general: 'e-1' });
  const heard = [];
  const off = it.herald.on('message', ({ data }) => {
    heard.push(data.content);
    off();
  });
  const others = it.heard('message');
  it.socket().message('general', 'e-2', 'one');
  it.socket().message('general', 'e-3', 'two');
  off();
  assert.deepEqual(heard, ['one']);
  assert.equal(others.length, 2);
});

test('taking one registration off leaves another of the same function', async () => {
  const it = await online({ general: 'e-1' });
  let calls = 0;
  const count = () => (calls += 1);
  const off = it.herald.on('message', count);
  it.herald.on('message', count);
  off();
  it.socket().message('general', 'e-2', 'one');
  assert.equal(calls, 1);
});

test('refuses a handler that is no function', async () => {
  const it = await online();
  assert.throws(() => it.herald.on('message', 'x'), TypeError);
});

test('says that we type once in four seconds, and that we stopped five seconds after the last key', async () => {
  const it = await online({ general: 'e-1' });
  const signal = it.herald.typing('general');
  assert.equal(it.herald.typing('general'), signal);
  for (let n = 0; n < 8; n += 1) {
    signal.active();
    await it.clock.advance(1000);
  }
  assert.deepEqual(it.socket().sent.map(({ event }) => event), ['typing.start', 'typing.start']);
  await it.clock.advance(3999);
  assert.equal(it.socket().sent.length, 2);
  await it.clock.advance(1);
  assert.equal(it.socket().sent.at(-1).event, 'typing.stop');
  assert.equal(it.socket().sent.at(-1).room, 'general');
});

test('says that we stopped typing when told to, once', async () => {
  const it = await online({ general: 'e-1' });
  const signal = it.herald.typing('general');
  signal.stop();
  signal.active();
  signal.stop();
  signal.stop();
  await it.clock.advance(20000);
  assert.deepEqual(it.socket().sent.map(({ event }) => event), ['typing.start', 'typing.stop']);
});

test('typing without a connection is not queued and troubles nobody', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  it.herald.typing('general').active();
  await it.clock.advance(0);
  assert.equal(it.herald.queued, 0);
  assert.deepEqual(it.errors, []);
});

test('tells who types in a room, whenever that changes', async () => {
  const it = await online({ general: 'e-1' });
  const changes = it.heard('typing');
  it.socket().text(typing('general', 'bob'));
  it.socket().text(typing('general', 'zoë'));
  it.socket().text(typing('general', 'bob'));
  it.socket().text(typing('general', 'bob', 'typing.stopped'));
  it.socket().text(typing('general', 'bob', 'typing.stopped'));
  assert.deepEqual(changes, [
    { room: 'general', users: ['bob'] },
    { room: 'general', users: ['bob', 'zoë'] },
    { room: 'general', users: ['zoë'] },
  ]);
});

test('nobody types any more who has spoken, has left, went silent, or is behind a lost connection', async () => {
  const it = await online({ general: 'e-1' });
  const changes = it.heard('typing');
  const last = () => changes.at(-1).users;
  it.socket().text(typing('general', 'bob'));
  it.socket().message('general', 'e-2', 'said');
  assert.deepEqual(last(), []);
  it.socket().text(typing('general', 'bob'));
  it.socket().text({ event: 'room.user_left', room: 'general', data: { userId: 'bob' } });
  assert.deepEqual(last(), []);
  it.socket().text(typing('general', 'bob'));
  await it.clock.advance(29999);
  assert.deepEqual(last(), ['bob']);
  await it.clock.advance(1);
  assert.deepEqual(last(), []);
  it.socket().text(typing('general', 'bob'));
  await comeBack(it);
  assert.deepEqual(last(), []);
});
