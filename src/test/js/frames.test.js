import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePosition } from '../../client/lib/herald.js';
import { decodeBinary, encodeBinary } from '../../client/lib/frames.js';
import { failure, message, online, settle } from './kit/server.js';

const bytes = Uint8Array.of(0, 1, 254, 255);

test('sends bytes as a binary frame: length of the header, header, payload', async () => {
  const it = await online({ general: 'e-1' });
  const sending = it.herald.send('general', bytes.buffer);
  const [frame] = it.socket().sent;
  const length = (frame[0] << 8) | frame[1];
  const header = JSON.parse(new TextDecoder().decode(frame.subarray(2, 2 + length)));
  assert.deepEqual(header, { event: 'message.send', room: 'general', id: header.id });
  assert.deepEqual([...frame.subarray(2 + length)], [...bytes]);
  it.socket().ack(header, { eventId: 'e-2' });
  assert.equal((await sending).eventId, 'e-2');
});

test('names the event and the receiver of a binary frame beside the room', async () => {
  const it = await online({ general: 'e-1' });
  it.herald.emit('general', 'cursor', bytes);
  it.herald.direct('zoë', new DataView(bytes.buffer, 1, 2));
  const [emitted, direct] = it.socket().sent.map((frame) => decodeBinary(frame));
  assert.deepEqual(emitted.header, { event: 'room.emit', room: 'general', name: 'cursor', id: emitted.header.id });
  assert.deepEqual(direct.header, { event: 'direct.send', to: 'zoë', id: direct.header.id });
  assert.deepEqual([...direct.payload], [1, 254]);
});

test('refuses what a binary frame cannot say', async () => {
  const it = await online({ general: 'e-1' });
  assert.equal((await failure(it.herald.send('general', bytes, { replyTo: 'e-1' }))).field, 'data.replyTo');
  assert.equal((await failure(it.herald.send('general', bytes, { echo: false }))).field, 'data.echo');
  assert.equal((await failure(it.herald.emit('general', 'n'.repeat(70000), bytes))).code, 'invalid_data');
});

test('counts a binary frame against the size that the server takes', async () => {
  const it = await online({ general: 'e-1' });
  assert.equal((await failure(it.herald.send('general', new Uint8Array(65536)))).code, 'too_large');
});

test('delivers binary messages and events with their bytes, in order with the others', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  const events = it.heard('room.event');
  const from = { userId: 'bob' };
  it.socket().binary(encodeBinary({ event: 'message', room: 'general', eventId: 'e-2', ts: 3, from }, bytes).buffer);
  it.socket().binary(encodeBinary({ event: 'message', room: 'general', eventId: 'e-2', ts: 3, from }, bytes).buffer);
  it.socket().message('general', 'e-3', 'text');
  it.socket().binary(encodeBinary({ event: 'room.event', room: 'general', name: 'cursor', from }, bytes));
  assert.deepEqual(messages.map(({ eventId, binary }) => [eventId, binary]), [['e-2', true], ['e-3', undefined]]);
  assert.deepEqual(messages[0].data.content, bytes);
  assert.deepEqual(events[0].data, { name: 'cursor', payload: bytes });
});

test('gives stored binary messages their bytes back, and leaves what only looks like one', async () => {
  const it = await online({ general: 'e-1' });
  const asking = it.herald.history('general');
  const stored = [{ base64: 'AAH+/w==' }, { base64: '%%%' }, { base64: 'AA==', more: 1 }, { base64: 5 }, null, 'AA=='];
  const all = stored.map((content, n) => message('general', `e-${n + 2}`, content));
  it.socket().ack(it.socket().take('room.history'), { events: all });
  const { events } = await asking;
  assert.deepEqual(events[0].data.content, bytes);
  assert.equal(events[0].binary, true);
  assert.deepEqual(events.slice(1).map(({ data }) => data.content), stored.slice(1));
});

test('closes a gap with the bytes of a binary message', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().message('general', 'e-3', 'm3');
  const events = [message('general', 'e-2', { base64: 'AAH+/w==' })];
  it.socket().ack(it.socket().take('room.history'), { events, position: 'e-3', complete: true });
  await settle();
  assert.deepEqual(messages[0].data.content, bytes);
});

test('reads positions, whose epoch may hold a dash', () => {
  assert.deepEqual(parsePosition('7f3a-1042'), { epoch: '7f3a', seq: 1042 });
  assert.deepEqual(parsePosition('a-b-0'), { epoch: 'a-b', seq: 0 });
  for (const bad of ['', '-1', 'a', 'a-', 'a-1.5', 'a--', 'a-1e3', 'a-9007199254740993', 7, null, undefined]) {
    assert.equal(parsePosition(bad), null);
  }
});
