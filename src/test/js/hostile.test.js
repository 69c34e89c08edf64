import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message, online, settle, stage } from './kit/server.js';

const GARBAGE = [
  '',
  '{',
  'null',
  '42',
  '[]',
  '"message"',
  '{}',
  '{"event":7}',
  '{"event":"message"}',
  '{"event":"message","room":5,"eventId":"e-2","data":{"content":"x"}}',
  '{"event":"message","room":"general","eventId":17,"data":{"content":"x"}}',
  '{"event":"message","room":"general","eventId":"e-x","data":{"content":"x"}}',
  '{"event":"message","room":"general","eventId":"e-99999999999999999","data":{"content":"x"}}',
  '{"event":"message","room":"general","eventId":"-2","data":{"content":"x"}}',
  '{"event":"message","room":"general","eventId":"e-2","data":"x"}',
  '{"event":"message","room":"general","eventId":"e-2","data":[1]}',
  '{"event":"message","room":"general","eventId":"e-2","data":{}}',
  '{"event":"message","room":"general","eventId":"e-2","from":"bob","data":{"content":"x"}}',
  '{"event":"message.edited","room":"general","eventId":"e-2","data":{"messageId":1,"content":"x"}}',
  '{"event":"room.state","room":"general","data":{"events":"all","position":"e-2"}}',
  '{"event":"typing.started","room":"general","data":{"userId":{}}}',
  '{"event":"server.draining","data":{"reconnectAfterMs":"soon"}}',
  '{"event":"server.draining","data":{"reconnectAfterMs":-5}}',
  '{"event":"auth.expiring","data":{}}',
  '{"event":"ack"}',
  '{"event":"ack","id":{"a":1}}',
  '{"event":"error","id":"id-1"}',
  '{"event":"connected","data":{}}',
  '['.repeat(100000),
];

for (const text of GARBAGE) {
  test(`drops and reports ${text.slice(0, 100)}`, async () => {
    const it = await online({ general: 'e-1' });
    const messages = it.heard('message');
    it.socket().text(text);
    assert.equal(it.errors.length, 1);
    assert.equal(it.errors[0].code, 'bad_frame');
    it.socket().message('general', 'e-2', 'fine');
    assert.equal(messages.length, 1);
    assert.equal(it.herald.state, 'online');
    assert.deepEqual(it.reported, []);
  });
}

const BYTES = {
  'an empty frame': [],
  'half a length': [0],
  'a header longer than the frame': [0, 9, 123, 125],
  'a header that is no JSON': [0, 2, 123, 123],
  'a header that is no UTF-8': [0, 2, 255, 255],
  'a header that is no object': [0, 1, 49],
  'a header without an event': [0, 2, 123, 125],
};

for (const [what, bytes] of Object.entries(BYTES)) {
  test(`drops and reports a binary frame with ${what}`, async () => {
    const it = await online();
    it.socket().binary(Uint8Array.from(bytes).buffer);
    assert.equal(it.errors[0].code, 'bad_frame');
  });
}

test('drops frames that are neither text nor bytes', async () => {
  const it = await online();
  for (const frame of [undefined, null, 5, {}, new Blob(['x'])]) it.socket().binary(frame);
  assert.equal(it.errors.length, 5);
});

test('hands unknown events on under one name, so that they cannot pass for events of the client', async () => {
  const it = await online();
  const unknown = it.heard('unknown');
  const states = it.states.length;
  const names = ['state', 'typing', 'room.lost', 'unknown', '__proto__', 'brand.new'];
  for (const event of names) {
    it.socket().text(JSON.stringify({ event, data: { state: 'closed' } }));
  }
  assert.deepEqual(unknown.map(({ event }) => event), names);
  assert.equal(it.states.length, states);
});

test('a message in the name of an object property harms nobody', async () => {
  const it = await online();
  const messages = it.heard('message');
  for (const room of ['__proto__', 'constructor', 'toString']) it.socket().message(room, 'e-1', 'x');
  assert.equal(messages.length, 3);
  assert.equal({}.room, undefined);
});

