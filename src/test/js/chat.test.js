import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Notices } from '../../main/webapp/chat/notices.js';
import { Quality } from '../../main/webapp/chat/quality.js';
import { message, online, rejoin, settle } from './kit/server.js';

const page = (hidden) => Object.assign(new EventTarget(), { hidden, defaultView: { focus: () => {} } });

/** What shows the quality of a connection that has just come. */
async function measured() {
  const it = await online();
  const shown = [];
  const here = page(false);
  new Quality(it.herald, { page: here, show: (words) => shown.push(words), clock: it.clock });
  it.socket().end(1006);
  await it.clock.advance(1000);
  it.socket().welcome();
  await settle();
  await rejoin(it);
  return { ...it, shown, page: here };
}

test('shows the round trip of the connection while somebody looks', async () => {
  const it = await measured();
  await it.clock.advance(1000);
  it.socket().ack(it.socket().take('ping'), { ts: 1 });
  await settle();
  assert.match(it.shown.at(-1), /^\d+ ms$/);
  it.page.hidden = true;
  await it.clock.advance(20000);
  assert.deepEqual(it.socket().takeAll('ping'), []);
  it.page.hidden = false;
  it.page.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.equal(it.socket().takeAll('ping').length, 1);
});

test('shows nothing of a connection that is gone', async () => {
  const it = await measured();
  await it.clock.advance(1000);
  assert.equal(it.socket().takeAll('ping').length, 1);
  it.socket().end(1006);
  await settle();
  assert.equal(it.shown.at(-1), '');
});

/** The browser's answer to the question whether it may tell. */
function notification(answer, permission = 'default') {
  return class {
    static permission = permission;
    static told = [];

    static async requestPermission() {
      this.permission = answer;
    }

    constructor(title, options) {
      this.constructor.told.push({ title, ...options });
    }
  };
}

test('asks for leave to notify only when that is clicked', async () => {
  const it = await online({ general: 'e-0' });
  const Notification = notification('granted');
  const button = Object.assign(new EventTarget(), { hidden: true });
  new Notices(it.herald, { button, page: page(true), Notification });
  assert.equal(button.hidden, false);
  it.socket().message('general', 'e-1', 'unheard');
  assert.deepEqual(Notification.told, []);
  button.dispatchEvent(new Event('click'));
  await settle();
  assert.equal(button.hidden, true);
  it.socket().message('general', 'e-2', 'hello');
  assert.deepEqual(Notification.told, [{ title: 'general', body: 'bob: hello', tag: 'general' }]);
});

test('notifies of nothing that is one’s own or in view, and offers nothing where it cannot', async () => {
  const it = await online({ general: 'e-0' });
  const Notification = notification('granted', 'granted');
  const button = Object.assign(new EventTarget(), { hidden: false });
  const here = page(true);
  new Notices(it.herald, { button, page: here, Notification });
  it.socket().text(message('general', 'e-1', 'mine', { from: { userId: 'alice' } }));
  here.hidden = false;
  it.socket().message('general', 'e-2', 'in view');
  assert.deepEqual(Notification.told, []);
  const none = Object.assign(new EventTarget(), { hidden: false });
  new Notices(it.herald, { button: none, page: here, Notification: undefined });
  assert.equal(none.hidden, true);
});
