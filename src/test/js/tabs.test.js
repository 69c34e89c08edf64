import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../../client/lib/tabs.js'; // so that it is there when the client wants it
import { Browser } from './kit/browser.js';
import { failure, settle, stage } from './kit/server.js';

async function until(condition) {
  for (const deadline = Date.now() + 30000; Date.now() < deadline; await settle()) if (condition()) return;
  assert.fail(`never so: ${condition}`);
}

/** Messages between tabs have come. */
async function calm() {
  for (let turn = 0; turn < 10; turn += 1) await settle();
}

let names = 0;

/** A client in a new tab; its server joins it to whatever it asks for. */
function open(browser, options = {}) {
  const tab = browser.tab();
  names += 1;
  let ids = 0;
  const name = `t${names}`;
  const it = stage({ ...tab.options, newId: () => `${name}-${(ids += 1)}`, ...options });
  const close = () => {
    for (const socket of it.sockets) socket.readyState = 3;
    tab.close();
  };
  return { ...it, tab, close };
}

/** The server greets, and answers all joins from now on with these positions. */
async function serve(it, positions = {}) {
  await until(() => it.sockets.length > 0);
  const socket = it.socket();
  socket.welcome({ rooms: [{ room: '@alice', position: 'p-0' }] });
  await joins(it, positions);
  return socket;
}

async function joins(it, positions = {}) {
  await calm();
  for (const join of it.socket().takeAll('room.join')) {
    it.socket().ack(join, { position: positions[join.room] ?? 'p-0', recovered: true });
  }
  await calm();
}

/** A leader and followers, all of them in `general`. */
async function tabs(count, options = {}) {
  const browser = new Browser();
  const all = [];
  for (let i = 0; i < count; i += 1) {
    const it = open(browser, options);
    all.push(it);
    const connecting = it.herald.connect();
    if (i === 0) await serve(it);
    await connecting;
    await calm();
    const joining = it.herald.join('general');
    await joins(all[0], { general: 'e-0' });
    await joining;
  }
  return { browser, all, leader: all[0], followers: all.slice(1), contents: all.map((it) => contents(it)) };
}

function contents(it) {
  const list = [];
  it.herald.on('message', ({ data }) => list.push(data.content));
  return list;
}

test('three tabs have one socket, and each hears everything', async () => {
  const { all, leader, contents } = await tabs(3);
  assert.deepEqual(all.map(({ sockets }) => sockets.length), [1, 0, 0]);
  assert.deepEqual(all.map(({ herald }) => herald.transport), ['websocket', 'tab', 'tab']);
  assert.deepEqual(all.map(({ herald }) => herald.userId), ['alice', 'alice', 'alice']);
  leader.socket().message('general', 'e-1', 'one');
  leader.socket().message('general', 'e-2', 'two');
  await calm();
  assert.deepEqual(contents, [['one', 'two'], ['one', 'two'], ['one', 'two']]);
});

test('enters a room once for all tabs, and leaves it with the last of them', async () => {
  const { leader, followers } = await tabs(2);
  assert.equal(leader.socket().takeAll('room.join').length, 0);
  await leader.herald.leave('general');
  assert.deepEqual(leader.socket().takeAll('room.leave'), []);
  const heard = contents(followers[0]);
  leader.socket().message('general', 'e-1', 'still');
  await calm();
  assert.deepEqual(heard, ['still']);
  const leaving = followers[0].herald.leave('general');
  await calm();
  leader.socket().ack(leader.socket().take('room.leave'));
  await leaving;
});

test('tells each tab only of the rooms that it is in', async () => {
  const { leader, followers, contents } = await tabs(2);
  const joining = followers[0].herald.join('other');
  await joins(leader, { other: 'o-0' });
  await joining;
  leader.socket().message('other', 'o-1', 'there');
  await calm();
  assert.deepEqual(contents, [[], ['there']]);
  assert.deepEqual(leader.herald.rooms, ['@alice', 'general']);
});

test('sends for every tab, and answers the one that asked', async () => {
  const { leader, followers } = await tabs(3);
  const sending = followers.map(({ herald }, i) => herald.send('general', `from ${i}`));
  await calm();
  const frames = leader.socket().takeAll('message.send');
  assert.deepEqual(frames.map(({ data }) => data.content), ['from 0', 'from 1']);
  leader.socket().refuse(frames[0], 'room_forbidden');
  leader.socket().ack(frames[1], { eventId: 'e-1', ts: 1, duplicate: false });
  assert.equal((await failure(sending[0])).code, 'room_forbidden');
  assert.equal((await sending[1]).eventId, 'e-1');
});

