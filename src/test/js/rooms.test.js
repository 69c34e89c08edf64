import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeBack, failure, message, online, rejoin, settle, stage } from './kit/server.js';

const contents = (messages) => messages.map(({ data }) => data.content);

test('delivers room events with everything the server said', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().message('general', 'e-2', 'hi', { data: { content: 'hi', replyTo: 'e-1' } });
  assert.deepEqual(messages, [message('general', 'e-2', 'hi', { data: { content: 'hi', replyTo: 'e-1' } })]);
  assert.equal(it.herald.positions.general, 'e-2');
});

test('drops an event that arrives twice, whichever its kind', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const deleted = it.heard('message.deleted');
  const deletion = { event: 'message.deleted', room: 'general', eventId: 'e-3', data: { messageId: 'e-2' } };
  it.socket().message('general', 'e-2', 'hi');
  it.socket().message('general', 'e-2', 'hi');
  it.socket().text(deletion);
  it.socket().text(deletion);
  it.socket().message('general', 'e-1', 'old');
  assert.deepEqual(contents(messages), ['hi']);
  assert.equal(deleted.length, 1);
});

test('counts the rooms the server entered for us from the positions of connected', async () => {
  const it = await online();
  const messages = it.heard('message');
  it.socket().message('@alice', 'p-0', 'seen');
  it.socket().message('@alice', 'p-1', 'new');
  assert.deepEqual(contents(messages), ['new']);
});

test('is in no room but those that it joins, if it is to be in no usual one', async () => {
  const it = stage({ usualRooms: false });
  const joining = it.herald.join('general');
  await joined(it);
  await joining;
  assert.deepEqual(it.herald.rooms, ['general']);
  it.socket().end(1006);
  await it.clock.advance(1000);
  await joined(it);
  assert.deepEqual(it.herald.rooms, ['general']);

  async function joined({ herald, socket }) {
    herald.connect();
    await settle();
    assert.equal(new URL(socket().url).search, '?join=none');
    socket().welcome({ rooms: [{ room: '@alice', position: 'p-0' }] });
    await settle();
    const joins = socket().takeAll('room.join');
    assert.deepEqual(joins.map(({ room }) => room), ['general']);
    socket().ack(joins[0], { position: 'e-1', recovered: true });
    await settle();
  }
});

test('comes back with join=none, and enters each room from where it was left, in order', async () => {
  const it = await online({ general: 'e-1', ops: 'f-7' });
  it.socket().message('general', 'e-2', 'hi');
  assert.equal(new URL(it.socket().url).search, '');
  await comeBack(it, { joins: false });
  assert.equal(new URL(it.socket().url).search, '?join=none');
  assert.deepEqual(it.socket().sent.map(({ event, room, data }) => [event, room, data]), [
    ['room.join', '@alice', { since: 'p-0' }],
    ['room.join', 'general', { since: 'e-2' }],
    ['room.join', 'ops', { since: 'f-7' }],
  ]);
});

test('delivers what was missed after the join is acked, once and in order', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  await comeBack(it, { joins: false });
  const join = it.socket().takeAll('room.join').find(({ room }) => room === 'general');
  it.socket().ack(join, { position: 'e-3', recovered: true });
  for (const n of [2, 3, 3, 4]) it.socket().message('general', `e-${n}`, `m${n}`);
  assert.deepEqual(contents(messages), ['m2', 'm3', 'm4']);
});

test('asks for the rest when the connection breaks in the middle of a replay', async () => {
  const it = await online({ general: 'e-1' });
  await comeBack(it, { joins: false });
  const join = it.socket().takeAll('room.join').find(({ room }) => room === 'general');
  it.socket().ack(join, { position: 'e-9', recovered: true });
  it.socket().message('general', 'e-2', 'm2');
  await comeBack(it, { joins: false, waitMs: 2000 });
  assert.equal(it.socket().sent.find(({ room }) => room === 'general').data.since, 'e-2');
});

test('enters rooms that became ours elsewhere from the position that connected lists', async () => {
  const it = await online();
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().welcome({ rooms: [{ room: '@alice', position: 'p-5' }, { room: 'new', position: 'n-3' }] });
  assert.deepEqual(it.socket().takeAll('room.join').map(({ room, data }) => [room, data.since]), [
    ['@alice', 'p-0'],
    ['new', 'n-3'],
  ]);
});

test('starts from the positions that it was given', async () => {
  const it = stage({ positions: { general: 'e-41' } });
  const messages = it.heard('message');
  it.herald.connect();
  await settle();
  assert.equal(new URL(it.socket().url).search, '?join=none');
  it.socket().welcome({ rooms: [{ room: '@alice', position: 'p-0' }] });
  const [join] = it.socket().takeAll('room.join');
  assert.deepEqual(join.data, { since: 'e-41' });
  it.socket().ack(join, { position: 'e-42', recovered: true });
  it.socket().message('general', 'e-42', 'missed');
  assert.deepEqual(contents(messages), ['missed']);
});

test('says that a membership is lasting when it enters the room again', async () => {
  const it = await online();
  const joining = it.herald.join('club', { lasting: true });
  it.socket().ack(it.socket().take('room.join'), { position: 'k-1' });
  await joining;
  await comeBack(it, { joins: false });
  assert.deepEqual(it.socket().sent.find(({ room }) => room === 'club').data, { since: 'k-1', lasting: true });
});

