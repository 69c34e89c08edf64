import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeBack, failure, message, online, settle } from './kit/server.js';

async function take(iterator, count) {
  const taken = [];
  while (taken.length < count) taken.push((await iterator.next()).value);
  return taken;
}

test('a room is the same object each time, and speaks for itself', async () => {
  const it = await online({ general: 'e-4' });
  const general = it.herald.room('general');
  assert.equal(it.herald.room('general'), general);
  assert.deepEqual([general.name, general.joined, general.position], ['general', true, 'e-4']);
  assert.deepEqual([it.herald.room('x').joined, it.herald.room('x').position], [false, null]);
  const sent = general.send('hi', { replyTo: 'e-1' });
  const frame = it.socket().take('message.send');
  assert.deepEqual([frame.room, frame.data], ['general', { content: 'hi', replyTo: 'e-1' }]);
  it.socket().ack(frame, { eventId: 'e-5' });
  assert.equal((await sent).eventId, 'e-5');
});

test('asks for everything under its own name', async () => {
  const it = await online({ general: 'e-4' });
  const general = it.herald.room('general');
  const asked = [
    general.edit('e-1', 'x'),
    general.delete('e-1'),
    general.read('e-1'),
    general.emit('cursor', { x: 1 }),
    general.members(),
    general.history({ limit: 1 }),
    general.join(),
  ];
  general.typing().active();
  await settle();
  const frames = it.socket().sent.splice(0);
  assert.deepEqual(
    frames.map(({ event }) => event),
    ['message.edit', 'message.delete', 'message.read', 'room.emit', 'room.members', 'room.history', 'room.join', 'typing.start'],
  );
  for (const frame of frames) {
    assert.equal(frame.room, 'general');
    it.socket().ack(frame, { events: [], position: 'e-4' });
  }
  await Promise.all(asked);
});

test('tells only what concerns this room', async () => {
  const it = await online({ a: 'e-0', b: 'e-0' });
  const heard = [];
  const off = it.herald.room('a').on('message', ({ data }) => heard.push(data.content));
  it.socket().message('b', 'e-1', 'there');
  it.socket().message('a', 'e-1', 'here');
  off();
  it.socket().message('a', 'e-2', 'later');
  assert.deepEqual(heard, ['here']);
});

test('iterates over what is said, in order, also what came before it was read', async () => {
  const it = await online({ general: 'e-0' });
  const iterator = it.herald.room('general')[Symbol.asyncIterator]();
  it.socket().message('general', 'e-1', 'one');
  it.socket().text({ ...message('general', 'e-2'), event: 'message.deleted', data: { messageId: 'e-1' } });
  const told = await take(iterator, 2);
  assert.deepEqual(told.map(({ event }) => event), ['message', 'message.deleted']);
  const waiting = iterator.next();
  it.socket().message('general', 'e-3', 'three');
  assert.equal((await waiting).value.data.content, 'three');
});

test('iterates without a gap over a broken connection', async () => {
  const it = await online({ general: 'e-0' });
  const iterator = it.herald.room('general')[Symbol.asyncIterator]();
  it.socket().message('general', 'e-1', 'one');
  const socket = await comeBack(it);
  socket.message('general', 'e-2', 'two');
  assert.deepEqual((await take(iterator, 2)).map(({ data }) => data.content), ['one', 'two']);
});

test('enters the room to iterate over it, and throws what refuses that', async () => {
  const it = await online();
  const one = it.herald.room('one')[Symbol.asyncIterator]();
  it.socket().ack(it.socket().take('room.join'), { position: 'e-7', recovered: true });
  await settle();
  it.socket().message('one', 'e-8', 'eight');
  assert.equal((await one.next()).value.data.content, 'eight');

  const two = failure(it.herald.room('two')[Symbol.asyncIterator]().next());
  it.socket().refuse(it.socket().take('room.join'), 'room_forbidden');
  assert.equal((await two).code, 'room_forbidden');
});

test('ends when the room is left, when we are put out of it and when the client is closed', async () => {
  const it = await online({ a: 'e-0', b: 'e-0', c: 'e-0' });
  const ends = ['a', 'b', 'c'].map((name) => it.herald.room(name)[Symbol.asyncIterator]().next());
  it.herald.room('a').leave();
  it.socket().ack(it.socket().take('room.leave'));
  it.socket().text({ event: 'room.kicked', room: 'b', data: { reason: 'enough' } });
  await settle();
  it.herald.close();
  for (const end of ends) assert.equal((await end).done, true);
});

test('throws why the room was lost, once', async () => {
  const it = await online({ general: 'e-0' });
  const iterator = it.herald.room('general')[Symbol.asyncIterator]();
  const lost = failure(iterator.next());
  await comeBack(it, { joins: false });
  it.socket().refuse(it.socket().takeAll('room.join').find(({ room }) => room === 'general'), 'room_forbidden');
  assert.equal((await lost).code, 'room_forbidden');
  assert.equal((await iterator.next()).done, true);
});

test('a loop that is left hears nothing more', async () => {
  const it = await online({ general: 'e-0' });
  const done = (async () => {
    for await (const { data } of it.herald.room('general')) if (data.content === 'stop') return;
  })();
  it.socket().message('general', 'e-1', 'go');
  it.socket().message('general', 'e-2', 'stop');
  await done;
  it.socket().message('general', 'e-3', 'unheard');
  assert.deepEqual(it.reported, []);
});

test('a reader who is too slow is told so after what was kept for it', async () => {
  const it = await online({ general: 'e-0' });
  const iterator = it.herald.room('general')[Symbol.asyncIterator]();
  for (let seq = 1; seq <= 1025; seq += 1) it.socket().message('general', `e-${seq}`, seq);
  assert.equal((await take(iterator, 1024)).at(-1).data.content, 1024);
  assert.equal((await failure(iterator.next())).code, 'too_slow');
});