test('bytes go both ways through another tab', async () => {
  const { leader, followers } = await tabs(2);
  const heard = [];
  followers[0].herald.on('message', ({ data }) => heard.push([...data.content]));
  const sending = followers[0].herald.send('general', Uint8Array.of(1, 2));
  await calm();
  const frame = leader.socket().sent.find((one) => one instanceof Uint8Array);
  const header = JSON.parse(new TextDecoder().decode(frame.subarray(2, frame.length - 2)));
  leader.socket().ack(header, { eventId: 'e-1', ts: 1, duplicate: false });
  await sending;
  const head = new TextEncoder().encode(JSON.stringify({ event: 'message', room: 'general', eventId: 'e-1', ts: 1 }));
  leader.socket().binary(Uint8Array.of(head.length >> 8, head.length & 255, ...head, 7, 8).buffer);
  await calm();
  assert.deepEqual(heard, [[7, 8]]);
});

test('a leader that is closed is replaced without a gap and without a double', async () => {
  const { leader, followers, contents } = await tabs(3);
  leader.socket().message('general', 'e-1', 'one');
  await calm();
  leader.close();
  const sending = followers[1].herald.send('general', 'from the other');
  await until(() => followers.some(({ sockets }) => sockets.length > 0) || followers.forEach(({ clock }) => clock.advance(0)));
  const next = followers.find(({ sockets }) => sockets.length > 0);
  await serve(next, { general: 'e-3' });
  for (let turn = 0; turn < 5; turn += 1) {
    await Promise.all(followers.map(({ clock }) => clock.advance(0)));
    await joins(next, { general: 'e-3' });
    for (const asked of next.socket().takeAll('room.history')) {
      const missed = ['e-2', 'e-3'].map((eventId) => message(eventId));
      next.socket().ack(asked, { events: asked.room === 'general' ? missed : [], position: 'e-3', complete: true });
    }
    await calm();
  }
  const frame = next.socket().take('message.send');
  next.socket().ack(frame, { eventId: 'e-4', ts: 1, duplicate: false });
  next.socket().message('general', 'e-4', 'from the other');
  await sending;
  await calm();
  assert.deepEqual(contents[1], ['one', 'missed e-2', 'missed e-3', 'from the other']);
  assert.deepEqual(contents[2], ['one', 'missed e-2', 'missed e-3', 'from the other']);
  assert.equal(followers.flatMap(({ sockets }) => sockets).length, 1);
});

function message(eventId) {
  return { event: 'message', room: 'general', eventId, ts: 1, from: { userId: 'bob' }, data: { content: `missed ${eventId}` } };
}

test('a leader that signs out hands the connection on', async () => {
  const { leader, followers } = await tabs(2);
  leader.herald.close();
  assert.equal(leader.socket().closedWith.code, 1000);
  await calm();
  await followers[0].clock.advance(0);
  await serve(followers[0], { general: 'e-0' });
  assert.deepEqual([followers[0].herald.state, followers[0].herald.transport], ['online', 'websocket']);
  assert.equal(leader.herald.state, 'closed');
});

test('who enters a room while the last one leaves it enters it anew', async () => {
  const { leader, followers, contents } = await tabs(3);
  await Promise.all([leader.herald.leave('general'), followers[0].herald.leave('general')]);
  const leaving = followers[1].herald.leave('general');
  await calm();
  const joining = [leader, followers[0]].map(({ herald }) => herald.join('general'));
  await calm();
  assert.deepEqual(leader.socket().takeAll('room.join'), []);
  leader.socket().ack(leader.socket().take('room.leave'));
  await leaving;
  await joins(leader, { general: 'e-5' });
  await Promise.all(joining);
  leader.socket().message('general', 'e-6', 'anew');
  await calm();
  assert.deepEqual(contents, [['anew'], ['anew'], []]);
});

