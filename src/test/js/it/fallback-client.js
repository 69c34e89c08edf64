// The client behind somebody who forbids one thing after the other: node fallback-client.js <url> <token> <other token>
import assert from 'node:assert/strict';
import { Herald } from '../../../client/lib/herald.js';
import WebSocket from '../../../../target/node_modules/ws/wrapper.mjs';
import { Middle } from './middle.js';

const [address, token, otherToken] = process.argv.slice(2);
const server = new URL(address);
const room = `fallback/${crypto.randomUUID()}`;
const middle = new Middle(server);
const options = { WebSocket, firstDelayMs: 100, maxDelayMs: 1000, returnAfterMs: 500, connectTimeoutMs: 8000 };
const herald = new Herald({ ...options, url: `${await middle.open()}${server.pathname}`, token });
const speaker = new Herald({ url: address, WebSocket, token: otherToken, transports: ['websocket'] });

const heard = [];
const wakers = new Set();
const wake = () => wakers.forEach((look) => look());
herald.on('message', ({ data }) => heard.push(data.content));
for (const event of ['message', 'state']) herald.on(event, wake);
herald.on('room.state', () => assert.fail('nothing is lost'));

function until(condition) {
  return new Promise((resolve) => {
    const look = () => condition() && wakers.delete(look) | resolve();
    wakers.add(look);
    look();
  });
}

let said = 0;
let talking = true;
async function talk() {
  while (talking) {
    said += 1;
    await speaker.send(room, said);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Now that it is so, everything goes on as before. */
async function on(transport) {
  await until(() => herald.transport === transport);
  const now = said;
  await until(() => heard.includes(now + 3));
}

middle.upgrades = false;
await Promise.all([herald.connect(), speaker.connect()]);
const stranger = `@${herald.userId}`;
await Promise.all([herald.join(room), speaker.join(room)]);
const talk1 = talk();
await on('sse');
const { eventId } = await herald.send(room, 'by HTTP', { id: 'once' });
assert.equal((await herald.send(room, 'by HTTP', { id: 'once' })).eventId, eventId);
assert.equal((await herald.history(stranger)).complete, true);
assert.ok((await herald.members(room)).members.length >= 1);
await speaker.direct(herald.userId, 'for you');
await until(() => heard.includes('for you'));

middle.upgrades = true;
await on('websocket');

middle.upgrades = false;
middle.streams = false;
middle.cut();
await on('poll');
await herald.send(room, 'beside polls');
await until(() => heard.includes('beside polls'));

middle.streams = true;
middle.upgrades = true;
await on('websocket');

middle.upgrades = false;
middle.cut();
await until(() => herald.transport !== 'websocket' && herald.state === 'online');
await on(herald.transport);

talking = false;
await talk1;
await until(() => heard.includes(said));
const numbers = heard.filter((content) => typeof content === 'number');
assert.deepEqual(numbers.slice(-1), [said]);
assert.deepEqual(numbers, Array.from({ length: numbers.length }, (_, i) => numbers[0] + i), 'in order, each once');
assert.ok(numbers[0] <= 2);
assert.equal(heard.filter((content) => content === 'by HTTP').length, 1);
herald.close();
speaker.close();
middle.close();
