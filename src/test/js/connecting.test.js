import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Herald, HeraldError } from '../../client/lib/herald.js';
import { failure, online, settle, stage } from './kit/server.js';

const JWT = 'eyJh.eyJz.c2ln';

test('offers herald.v1 and the token in the subprotocol, and keeps it out of the URL', async () => {
  const it = stage({ token: JWT });
  it.herald.connect();
  await settle();
  assert.deepEqual(it.socket().protocols, ['herald.v1', `bearer.${JWT}`]);
  assert.equal(it.socket().url, 'wss://chat.example/herald/ws');
});

test('puts the token into the query when asked to', async () => {
  const it = stage({ token: JWT, tokenIn: 'query' });
  it.herald.connect();
  await settle();
  assert.deepEqual(it.socket().protocols, ['herald.v1']);
  assert.equal(new URL(it.socket().url).searchParams.get('token'), JWT);
});

test('sends the token as the first message when asked to', async () => {
  const it = stage({ token: JWT, tokenIn: 'first-message' });
  it.herald.connect();
  await settle();
  it.socket().open();
  assert.deepEqual(it.socket().sent, [{ event: 'auth', data: { token: JWT } }]);
});

test('connects without a token, for servers that know the user by a cookie', async () => {
  const it = stage({ token: () => null });
  it.herald.connect();
  await settle();
  assert.deepEqual(it.socket().protocols, ['herald.v1']);
});

test('turns an http address into a ws address', async () => {
  const it = stage({ url: 'http://chat.example:8080/other/ws' });
  it.herald.connect();
  await settle();
  assert.equal(it.socket().url, 'ws://chat.example:8080/other/ws');
});

test('resolves connect with the data of connected, and knows who it is', async () => {
  const it = stage();
  const connecting = it.herald.connect();
  await settle();
  assert.equal(it.herald.userId, null);
  it.socket().welcome({ userId: 'zoë', connectionId: 'c-7' });
  assert.equal((await connecting).userId, 'zoë');
  assert.equal(it.herald.userId, 'zoë');
  assert.equal(it.herald.connectionId, 'c-7');
  assert.equal(it.herald.state, 'online');
  assert.deepEqual(it.states.map(({ state, previous }) => [previous, state]), [
    ['idle', 'connecting'],
    ['connecting', 'online'],
  ]);
});

test('reads binary frames as array buffers', async () => {
  const it = await online();
  assert.equal(it.socket().binaryType, 'arraybuffer');
});

test('opens no second connection when connect is called twice', async () => {
  const it = await online();
  assert.equal((await it.herald.connect()).userId, 'alice');
  assert.equal(it.sockets.length, 1);
});

test('gives up on a connection that never says connected, and tries again', async () => {
  const it = stage();
  it.herald.connect();
  await settle();
  it.socket().open();
  await it.clock.advance(15000);
  assert.equal(it.herald.state, 'waiting');
  assert.notEqual(it.sockets[0].closedWith, null);
  await it.clock.advance(1000);
  assert.equal(it.sockets.length, 2);
});

test('connect stays pending while the network fails, and is kept when it works', async () => {
  const it = stage();
  const connecting = it.herald.connect();
  await settle();
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().end(1006);
  await it.clock.advance(2000);
  it.socket().welcome();
  assert.equal((await connecting).userId, 'alice');
});

test('rejects connect when the server says to stay away', async () => {
  const it = stage();
  const connecting = failure(it.herald.connect());
  await settle();
  it.socket().open();
  it.socket().end(4003);
  const error = await connecting;
  assert.ok(error instanceof HeraldError);
  assert.equal(error.code, 'closed');
});

test('close ends the connection with 1000, rejects what waits and leaves no timer behind', async () => {
  const it = await online({ general: 'e-1' });
  const sending = failure(it.herald.send('general', 'hi'));
  it.herald.typing('general').active();
  it.herald.close();
  assert.equal((await sending).code, 'closed');
  assert.equal(it.socket().closedWith.code, 1000);
  assert.equal(it.herald.state, 'closed');
  assert.equal(it.clock.armed, 0);
  assert.equal((await failure(it.herald.send('general', 'hi'))).code, 'closed');
  await it.clock.advance(600000);
  assert.equal(it.sockets.length, 1);
});

test('close while the token is being fetched opens no socket', async () => {
  let give;
  const it = stage({ token: () => new Promise((resolve) => (give = resolve)) });
  const connecting = failure(it.herald.connect());
  await settle();
  it.herald.close();
  give(JWT);
  await settle();
  assert.equal(it.sockets.length, 0);
  assert.equal((await connecting).code, 'closed');
});

test('can be opened again after close, with the rooms of before', async () => {
  const it = await online({ general: 'e-4' });
  it.herald.close();
  const connecting = it.herald.connect();
  await settle();
  it.socket().welcome();
  await connecting;
  assert.equal(new URL(it.socket().url).searchParams.get('join'), 'none');
  assert.deepEqual(it.socket().takeAll('room.join').map(({ room, data }) => [room, data.since]), [
    ['@alice', 'p-0'],
    ['general', 'e-4'],
  ]);
});

test('never shows the token: not in errors, not when it is inspected, not when the browser refuses it', async () => {
  class Refusing {
    constructor(url, protocols) {
      throw new SyntaxError(`bad subprotocol ${protocols}`);
    }
  }
  const it = stage({ token: JWT, WebSocket: Refusing });
  const error = await failure(it.herald.connect());
  assert.equal(error.code, 'invalid_data');
  for (const thing of [error, it.herald, it.states]) {
    const shown = inspect(thing, { depth: 9, showHidden: true });
    assert.ok(!shown.includes(JWT), shown);
  }
});

test('refuses a token of letters that no token has, without quoting it', async () => {
  const it = stage({ token: 'not a token' });
  const error = await failure(it.herald.connect());
  assert.equal(error.code, 'unauthorized');
  assert.ok(!error.message.includes('not a token'));
  assert.equal(it.sockets.length, 0);
});

test('names the option that cannot be used', () => {
  class Any {}
  const good = { url: 'ws://h/ws', WebSocket: Any };
  assert.throws(() => new Herald({ ...good, url: 'http://' }), /url/);
  assert.throws(() => new Herald({ ...good, WebSocket: 'x' }), /WebSocket/);
  assert.throws(() => new Herald({ ...good, queueLimit: -1 }), /queueLimit/);
  assert.throws(() => new Herald({ ...good, ackTimeoutMs: 'soon' }), /ackTimeoutMs/);
  assert.throws(() => new Herald({ ...good, tokenIn: 'header' }), /tokenIn/);
});

test('makes UUIDs as ids by itself', async () => {
  const it = await online({}, { newId: undefined });
  it.herald.list();
  const { id } = it.socket().take('room.list');
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
