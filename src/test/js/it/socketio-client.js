// The npm client `socket.io-client`: node socketio-client.js <origin> <path> <token> <transports> <room>
// It joins a room in the conventional words, is told who speaks there, speaks, and leaves when it hears "goodbye".
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { io } from 'socket.io-client';

const [origin, path, token, transports, room] = process.argv.slice(2);

const refused = io(origin, { path, transports: ['websocket'], auth: { token: 'no token' }, forceNew: true });
const [error] = await once(refused, 'connect_error');
assert.equal(error.data.code, 'unauthorized');
refused.disconnect();

const socket = io(origin, {
  path,
  transports: transports.split(','),
  auth: { token },
  forceNew: true,
  reconnection: false,
});
const heard = [];
let wake = () => {};
socket.onAny((name, ...rest) => {
  heard.push([name, ...rest]);
  wake();
});

async function hear(name, test = () => true) {
  for (;;) {
    const found = heard.find(([its, data]) => its === name && test(data));
    if (found) {
      return found;
    }
    await new Promise((resolve) => { wake = resolve; });
  }
}

await hear('connected');
assert.match(socket.id, /^c-/);

// Acknowledgements, conventional and not
assert.match((await socket.emitWithAck('join-room', room)).position, /-/);
const sent = await socket.emitWithAck('message', { roomId: room, text: 'hello from npm' });
assert.equal(sent.duplicate, false);
const [, own] = await hear('message', (data) => data.text === 'hello from npm');
assert.deepEqual([own.roomId, own.room, own.id, own.content], [room, room, sent.eventId, 'hello from npm']);
const refusal = await socket.emitWithAck('message.send', { room });
assert.equal(refusal.error.code, 'invalid_data');
assert.equal(refusal.error.field, 'content');
const twice = { room, content: 'once', id: `once-${own.id}` };
assert.equal((await socket.emitWithAck('message.send', twice)).duplicate, false);
assert.equal((await socket.emitWithAck('message.send', twice)).duplicate, true);

// Binary, both ways
await socket.emitWithAck('message.send', { room, content: Buffer.from([1, 2, 3]) });
const [, binary] = await hear('message', (data) => Buffer.isBuffer(data.content));
assert.deepEqual([...binary.content], [1, 2, 3]);

// What others do
const [, joined] = await hear('user-joined', (data) => data.userId.startsWith('other'));
assert.equal(joined.roomId, room);
const [, said] = await hear('message', (data) => data.text === 'hello from herald.v1');
assert.equal(said.userId, joined.userId);
const [, cursor, about] = await hear('cursor');
assert.deepEqual(cursor, { x: 1 });
assert.equal(about.userId, joined.userId);
socket.emit('pointer', { roomId: room, x: 2 });
await socket.emitWithAck('message', { roomId: room, text: 'all heard' });

await hear('message', (data) => data.text === 'goodbye');
const engine = socket.io.engine.transport.name;
assert.equal(engine, transports.split(',').at(-1));
socket.disconnect();
