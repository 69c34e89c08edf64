import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOW, Live } from '../../main/webapp/admin/live.js';
import { settle, stage } from './kit/server.js';

const ROOM = 'herald/admin';

/** A console whose first connection has just been greeted. */
async function console() {
  const it = stage(HOW);
  const states = [];
  const hear = { me() {}, nodes() {}, fact() {}, announced() {}, state: (state) => states.push(state) };
  new Live(it.herald, hear, it.clock).start();
  await settle();
  it.socket().welcome({ rooms: [{ room: '@root', position: 'p-0' }, { room: 'team', position: 't-0' }] });
  await settle();
  return { ...it, states };
}

async function nodesAreTold(it) {
  it.socket().text({ event: 'room.event', room: ROOM, ts: 1, data: { name: 'nodes', payload: [] } });
  await settle();
  assert.equal(it.states.at(-1), 'live');
}

async function entered(it) {
  it.socket().ack(it.socket().take('room.join'), { position: 'a-0', recovered: true });
  await settle();
  await nodesAreTold(it);
}

test('the console is in its own room and in no other', async () => {
  const it = await console();
  assert.equal(new URL(it.socket().url).search, '?join=none');
  await entered(it);
  assert.deepEqual(it.herald.rooms, [ROOM]);
});

test('the console enters its room though the connection broke the first time', async () => {
  const it = await console();
  it.socket().take('room.join');
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().welcome();
  await settle();
  await entered(it);
  assert.deepEqual(it.socket().takeAll('room.join'), []);
});

test('the console tries again, less and less often, while its room cannot be entered', async () => {
  const it = await console();
  it.socket().refuse(it.socket().take('room.join'), 'unavailable');
  await it.clock.advance(999);
  assert.deepEqual([it.socket().takeAll('room.join').length, it.states.at(-1)], [0, 'polling']);
  await it.clock.advance(1);
  it.socket().refuse(it.socket().take('room.join'), 'unavailable');
  await it.clock.advance(1999);
  assert.equal(it.socket().takeAll('room.join').length, 0);
  await it.clock.advance(1);
  await entered(it);
});

test('the console tries again when no answer came', async () => {
  const it = await console();
  it.socket().take('room.join');
  await it.clock.advance(11_000);
  await entered(it);
});

test('the console leaves it at a refusal until it is connected anew', async () => {
  const it = await console();
  it.socket().refuse(it.socket().take('room.join'), 'room_forbidden');
  await it.clock.advance(10_000);
  assert.equal(it.socket().takeAll('room.join').length, 0);
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().welcome();
  await settle();
  await entered(it);
});