test('does not enter a room again that was left, or that it was put out of', async () => {
  const it = await online({ a: 'a-1', b: 'b-1', c: 'c-1' });
  const kicked = it.heard('room.kicked');
  const leaving = it.herald.leave('a');
  it.socket().ack(it.socket().take('room.leave'));
  await leaving;
  it.socket().text({ event: 'room.kicked', room: 'b', data: { reason: 'spam' } });
  assert.equal(kicked[0].data.reason, 'spam');
  const failing = failure(it.herald.leave('c'));
  it.socket().refuse(it.socket().take('room.leave'), 'not_joined');
  assert.equal((await failing).code, 'not_joined');
  assert.deepEqual(it.herald.rooms, ['@alice']);
});

test('stays in a room when leaving it fails', async () => {
  const it = await online({ a: 'a-1' });
  const leaving = failure(it.herald.leave('a'));
  it.socket().refuse(it.socket().take('room.leave'), 'unavailable');
  assert.equal((await leaving).code, 'unavailable');
  assert.deepEqual(it.herald.rooms, ['@alice', 'a']);
});

test('tells when a room may not be entered again, and forgets it', async () => {
  const it = await online({ secret: 's-1' });
  const lost = it.heard('room.lost');
  await comeBack(it, { joins: false });
  for (const join of it.socket().takeAll('room.join')) {
    if (join.room === 'secret') it.socket().refuse(join, 'room_forbidden');
    else it.socket().ack(join, { position: 'p-0', recovered: true });
  }
  await settle();
  assert.equal(lost[0].room, 'secret');
  assert.equal(lost[0].data.error.code, 'room_forbidden');
  assert.deepEqual(it.herald.rooms, ['@alice']);
});

test('tries again to enter a room when the server could not just now, and lets the queue go meanwhile', async () => {
  const it = await online({ general: 'e-1' });
  await comeBack(it, { joins: false });
  for (const join of it.socket().takeAll('room.join')) it.socket().refuse(join, 'rate_limited', { retryAfterMs: 700 });
  await settle();
  it.herald.list();
  it.socket().take('room.list');
  await it.clock.advance(700);
  const again = it.socket().sent.map(({ room, data }) => [room, data.since]);
  assert.deepEqual(again, [['@alice', 'p-0'], ['general', 'e-1']]);
  await rejoin(it);
  assert.deepEqual(it.herald.rooms, ['@alice', 'general']);
  const messages = it.heard('message');
  it.socket().message('general', 'e-2', 'hi');
  assert.deepEqual(contents(messages), ['hi']);
});

test('asks history when a join turns out to have gone through already', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  await comeBack(it, { joins: false });
  for (const join of it.socket().takeAll('room.join')) it.socket().refuse(join, 'conflict');
  await settle();
  const asked = it.socket().takeAll('room.history').find(({ room }) => room === 'general');
  assert.equal(asked.data.since, 'e-1');
  it.socket().ack(asked, { events: [message('general', 'e-2', 'missed')], position: 'e-2', complete: true });
  await settle();
  assert.deepEqual(contents(messages), ['missed']);
});

test('joining a room that it is in already keeps its place in it', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const joining = it.herald.join('general');
  it.socket().message('general', 'e-2', 'm2');
  it.socket().ack(it.socket().take('room.join'), { position: 'e-2' });
  await joining;
  it.socket().message('general', 'e-3', 'm3');
  assert.deepEqual(contents(messages), ['m2', 'm3']);
});

test('joins with the since of the caller, and delivers from there', async () => {
  const it = await online();
  const messages = it.heard('message');
  const joining = it.herald.join('general', { since: 'e-5' });
  it.socket().ack(it.socket().take('room.join'), { position: 'e-7', recovered: true });
  for (const n of [6, 7]) it.socket().message('general', `e-${n}`, `m${n}`);
  assert.deepEqual(await joining, { position: 'e-7', recovered: true });
  assert.deepEqual(contents(messages), ['m6', 'm7']);
});

test('drops what a room says before the join is acked, since the join brings it', async () => {
  const it = await online();
  const messages = it.heard('message');
  it.herald.join('general', { since: 'e-5' });
  it.socket().message('general', 'e-7', 'm7');
  it.socket().ack(it.socket().take('room.join'), { position: 'e-7', recovered: true });
  for (const n of [6, 7]) it.socket().message('general', `e-${n}`, `m${n}`);
  assert.deepEqual(contents(messages), ['m6', 'm7']);
});

test('delivers volatile events and notifications to everyone as they come', async () => {
  const it = await online({ general: 'e-1' });
  const people = ['room.user_joined', 'room.user_left', 'message.read', 'presence.changed'];
  const names = [...people, 'room.event', 'signal', 'direct.sent', 'notification'];
  const heard = Object.fromEntries(names.map((name) => [name, it.heard(name)]));
  const person = { userId: 'bob', upTo: 'e-1', status: 'away' };
  const data = { ...person, name: 'n', type: 'offer', to: 'bob', messageId: 'p-1', title: 'T' };
  for (const event of names) it.socket().text({ event, room: 'general', data });
  for (const name of names) assert.deepEqual(heard[name], [{ event: name, room: 'general', data }]);
});
