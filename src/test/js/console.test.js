import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, Problem } from '../../main/webapp/admin/api.js';
import { actor, matches, told } from '../../main/webapp/admin/facts.js';
import { NodeFeed } from '../../main/webapp/admin/feed.js';
import { bytes, count, counted, percent, rate, span } from '../../main/webapp/admin/format.js';
import { NodeHistory } from '../../main/webapp/admin/history.js';
import { hashOf, placeOf } from '../../main/webapp/admin/route.js';
import { Tail } from '../../main/webapp/admin/tail.js';

const ROOT = 'https://herald.test/herald/api/admin/';
const node = (name, connections, load) => ({ node: name, connections, load, rooms: 1, draining: false });

/** An `Api` with a token, the calls it made, and what each is answered with. */
function api(answers, bearer = () => Promise.resolve('a.b.c')) {
  const calls = [];
  const fetcher = (url, options) => {
    calls.push({ url: String(url), ...options });
    const [status, body] = answers.shift();
    if (status instanceof Error) return Promise.reject(status);
    return Promise.resolve(new Response(body, { status }));
  };
  return { api: new Api({ bearer }, fetcher, ROOT), calls };
}

test('a call shows the token and leaves out what was not asked', async () => {
  const it = api([[200, '{"connections":[],"silent":[]}']]);
  await it.api.get('connections', { user: 'a&b', room: '', cursor: null, limit: 50 });
  assert.equal(it.calls[0].url, `${ROOT}connections?user=a%26b&limit=50`);
  assert.equal(it.calls[0].headers.Authorization, 'Bearer a.b.c');
});

test('a login of the browser needs no token', async () => {
  const it = api([[200, '[]']], () => Promise.resolve(null));
  await it.api.get('nodes');
  assert.equal('Authorization' in it.calls[0].headers, false);
});

test('a refusal is told as a sentence, with its field', async () => {
  const it = api([[400, '{"code":"invalid_data","field":"reason","detail":"reason: is too long"}']]);
  await assert.rejects(it.api.post('kick', {}), (problem) => {
    assert.ok(problem instanceof Problem);
    assert.deepEqual(
      [problem.message, problem.status, problem.code, problem.field],
      ['Reason: is too long.', 400, 'invalid_data', 'reason'],
    );
    return true;
  });
});

test('an answer that is no JSON is told by its status', async () => {
  const it = api([
    [502, '<html>'],
    [200, '<html>'],
  ]);
  await assert.rejects(it.api.get('nodes'), { message: 'The server answered 502.', status: 502 });
  await assert.rejects(it.api.get('nodes'), { message: 'The server answered 200.' });
});

test('a server that cannot be reached is no refusal', async () => {
  const it = api([[new TypeError('refused')], [Object.assign(new Error(), { name: 'TimeoutError' })]]);
  await assert.rejects(it.api.get('nodes'), { message: 'The server cannot be reached.', status: 0 });
  await assert.rejects(it.api.get('nodes'), { message: 'The server did not answer in time.', status: 0 });
});

test('only a refusal of who we are is told to whoever signed us in', async () => {
  const it = api([
    [401, '{}'],
    [403, '{"code":"missing_role"}'],
  ]);
  let told = 0;
  it.api.onUnauthorized = () => (told += 1);
  await assert.rejects(it.api.get('nodes'));
  await assert.rejects(it.api.get('nodes'), { code: 'missing_role' });
  assert.equal(told, 1);
});

test('a place survives the way into the address and back, whatever its name', () => {
  for (const name of ['alice', 'a/b?c#d', '%', 'ünï', '<img>']) {
    assert.deepEqual(placeOf(hashOf('users', name)), { page: 'users', name, query: {} });
  }
  assert.deepEqual(placeOf(hashOf('connections', null, { user: 'a&b=c', room: '', node: 'n1' })), {
    page: 'connections',
    name: null,
    query: { user: 'a&b=c', node: 'n1' },
  });
});

test('what is no place is the overview', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/users', '#/users/', '#/users/%E0%A4%A', 'constructor']) {
    assert.equal(placeOf(hash).page, 'overview', hash);
  }
  assert.deepEqual(placeOf('#/rooms/ops/alerts'), { page: 'rooms', name: 'ops/alerts', query: {} });
});

test('figures are told as people read them', () => {
  assert.deepEqual([0, 999, 1000, 61_000, 3_600_000, 90_061_000].map(span), [
    '0 ms',
    '999 ms',
    '1 s',
    '1 min 1 s',
    '1 h',
    '1 d 1 h',
  ]);
  assert.deepEqual([0, 1023, 65_536, 1_572_864].map(bytes), ['0 B', '1,023 B', '64 KiB', '1.5 MiB']);
  assert.equal(rate({ count: 60, periodMs: 60_000 }), '60 in 1 min');
  assert.deepEqual([percent(0.256), percent(undefined)], ['26 %', '–']);
  assert.deepEqual([counted(1, 'node'), counted(1200, 'node'), count(0)], ['1 node', '1,200 nodes', '0']);
});

