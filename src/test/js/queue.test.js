import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeBack, failure, online, rejoin, settle, stage } from './kit/server.js';

test('queues what is asked before connect, and sends it in order once connected', async () => {
  const it = stage();
  const joining = it.herald.join('general');
  const sending = it.herald.send('general', 'hi');
  assert.equal(it.herald.queued, 2);
  it.herald.connect();
  await settle();
  it.socket().welcome();
  await settle();
  assert.deepEqual(it.socket().sent.map(({ event }) => event), ['room.join']);
  it.socket().ack(it.socket().take('room.join'), { position: 'e-1' });
  await joining;
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  assert.equal((await sending).eventId, 'e-2');
});

test('queues messages while offline and flushes them in order after the rooms are joined again', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  const sends = ['one', 'two', 'three'].map((text) => it.herald.send('general', text));
  await it.clock.advance(1000);
  it.socket().welcome();
  await settle();
  assert.deepEqual(it.socket().sent.map(({ event }) => event), ['room.join', 'room.join']);
  await rejoin(it);
  for (const [index, text] of ['one', 'two', 'three'].entries()) {
    assert.equal(it.socket().sent.length, 1, 'one at a time');
    const request = it.socket().take('message.send');
    assert.equal(request.data.content, text);
    it.socket().ack(request, { eventId: `e-${index + 2}` });
  }
  assert.deepEqual((await Promise.all(sends)).map(({ eventId }) => eventId), ['e-2', 'e-3', 'e-4']);
});

test('lines new requests up behind the queue while it is being flushed', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  it.herald.send('general', 'one');
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  it.herald.send('general', 'two');
  assert.equal(it.socket().sent.length, 1);
  it.socket().ack(it.socket().take('message.send'));
  assert.equal(it.socket().take('message.send').data.content, 'two');
});

test('refuses the newest when the queue is full', async () => {
  const it = await online({ general: 'e-1' }, { queueLimit: 2 });
  it.socket().end(1006);
  it.herald.send('general', 'one');
  it.herald.send('general', 'two');
  assert.equal((await failure(it.herald.send('general', 'three'))).code, 'queue_full');
  assert.equal(it.herald.queued, 2);
});

test('drops what waited in the queue for too long', async () => {
  const it = await online({ general: 'e-1' }, { queueTimeoutMs: 60000 });
  it.socket().end(1006);
  const sending = failure(it.herald.send('general', 'old'));
  for (let n = 0; n < 60; n += 1) {
    await it.clock.advance(1000);
    if (it.herald.state === 'connecting') it.socket().end(1006);
  }
  const error = await sending;
  assert.equal(error.code, 'offline');
  assert.equal(it.herald.queued, 0);
});

test('sends messages, edits, deletes and read marks without an answer again: same ids, same order', async () => {
  const it = await online({ general: 'e-1' });
  const promises = [
    it.herald.send('general', 'a'),
    it.herald.direct('bob', 'b'),
    it.herald.edit('general', 'e-1', 'c'),
    it.herald.delete('general', 'e-1'),
    it.herald.read('general', 'e-1'),
  ];
  const before = it.socket().sent.map(({ event, id }) => [event, id]);
  assert.equal(before.length, 5);
  it.socket().end(1006);
  const last = it.herald.send('general', 'later');
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  const after = [];
  for (let n = 0; n < 6; n += 1) {
    const [{ event, id }] = it.socket().sent.splice(0, 1);
    after.push([event, id]);
    it.socket().ack({ id }, { eventId: 'e-9', duplicate: true });
  }
  assert.deepEqual(after.slice(0, 5), before);
  assert.equal(after[5][0], 'message.send');
  await Promise.all([...promises, last]);
});

test('rejects other requests that got no answer with connection_lost', async () => {
  const it = await online({ general: 'e-1' });
  const { herald } = it;
  const asked = [herald.join('b'), herald.members('general'), herald.history('general'), herald.leave('general')];
  const lost = asked.map(failure);
  it.socket().end(1006);
  for (const promise of lost) assert.equal((await promise).code, 'connection_lost');
  await comeBack(it);
  assert.deepEqual(it.socket().sent, []);
  assert.deepEqual(it.herald.rooms, ['@alice', 'general']);
});

test('does not send a message again when the server may have forgotten its id', async () => {
  const it = await online({ general: 'e-1' }, { queueTimeoutMs: Infinity, maxDelayMs: 1000 });
  const sending = failure(it.herald.send('general', 'hi'));
  it.socket().end(1006);
  for (let n = 0; n < 270; n += 1) {
    await it.clock.advance(1000);
    if (it.herald.state === 'connecting') it.socket().end(1006);
  }
  assert.equal((await sending).code, 'connection_lost');
});

test('takes not_found for a delete that was sent twice as done', async () => {
  const it = await online({ general: 'e-1' });
  const deleting = it.herald.delete('general', 'e-1');
  await comeBack(it);
  it.socket().refuse(it.socket().take('message.delete'), 'not_found');
  assert.deepEqual(await deleting, {});
  const again = failure(it.herald.delete('general', 'e-1'));
  it.socket().refuse(it.socket().take('message.delete'), 'not_found');
  assert.equal((await again).code, 'not_found');
});

