import assert from 'node:assert/strict';
import { test } from 'node:test';
import { online, settle, stage } from './kit/server.js';

class Storage {
  items = new Map();

  getItem(key) {
    return this.items.get(key) ?? null;
  }

  setItem(key, value) {
    this.items.set(key, value);
  }
}

/** The page is loaded again, with what the storage has. */
async function reloaded(storage, options = {}, welcome = {}) {
  const it = stage({ keep: true, storage, ...options });
  it.herald.connect();
  await settle();
  it.socket().welcome(welcome);
  await settle();
  return it;
}

test('goes on after a reload where it was', async () => {
  const storage = new Storage();
  const before = await online({ general: 'e-1' }, { keep: true, storage });
  before.socket().message('general', 'e-2', 'two');
  await before.clock.advance(250);

  const after = await reloaded(storage);
  const joins = after.socket().takeAll('room.join');
  assert.deepEqual(joins.map(({ room, data }) => [room, data.since]).sort(), [
    ['@alice', 'p-0'],
    ['general', 'e-2'],
  ]);
  assert.ok(after.socket().url.endsWith('?join=none'));
});

test('keeps the last position when the page goes', async () => {
  const storage = new Storage();
  const network = new EventTarget();
  const before = await online({ general: 'e-1' }, { keep: true, storage, network });
  before.socket().message('general', 'e-2', 'two');
  network.dispatchEvent(new Event('pagehide'));
  assert.equal((await reloaded(storage)).herald.positions.general, 'e-2');
});

test('writes no more often than four times a second', async () => {
  const storage = new Storage();
  let written = 0;
  storage.setItem = () => (written += 1);
  const it = await online({ general: 'e-0' }, { keep: true, storage });
  await it.clock.advance(250);
  written = 0;
  for (let seq = 1; seq <= 100; seq += 1) it.socket().message('general', `e-${seq}`, seq);
  await it.clock.advance(250);
  assert.equal(written, 1);
});

test('keeps nothing unless it is told to', async () => {
  const storage = new Storage();
  const it = await online({ general: 'e-1' }, { storage });
  await it.clock.advance(1000);
  assert.equal(storage.items.size, 0);
});

test('keeps clients of different names apart', async () => {
  const storage = new Storage();
  const one = await online({ general: 'e-1' }, { keep: 'one', storage });
  await one.clock.advance(250);
  assert.deepEqual((await reloaded(storage, { keep: 'two' })).herald.rooms, []);
  assert.deepEqual((await reloaded(storage, { keep: 'one' })).herald.positions.general, 'e-1');
});

test('what was kept for somebody else is forgotten', async () => {
  const storage = new Storage();
  const alice = await online({ general: 'e-1' }, { keep: true, storage });
  await alice.clock.advance(250);
  const bob = await reloaded(storage, {}, { userId: 'bob', rooms: [{ room: '@bob', position: 'b-1' }] });
  assert.deepEqual(bob.herald.rooms, ['@bob']);
});

test('starts afresh where storage is switched off, full or holds nonsense', async () => {
  const nonsense = new Storage();
  nonsense.setItem('herald.positions.default', '{"positions":{"general":7}}');
  const refusing = {
    getItem: () => {
      throw new Error('switched off');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  for (const storage of [nonsense, refusing]) {
    const it = await reloaded(storage);
    assert.deepEqual(it.herald.rooms, []);
    await it.clock.advance(250);
    assert.deepEqual(it.reported, []);
  }
});