test('ignores fields that it does not know', async () => {
  const it = await online({ general: 'e-1' });
  const messages = it.heard('message');
  it.socket().text({ ...message('general', 'e-2', 'x'), v: 1, colour: 'red', data: { content: 'x', mood: 'good' } });
  assert.equal(messages[0].data.mood, 'good');
});

test('takes null for absent', async () => {
  const it = await online({ general: 'e-1' });
  const notifications = it.heard('notification');
  it.socket().text({ event: 'notification', room: null, eventId: null, from: null, data: { title: 'T' } });
  assert.equal(notifications.length, 1);
});

test('survives absurd acks', async () => {
  const it = await online();
  for (const data of [null, {}, { position: 5 }, { position: 'x', recovered: 'no' }, { position: {} }]) {
    const joining = it.herald.join('odd');
    it.socket().ack(it.socket().take('room.join'), data);
    await joining;
  }
  const messages = it.heard('message');
  it.socket().message('odd', 'e-7', 'x');
  assert.equal(messages.length, 1);
});

test('survives absurd histories', async () => {
  const it = await online({ general: 'e-1' });
  const events = [null, 4, {}, { event: 'message' }, { event: 'unknown', eventId: 'e-3' }];
  for (const data of [{}, { events: 'x' }, { events }]) {
    const asking = it.herald.history('general');
    it.socket().ack(it.socket().take('room.history'), data);
    const usable = (await asking).events;
    assert.ok(usable.every(({ event }) => typeof event === 'string'));
  }
});

test('survives a connected event with absurd rooms', async () => {
  for (const rooms of [null, 'x', [null, 1, { room: 1 }, { room: 'a' }, { room: 'b', position: 'no' }]]) {
    const it = stage();
    const connecting = it.herald.connect();
    await settle();
    it.socket().welcome({ rooms });
    await connecting;
    assert.deepEqual(it.herald.rooms, []);
  }
});

test('ignores whatever comes before connected', async () => {
  const it = stage();
  const messages = it.heard('message');
  it.herald.connect();
  await settle();
  it.socket().open();
  it.socket().message('general', 'e-1', 'early');
  it.socket().text({ event: 'server.draining', data: { reconnectAfterMs: 0 } });
  assert.deepEqual(messages, []);
  assert.deepEqual(it.errors.map(({ code }) => code), ['bad_frame', 'bad_frame']);
});

test('tells a refusal without an id as an error event', async () => {
  const it = await online();
  it.socket().text({ event: 'error', data: { code: 'bad_json', message: 'broken' } });
  assert.deepEqual([it.errors[0].code, it.errors[0].message], ['bad_json', 'broken']);
});

test('a draining server cannot send it away for ever', async () => {
  const it = await online();
  it.socket().text({ event: 'server.draining', data: { reconnectAfterMs: 1e15 } });
  it.socket().end(1012);
  assert.equal(it.states.at(-1).retryInMs, 300000);
});

test('a handler that throws is reported, and stops neither the others nor the client', async () => {
  const it = await online({ general: 'e-1' });
  it.herald.on('message', () => {
    throw new Error('broken handler');
  });
  const messages = it.heard('message');
  it.socket().message('general', 'e-2', 'one');
  it.socket().message('general', 'e-3', 'two');
  assert.equal(messages.length, 2);
  assert.deepEqual(it.reported.map((error) => error.message), ['broken handler', 'broken handler']);
  assert.deepEqual(it.errors, []);
});

test('an error event that nobody listens to harms nobody', async () => {
  const it = stage();
  const quiet = stage();
  quiet.herald.connect();
  await settle();
  quiet.socket().welcome();
  quiet.socket().text('{');
  assert.equal(quiet.herald.state, 'online');
  assert.deepEqual(it.reported, []);
});
