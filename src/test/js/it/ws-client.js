// The npm client `ws` with compression: node ws-client.js <url> <token>
import assert from 'node:assert/strict';
import { once } from 'node:events';
import WebSocket from '../../../../target/node_modules/ws/wrapper.mjs';

const [url, token] = process.argv.slice(2);
const LONG = 'so it is said again and again. '.repeat(60);

const socket = new WebSocket(url, 'herald.v1', {
  headers: { Authorization: `Bearer ${token}` },
  perMessageDeflate: { threshold: 0 },
});
const heard = [];
let wake = () => {};
socket.on('message', (data, isBinary) => {
  heard.push(isBinary ? { binary: data } : JSON.parse(data.toString()));
  wake();
});

async function hear(expected) {
  for (;;) {
    const found = heard.find(expected);
    if (found) {
      return found;
    }
    await new Promise((resolve) => {
      wake = resolve;
    });
  }
}

await once(socket, 'open');
assert.match(socket.extensions, /^permessage-deflate\b/);
await hear((one) => one.event === 'connected');

socket.send(JSON.stringify({ event: 'room.join', id: 'join', room: 'compressed/ws' }));
await hear((one) => one.id === 'join' && one.event === 'ack');
for (let i = 0; i < 20; i++) {
  const content = `${i} ${LONG}`;
  socket.send(JSON.stringify({ event: 'message.send', id: `say-${i}`, room: 'compressed/ws', data: { content } }));
  const message = await hear((one) => one.event === 'message' && one.data.content.startsWith(`${i} `));
  assert.equal(message.data.content, content);
}

// Two messages in pieces, which `ws` compresses as one.
socket.send('{"event":"ping",', { fin: false });
socket.send('"id":"pieces"}', { fin: true });
await hear((one) => one.id === 'pieces' && one.event === 'ack');

// More than a message may have, in few bytes.
const closed = once(socket, 'close');
socket.send(' '.repeat(50_000_000));
const [code] = await closed;
assert.equal(code, 1009);