test('facts are told in a sentence beside who it was', () => {
  const kick = {
    event: 'admin',
    by: 'root',
    action: 'kick',
    user: 'eve',
    room: 'general',
    outcome: 'done',
    connections: 2,
  };
  const sentences = [
    [{ event: 'connected', user: 'al', address: '::1', transport: 'websocket' }, 'from ::1 by websocket'],
    [{ event: 'disconnected', user: 'al', code: 4003, reason: 'spam', seconds: 61 }, 'after 1 min 1 s with 4003: spam'],
    [{ event: 'refused', address: '::1', door: 'http', code: 'unauthorized' }, 'from ::1 at http as unauthorized'],
    [kick, 'Kick eve out of general – done, 2 connections'],
    [
      { event: 'admin', by: 'root', action: 'drain', target: '*', outcome: 'unavailable' },
      'Drain all nodes – unavailable',
    ],
    [{ event: 'omitted', count: 7 }, '7 more events in a moment'],
    [{ event: 'of a newer server' }, 'of a newer server'],
  ];
  for (const [fact, sentence] of sentences) assert.equal(told(fact), sentence);
  assert.deepEqual(
    [actor(kick), actor({ event: 'connected', user: 'al' }), actor({ event: 'omitted' })],
    ['root', 'al', null],
  );
});

test('facts are found by kind and by whatever is in them', () => {
  const fact = { event: 'disconnected', user: 'Alice', code: 4003 };
  assert.ok(matches(fact, '', ''));
  assert.ok(matches(fact, 'disconnected', ' alice '));
  assert.ok(matches(fact, '', '4003'));
  assert.equal(matches(fact, 'connected', ''), false);
  assert.equal(matches(fact, '', 'bob'), false);
});

test('the history forgets what is too old, and a node with it', () => {
  const history = new NodeHistory(120_000);
  history.add([node('b', 1, 0.5), node('a', 2)], 0);
  history.add([node('a', 3, 0.1)], 60_000);
  assert.deepEqual(history.nodes, ['a', 'b']);
  assert.deepEqual(history.points('a', 'load', 60_000), [
    { x: -60, y: null },
    { x: 0, y: 0.1 },
  ]);
  assert.equal(history.reach(60_000), 60_000);
  history.add([node('a', 4)], 120_000);
  assert.deepEqual(history.nodes, ['a']);
  assert.deepEqual(
    history.points('a', 'connections', 120_000).map(({ y }) => y),
    [3, 4],
  );
});

test('nodes are asked for only when nobody has told of them', async () => {
  let now = 1_000_000;
  const asked = [];
  const answers = { nodes: [node('n1', 1)], connections: { silent: ['n2'] } };
  const feed = new NodeFeed({ get: (path) => asked.push(path) && Promise.resolve(answers[path]) }, () => now);
  feed.heard([node('n1', 1)]);
  await feed.turn();
  assert.deepEqual([asked, feed.silent], [['connections'], ['n2']]);
  now += 7000;
  await feed.turn();
  assert.deepEqual(asked, ['connections', 'nodes']);
});

test('a node that is no longer listed is shown as gone', () => {
  const feed = new NodeFeed({ get: () => Promise.reject(new Error('nobody asks')) });
  feed.heard([node('n1', 1), node('n2', 5)]);
  feed.heard([node('n2', 6)]);
  assert.deepEqual(
    feed.nodes.map(({ node: name, gone, connections }) => [name, gone === true, connections]),
    [
      ['n1', true, 0],
      ['n2', false, 6],
    ],
  );
});

test('a question without an answer leaves what was known, and says so', async () => {
  const feed = new NodeFeed({ get: () => Promise.reject(new Problem('The server cannot be reached.')) }, () => 1e9);
  let told = 0;
  feed.on(() => (told += 1));
  await feed.turn();
  assert.deepEqual([feed.problem.message, told], ['The server cannot be reached.', 1]);
  feed.heard([node('n1', 1)]);
  assert.equal(feed.problem, null);
});

test('the tail keeps the newest, and speaks once for many', () => {
  const spoken = [];
  const timers = [];
  const tail = new Tail(
    (sentence) => spoken.push(sentence),
    (task) => timers.push(task),
  );
  for (let i = 0; i < 600; i += 1) tail.add({ event: 'connected', user: `u${i}` });
  assert.equal(tail.entries.length, 500);
  assert.equal(tail.entries[0].fact.user, 'u599');
  assert.deepEqual([timers.length, spoken], [1, []]);
  timers[0]();
  tail.add({ event: 'connected' });
  timers[1]();
  assert.deepEqual(spoken, ['600 new events', '1 new event']);
});
