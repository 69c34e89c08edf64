import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeBack, failure, message, online, settle } from './kit/server.js';

const contents = (messages) => messages.map(({ data }) => data.content);

test('surfaces recovered:false as room.state with the newest events, and goes on from its position', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const states = it.heard('room.state');
  await comeBack(it, { joins: false });
  for (const join of it.socket().takeAll('room.join')) it.socket().ack(join, { position: 'g-2', recovered: false });
  const data = { events: [message('general', 'g-2', 'newest')], position: 'g-2' };
  it.socket().text({ event: 'room.state', room: 'general', data });
  it.socket().message('general', 'g-3', 'live');
  assert.equal(states[0].data.recovered, false);
  assert.deepEqual(contents(states[0].data.events), ['newest']);
  assert.deepEqual(contents(messages), ['live']);
  assert.equal(it.herald.positions.general, 'g-3');
});

test('takes a room.state that the server sends by itself for the new beginning of the room', async () => {
  const it = await online({ general: 'e-5' });
  const messages = it.heard('message');
  it.socket().text({ event: 'room.state', room: 'general', data: { events: [], position: 'h-0' } });
  it.socket().message('general', 'h-1', 'first of the new epoch');
  assert.deepEqual(contents(messages), ['first of the new epoch']);
});

test('closes a gap with room.history and holds newer events back until then', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().message('general', 'e-4', 'm4');
  it.socket().message('general', 'e-5', 'm5');
  assert.deepEqual(messages, []);
  const asked = it.socket().take('room.history');
  assert.deepEqual([asked.room, asked.data], ['general', { since: 'e-1', limit: 1000 }]);
  const events = [2, 3, 4].map((n) => message('general', `e-${n}`, `m${n}`));
  it.socket().ack(asked, { events, position: 'e-4', complete: true });
  await settle();
  assert.deepEqual(contents(messages), ['m2', 'm3', 'm4', 'm5']);
  assert.deepEqual(it.socket().sent, []);
});

test('a gap in one room does not hold another room back', async () => {
  const it = await online({ a: 'a-1', b: 'b-1' });
  const messages = it.heard('message');
  it.socket().message('a', 'a-9', 'early');
  it.socket().message('b', 'b-2', 'fine');
  assert.deepEqual(contents(messages), ['fine']);
});

test('asks history page by page', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().message('general', 'e-4', 'm4');
  const first = [message('general', 'e-2', 'm2')];
  it.socket().ack(it.socket().take('room.history'), { events: first, position: 'e-4', complete: false });
  await settle();
  const second = it.socket().take('room.history');
  assert.equal(second.data.since, 'e-2');
  it.socket().ack(second, { events: [message('general', 'e-3', 'm3')], position: 'e-4', complete: true });
  await settle();
  assert.deepEqual(contents(messages), ['m2', 'm3', 'm4']);
});

test('says recovered:false when history no longer has what is missing, and goes on', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const states = it.heard('room.state');
  it.socket().message('general', 'e-9', 'm9');
  const left = [message('general', 'e-8', 'm8'), message('general', 'e-7', 'm7')];
  it.socket().ack(it.socket().take('room.history'), { events: left.slice(1), position: 'e-8', complete: false });
  await settle();
  const newest = it.socket().take('room.history');
  assert.deepEqual(newest.data, { limit: 100, reverse: true });
  it.socket().ack(newest, { events: left, position: 'e-8', complete: false });
  await settle();
  assert.deepEqual(contents(states[0].data.events), ['m7', 'm8']);
  assert.equal(states[0].data.recovered, false);
  assert.deepEqual(contents(messages), ['m9']);
  it.socket().message('general', 'e-10', 'm10');
  assert.deepEqual(contents(messages), ['m9', 'm10']);
});

test('says recovered:false when the epoch changes without a word', async () => {
  const it = await online({ general: 'e-7' });
  const states = it.heard('room.state');
  const messages = it.heard('message');
  it.socket().message('general', 'f-3', 'm3');
  const events = [1, 2].map((n) => message('general', `f-${n}`, `m${n}`));
  it.socket().ack(it.socket().take('room.history'), { events, position: 'f-2', complete: false });
  await settle();
  it.socket().ack(it.socket().take('room.history'), { events: events.reverse(), position: 'f-2', complete: true });
  await settle();
  assert.deepEqual(contents(states[0].data.events), ['m1', 'm2']);
  assert.deepEqual(contents(messages), ['m3']);
});