test('who leaves a room before it is entered is not in it', async () => {
  const { leader, followers, contents } = await tabs(2);
  const joining = followers[0].herald.join('other');
  await calm();
  const leaving = followers[0].herald.leave('other');
  await calm();
  assert.deepEqual(leader.socket().takeAll('room.leave'), []);
  await joins(leader, { other: 'o-0' });
  await joining;
  const entering = leader.herald.join('other');
  await calm();
  leader.socket().ack(leader.socket().take('room.leave'));
  await leaving;
  await joins(leader, { other: 'o-0' });
  await entering;
  leader.socket().message('other', 'o-1', 'there');
  await calm();
  assert.deepEqual(contents, [['there'], []]);
  assert.deepEqual(followers[0].herald.rooms, ['@alice', 'general']);
});

test('who leaves a room that two enter takes nobody out', async () => {
  const { leader, followers, contents } = await tabs(2);
  const joining = [leader, followers[0]].map(({ herald }) => herald.join('other'));
  await calm();
  const leaving = followers[0].herald.leave('other');
  await calm();
  await joins(leader, { other: 'o-0' });
  await Promise.all([...joining, leaving]);
  assert.deepEqual(leader.socket().takeAll('room.leave'), []);
  leader.socket().message('other', 'o-1', 'there');
  await calm();
  assert.deepEqual(contents, [['there'], []]);
});

test('a room that could not be left is heard on, and asked for anew', async () => {
  const { leader, followers, contents } = await tabs(2);
  await followers[0].herald.leave('general');
  const leaving = leader.herald.leave('general');
  await calm();
  const joining = followers[0].herald.join('general');
  await calm();
  leader.socket().refuse(leader.socket().take('room.leave'), 'unavailable');
  assert.equal((await failure(leaving)).code, 'unavailable');
  await joins(leader, { general: 'e-0' });
  await joining;
  leader.socket().message('general', 'e-1', 'still');
  await calm();
  assert.deepEqual(contents, [['still'], ['still']]);
});

test('a room out of which the user is put while it is left can be entered again', async () => {
  const { leader, followers } = await tabs(2);
  await followers[0].herald.leave('general');
  const leaving = leader.herald.leave('general');
  await calm();
  const joining = followers[0].herald.join('general');
  await calm();
  leader.socket().text({ event: 'room.kicked', room: 'general', data: { reason: 'enough' } });
  leader.socket().refuse(leader.socket().take('room.leave'), 'not_joined');
  assert.equal((await failure(leaving)).code, 'not_joined');
  await joins(leader, { general: 'e-0' });
  await joining;
});

test('a tab that is closed before its room is entered leaves it', async () => {
  const { leader, followers } = await tabs(2);
  followers[0].herald.join('other').catch(() => {});
  await calm();
  followers[0].close();
  await calm();
  await joins(leader, { other: 'o-0' });
  assert.deepEqual(leader.socket().takeAll('room.leave').map(({ room }) => room), ['other']);
});

test('a tab that is closed leaves the rooms that only it was in', async () => {
  const { leader, followers } = await tabs(2);
  const joining = followers[0].herald.join('other');
  await joins(leader, { other: 'o-0' });
  await joining;
  followers[0].close();
  await until(() => leader.socket().sent.some(({ event }) => event === 'room.leave'));
  assert.deepEqual(leader.socket().takeAll('room.leave').map(({ room }) => room), ['other']);
});

test('a tab that is closed ends no lasting membership', async () => {
  const { leader, followers } = await tabs(2);
  const joining = followers[0].herald.join('team', { lasting: true });
  await calm();
  const join = leader.socket().take('room.join');
  assert.equal(join.data.lasting, true);
  leader.socket().ack(join, { position: 'l-0', recovered: true });
  await joining;
  followers[0].close();
  await calm();
  assert.deepEqual(leader.socket().takeAll('room.leave'), []);
});

test('when the one connection breaks, all tabs come back and miss nothing', async () => {
  const { leader, followers, contents } = await tabs(2);
  leader.socket().end(1006);
  await calm();
  assert.equal(leader.herald.state, 'waiting');
  await followers[0].clock.advance(0);
  await calm();
  assert.equal(followers[0].herald.state, 'connecting');
  for (let seconds = 0; seconds < 60; seconds += 5) {
    await followers[0].clock.advance(5000);
    await calm();
  }
  assert.equal(followers[0].herald.state, 'connecting');
  await leader.clock.advance(1000);
  await serve(leader, { general: 'e-0' });
  await joins(leader, { general: 'e-0' });
  assert.deepEqual([followers[0].herald.state, followers[0].herald.transport], ['online', 'tab']);
  leader.socket().message('general', 'e-1', 'again');
  await calm();
  assert.deepEqual(contents, [['again'], ['again']]);
});