test('rejects volatile requests at once while there is no connection', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  const { herald } = it;
  const volatile = [herald.emit('general', 'x', 1), herald.signal('c', 'bye', null)];
  const calls = [...volatile, herald.presence('away'), herald.ping()];
  for (const call of calls) assert.equal((await failure(call)).code, 'offline');
  assert.equal(it.herald.queued, 0);
});

test('retries a message that was refused as unavailable with the same id, and lets none overtake it', async () => {
  const it = await online({ general: 'e-1' });
  const first = it.herald.send('general', 'one');
  const request = it.socket().take('message.send');
  it.socket().refuse(request, 'unavailable');
  const second = it.herald.send('general', 'two');
  await it.clock.advance(999);
  assert.equal(it.socket().sent.length, 0);
  await it.clock.advance(1);
  const again = it.socket().take('message.send');
  assert.equal(again.id, request.id);
  it.socket().refuse(again, 'unavailable');
  await it.clock.advance(1999);
  assert.equal(it.socket().sent.length, 0);
  await it.clock.advance(1);
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-3' });
  assert.equal((await first).eventId, 'e-2');
  assert.equal((await second).eventId, 'e-3');
});

test('keeps the order when several messages under way are refused as unavailable', async () => {
  const it = await online({ general: 'e-1' });
  for (const text of ['one', 'two', 'three']) it.herald.send('general', text);
  const requests = it.socket().takeAll('message.send');
  for (const request of requests) it.socket().refuse(request, 'unavailable', { retryAfterMs: 50 });
  const order = [];
  await it.clock.advance(50);
  for (let n = 0; n < 3; n += 1) {
    const request = it.socket().take('message.send');
    order.push(request.data.content);
    it.socket().ack(request);
  }
  assert.deepEqual(order, ['one', 'two', 'three']);
});

test('sends nothing again that may have been stored before the server forgot its id', async () => {
  const it = await online({ general: 'e-1' });
  const sending = failure(it.herald.send('general', 'one'));
  for (let n = 0; n < 5; n += 1) {
    it.socket().refuse(it.socket().take('message.send'), 'unavailable', { retryAfterMs: 60000 });
    await it.clock.advance(60000);
  }
  assert.deepEqual(it.socket().takeAll('message.send'), []);
  assert.equal((await sending).code, 'connection_lost');
});

test('a delete that finds nothing after it was unavailable has been done', async () => {
  const it = await online({ general: 'e-1' });
  const deleting = it.herald.delete('general', 'e-1');
  it.socket().refuse(it.socket().take('message.delete'), 'unavailable');
  await it.clock.advance(1000);
  it.socket().refuse(it.socket().take('message.delete'), 'not_found');
  assert.deepEqual(await deleting, {});
});

test('a delete that finds nothing after it was beyond the rate has not been done', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  const deleting = failure(it.herald.delete('general', 'e-1'));
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  it.socket().refuse(it.socket().take('message.delete'), 'rate_limited', { retryAfterMs: 100 });
  await it.clock.advance(100);
  it.socket().refuse(it.socket().take('message.delete'), 'not_found');
  assert.equal((await deleting).code, 'not_found');
});

test('waits as long as the rate limit says while it flushes the queue', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  const sending = it.herald.send('general', 'one');
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  it.socket().refuse(it.socket().take('message.send'), 'rate_limited', { retryAfterMs: 2500 });
  await it.clock.advance(2499);
  assert.equal(it.socket().sent.length, 0);
  await it.clock.advance(1);
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  assert.equal((await sending).eventId, 'e-2');
});

test('leaves a rate limit on a message that did not wait to the caller', async () => {
  const it = await online({ general: 'e-1' });
  const sending = failure(it.herald.send('general', 'one'));
  it.socket().refuse(it.socket().take('message.send'), 'rate_limited', { retryAfterMs: 2500 });
  assert.equal((await sending).retryAfterMs, 2500);
});

test('goes on with the queue when one request in it fails or gets no answer', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  const results = Promise.allSettled(['one', 'two', 'three'].map((text) => it.herald.send('general', text)));
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  it.socket().refuse(it.socket().take('message.send'), 'room_forbidden');
  it.socket().take('message.send');
  await it.clock.advance(10000);
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  assert.deepEqual((await results).map(({ status }) => status), ['rejected', 'rejected', 'fulfilled']);
});

test('keeps a message that was sent into a closing socket, and sends it again', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().readyState = 2;
  const sending = it.herald.send('general', 'hi');
  await comeBack(it);
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  assert.equal((await sending).eventId, 'e-2');
});

test('sends the queue one at a time, whichever other answers come in between', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  it.herald.send('general', 'one');
  it.herald.send('general', 'two');
  await it.clock.advance(1000);
  it.socket().welcome();
  await rejoin(it);
  it.herald.ping();
  it.socket().ack(it.socket().take('ping'), { ts: 1 });
  assert.deepEqual(it.socket().sent.map(({ data }) => data.content), ['one']);
});

test('keeps the queue when the connection breaks again before the rooms are joined', async () => {
  const it = await online({ general: 'e-1' });
  it.socket().end(1006);
  const sending = it.herald.send('general', 'one');
  await it.clock.advance(1000);
  it.socket().welcome();
  await settle();
  it.socket().end(1006);
  await it.clock.advance(2000);
  it.socket().welcome();
  await rejoin(it);
  it.socket().ack(it.socket().take('message.send'), { eventId: 'e-2' });
  assert.equal((await sending).eventId, 'e-2');
});