test('asks history three times before it gives a gap up', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const states = it.heard('room.state');
  it.socket().message('general', 'e-3', 'm3');
  for (let n = 0; n < 6; n += 1) {
    it.socket().refuse(it.socket().take('room.history'), 'unavailable');
    await it.clock.advance(10000);
  }
  assert.deepEqual(states[0].data, { events: [], position: null, recovered: false });
  assert.deepEqual(contents(messages), ['m3']);
  it.socket().message('general', 'e-4', 'm4');
  assert.deepEqual(contents(messages), ['m3', 'm4']);
});

test('does not ask for ever when history says that nothing is missing', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().message('general', 'e-5', 'm5');
  for (let n = 0; n < 3; n += 1) {
    it.socket().ack(it.socket().take('room.history'), { events: [], position: 'e-1', complete: true });
    await settle();
  }
  it.socket().ack(it.socket().take('room.history'), { events: [], position: 'e-1', complete: true });
  await settle();
  assert.deepEqual(it.socket().sent, []);
  assert.deepEqual(contents(messages), ['m5']);
});

test('a gap that a broken connection cuts short is closed by the next join', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().message('general', 'e-4', 'm4');
  await comeBack(it, { joins: false });
  const join = it.socket().takeAll('room.join').find(({ room }) => room === 'general');
  assert.equal(join.data.since, 'e-1');
  it.socket().ack(join, { position: 'e-4', recovered: true });
  for (const n of [2, 3, 4]) it.socket().message('general', `e-${n}`, `m${n}`);
  assert.deepEqual(contents(messages), ['m2', 'm3', 'm4']);
  assert.deepEqual(it.errors, []);
});

test('loses nothing when more events come during a recovery than it holds back', async () => {
  const it = await online({ general: 'e-0' });
  const messages = it.heard('message');
  for (let n = 2; n <= 1101; n += 1) it.socket().message('general', `e-${n}`, n);
  const event = (n) => message('general', `e-${n}`, n);
  const page = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => event(from + i));
  it.socket().ack(it.socket().take('room.history'), { events: page(1, 2), position: 'e-2', complete: true });
  await settle();
  const asked = it.socket().take('room.history');
  it.socket().ack(asked, { events: page(1026, 1101), position: 'e-1101', complete: true });
  await settle();
  assert.equal(asked.data.since, 'e-1025');
  assert.deepEqual(contents(messages), Array.from({ length: 1101 }, (_, i) => i + 1));
});

test('the ack of a message without echo fills the hole it leaves, if the ack comes first', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const sending = it.herald.send('general', 'mine', { echo: false });
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  await sending;
  it.socket().message('general', 'e-3', 'theirs');
  assert.deepEqual(contents(messages), ['theirs']);
  assert.deepEqual(it.socket().sent, []);
  assert.equal(it.herald.positions.general, 'e-3');
});

test('the ack of a message without echo fills the hole it leaves, if the next event comes first', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const sending = it.herald.send('general', 'mine', { echo: false });
  it.socket().message('general', 'e-3', 'theirs');
  assert.deepEqual(messages, []);
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  await sending;
  assert.deepEqual(contents(messages), ['theirs']);
  assert.deepEqual(it.socket().sent, []);
});

test('the ack of a message without echo may run ahead of the events before it', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.herald.send('general', 'mine', { echo: false });
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-3' });
  it.socket().message('general', 'e-2', 'm2');
  it.socket().message('general', 'e-4', 'm4');
  assert.deepEqual(contents(messages), ['m2', 'm4']);
  assert.deepEqual(it.socket().sent, []);
});

test('asks history when the hole is not the one that the ack fills', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.herald.send('general', 'mine', { echo: false });
  it.socket().message('general', 'e-4', 'm4');
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-3' });
  const asked = it.socket().take('room.history');
  const events = [2, 3].map((n) => message('general', `e-${n}`, `m${n}`));
  it.socket().ack(asked, { events, position: 'e-4', complete: true });
  await settle();
  assert.deepEqual(contents(messages), ['m2', 'm4'], 'our own, m3, is told by the ack alone');
});

test('asks history when a message without echo got no answer', async () => {
  const it = await online({ general: 'e-1' });
  const sending = failure(it.herald.send('general', 'mine', { echo: false }));
  it.socket().message('general', 'e-3', 'm3');
  assert.equal(it.socket().takeAll('room.history').length, 0);
  await it.clock.advance(10000);
  assert.equal((await sending).code, 'timeout');
  assert.equal(it.socket().take('room.history').data.since, 'e-1');
});

test('drops a message of ours that arrives although its ack has come', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.herald.send('general', 'mine', { echo: false });
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-3' });
  it.socket().message('general', 'e-3', 'mine');
  assert.deepEqual(it.socket().sent, []);
  it.socket().message('general', 'e-2', 'm2');
  assert.deepEqual(contents(messages), ['m2']);
});
