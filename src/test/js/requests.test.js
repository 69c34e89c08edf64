import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeraldError } from '../../client/lib/herald.js';
import { failure, online, settle, stage } from './kit/server.js';

test('keeps the promise of a request with the data of its ack', async () => {
  const it = await online({ general: 'e-1' });
  const sending = it.herald.send('general', 'hi', { replyTo: 'e-1' });
  const request = it.socket().take('message.send');
  const data = { content: 'hi', replyTo: 'e-1' };
  assert.deepEqual(request, { event: 'message.send', room: 'general', data, id: request.id });
  it.socket().ack(request, { eventId: 'e-2', ts: 5, duplicate: false });
  assert.deepEqual(await sending, { eventId: 'e-2', ts: 5, duplicate: false });
});

test('rejects with everything the refusal says', async () => {
  const it = await online();
  const joining = failure(it.herald.join('!'));
  it.socket().refuse(it.socket().take('room.join'), 'invalid_data', { field: 'room', retryAfterMs: 1500 });
  const error = await joining;
  assert.ok(error instanceof HeraldError);
  const { code, message, field, retryAfterMs } = error;
  assert.deepEqual([code, message, field, retryAfterMs], ['invalid_data', 'refused: invalid_data', 'room', 1500]);
});

test('pairs replies with requests by id, in whichever order they come', async () => {
  const it = await online({ general: 'e-1' });
  const first = it.herald.send('general', 'one');
  const second = it.herald.send('general', 'two');
  const [one, two] = it.socket().takeAll('message.send');
  it.socket().ack(two, { eventId: 'e-3' });
  it.socket().ack(one, { eventId: 'e-2' });
  assert.equal((await first).eventId, 'e-2');
  assert.equal((await second).eventId, 'e-3');
});

test('each method sends the event and the fields of the protocol', async () => {
  const it = await online({ general: 'e-1' });
  const { herald } = it;
  const since = 'e-1';
  const messageId = 'e-1';
  const calls = [
    [herald.leave('a'), { event: 'room.leave', room: 'a' }],
    [herald.members('a'), { event: 'room.members', room: 'a' }],
    [herald.list(), { event: 'room.list' }],
    [herald.join('a', { since, lasting: true }), { event: 'room.join', room: 'a', data: { since, lasting: true } }],
    [herald.history('a', { since, limit: 5 }), { event: 'room.history', room: 'a', data: { since, limit: 5 } }],
    [herald.history('b', { reverse: true }), { event: 'room.history', room: 'b', data: { reverse: true } }],
    [herald.send('a', 7, { echo: false }), { event: 'message.send', room: 'a', data: { content: 7, echo: false } }],
    [herald.edit('a', messageId, 'x'), { event: 'message.edit', room: 'a', data: { messageId, content: 'x' } }],
    [herald.delete('a', messageId), { event: 'message.delete', room: 'a', data: { messageId } }],
    [herald.read('a', 'e-1'), { event: 'message.read', room: 'a', data: { upTo: 'e-1' } }],
    [herald.direct('bob', 'psst'), { event: 'direct.send', data: { to: 'bob', content: 'psst' } }],
    [herald.signal('c-2', 'offer', 'v'), { event: 'signal.send', data: { to: 'c-2', type: 'offer', payload: 'v' } }],
    [herald.emit('a', 'cursor', [1]), { event: 'room.emit', room: 'a', data: { name: 'cursor', payload: [1] } }],
    [herald.presence('away', 'out'), { event: 'presence.status', data: { status: 'away', text: 'out' } }],
    [herald.ping(), { event: 'ping' }],
  ];
  for (const [promise, expected] of calls) {
    const { id, ...sent } = it.socket().take(expected.event);
    assert.equal(typeof id, 'string');
    assert.deepEqual(sent, expected);
    it.socket().ack({ id }, { ts: 1 });
    await promise;
  }
});

test('rejects with timeout when no answer comes in time, and ignores the late answer', async () => {
  const it = await online({ general: 'e-1' });
  const sending = failure(it.herald.send('general', 'hi'));
  const request = it.socket().take('message.send');
  await it.clock.advance(9999);
  await it.clock.advance(1);
  assert.equal((await sending).code, 'timeout');
  it.socket().ack(request, { eventId: 'e-2' });
  assert.deepEqual(it.errors, []);
});

test('does not send what is larger than the server takes, online or from the queue', async () => {
  const it = stage();
  const queued = failure(it.herald.send('general', 'ü'.repeat(100)));
  const fine = it.herald.send('general', 'ok');
  it.herald.connect();
  await settle();
  it.socket().welcome({ maxMessageSize: 150 });
  assert.equal((await queued).code, 'too_large');
  it.socket().ack(it.socket().take('message.send'));
  await fine;
  assert.equal((await failure(it.herald.send('general', 'x'.repeat(150)))).code, 'too_large');
  assert.deepEqual(it.socket().sent, []);
});

test('rejects data that cannot be written as JSON', async () => {
  const it = await online();
  const circle = {};
  circle.circle = circle;
  assert.equal((await failure(it.herald.send('general', circle))).code, 'invalid_data');
  assert.equal((await failure(it.herald.emit('general', 'n', 1n))).code, 'invalid_data');
});

test('sends what the content was when it was asked to', async () => {
  const it = stage();
  const content = { text: 'before' };
  it.herald.send('general', content);
  content.text = 'after';
  it.herald.connect();
  await settle();
  it.socket().welcome();
  await settle();
  assert.equal(it.socket().take('message.send').data.content.text, 'before');
});

test('takes an id of the caller, and refuses it while a request of that id is under way', async () => {
  const it = await online({ general: 'e-1' });
  const sending = it.herald.send('general', 'hi', { id: 'mine' });
  assert.equal((await failure(it.herald.send('general', 'hi', { id: 'mine' }))).code, 'conflict');
  const request = it.socket().take('message.send');
  assert.equal(request.id, 'mine');
  it.socket().ack(request, { eventId: 'e-2' });
  await sending;
  const repeated = it.herald.send('general', 'hi', { id: 'mine' });
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2', duplicate: true });
  assert.equal((await repeated).duplicate, true);
});