test('a tab that asks again and again is watched once', async () => {
  const browser = new Browser();
  const leader = open(browser);
  leader.herald.connect();
  await until(() => leader.sockets.length === 1);
  const other = open(browser);
  other.herald.connect();
  await calm();
  const { waiting } = browser;
  for (let i = 0; i < 20; i += 1) {
    await other.clock.advance(5000);
    await calm();
  }
  assert.equal(other.herald.state, 'connecting');
  assert.equal(browser.waiting, waiting);
  other.close();
  await calm();
  assert.equal(browser.waiting, 0);
});

test('an administrator who puts the user out puts out all tabs', async () => {
  const { leader, followers } = await tabs(2);
  leader.socket().end(4003, 'enough');
  await calm();
  assert.deepEqual([leader.herald.state, followers[0].herald.state], ['closed', 'closed']);
  assert.equal(followers[0].herald.connection.current.reason, 'enough');
});

test('a leader that does not answer is replaced, and follows', async () => {
  const browser = new Browser();
  const leader = open(browser);
  leader.herald.connect();
  await serve(leader);
  const ears = [...leader.tab.channels].map((channel) => [channel, channel.onmessage]);
  for (const [channel] of ears) channel.onmessage = null;
  const other = open(browser);
  other.herald.connect();
  await calm();
  await other.clock.advance(5000);
  for (const [channel, onmessage] of ears) channel.onmessage = onmessage;
  await calm();
  await other.clock.advance(0);
  await serve(other);
  assert.equal(leader.socket().closedWith.code, 1000);
  await leader.clock.advance(0);
  await calm();
  await joins(other);
  assert.deepEqual([other.herald.transport, leader.herald.transport], ['websocket', 'tab']);
});

test('a leader that hangs before it is connected is replaced too', async () => {
  const browser = new Browser();
  const leader = open(browser);
  leader.herald.connect();
  await until(() => leader.sockets.length === 1);
  const other = open(browser);
  other.herald.connect();
  await calm();
  await other.clock.advance(5000);
  await calm();
  for (const channel of leader.tab.channels) channel.onmessage = null;
  await other.clock.advance(5000);
  await calm();
  await other.clock.advance(5000);
  await calm();
  await other.clock.advance(0);
  await serve(other);
  assert.equal(other.herald.transport, 'websocket');
});

test('tabs of different names, and those that do not share, have each their own', async () => {
  const browser = new Browser();
  const all = [open(browser, { share: 'alice' }), open(browser, { share: 'bob' }), open(browser, { share: false })];
  for (const it of all) it.herald.connect();
  await until(() => all.every(({ sockets }) => sockets.length === 1));
  const alone = open(browser, { locks: null });
  alone.herald.connect();
  await until(() => alone.sockets.length === 1);
});

test('what one tab sends to a user, the others learn', async () => {
  const { leader, followers } = await tabs(3);
  const told = [leader, ...followers].map((it) => {
    const list = [];
    it.herald.on('direct.sent', ({ data }) => list.push(data));
    return list;
  });
  const sending = followers[0].herald.direct('bob', 'hi');
  await calm();
  leader.socket().ack(leader.socket().take('direct.send'), { eventId: 'd-1', ts: 1, duplicate: false });
  await sending;
  await calm();
  const one = { to: 'bob', content: 'hi', messageId: 'd-1' };
  assert.deepEqual(told, [[one], [], [one]]);
});

test('only the leader renews the token', async () => {
  const asked = [];
  const token = ({ reason }) => {
    asked.push(reason);
    return `${reason}-token`;
  };
  const { leader } = await tabs(2, { token });
  leader.socket().text({ event: 'auth.expiring', data: { expiresAt: 1 } });
  await calm();
  assert.equal(asked.filter((reason) => reason === 'expiring').length, 1);
  assert.equal(leader.socket().takeAll('auth.refresh').length, 1);
});

test('a new tab begins where the rooms are now', async () => {
  const { browser, leader } = await tabs(1);
  leader.socket().message('general', 'e-1', 'before');
  const late = open(browser);
  const heard = contents(late);
  await late.herald.connect();
  await late.herald.join('general');
  leader.socket().message('general', 'e-2', 'after');
  await calm();
  assert.deepEqual(heard, ['after']);
  assert.equal(late.herald.positions.general, 'e-2');
});
