import { avatar, byId, el, listed } from './dom.js';

const TOGETHER_MS = 300000;
const NEAR_END = 80;

/** The messages of the room that is shown. Changes one element at a time, so that focus and scroll stay. */
export class MessageList {
  #list = byId('messages');
  #scroll = byId('scroll');
  #newer = byId('newer');
  #read = el('li', { class: 'read-by', 'data-test': 'read-by' });
  #elements = new Map();
  #actions;
  #conversation = null;
  #stuck = true;

  /**
   * @param {object} actions
   * @param {(message: object) => void} actions.reply
   * @param {(message: object) => void} actions.edit
   * @param {(message: object) => void} actions.remove
   * @param {(message: object) => void} actions.retry
   * @param {() => void} actions.reachedEnd the newest message has come into view
   */
  constructor(actions) {
    this.#actions = actions;
    this.#newer.addEventListener('click', () => this.toEnd());
    this.#scroll.addEventListener('scroll', () => this.atEnd && this.#seen());
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.#scroll);
  }

  /** @returns {boolean} whether the newest message is in view */
  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR_END;
    return this.#stuck;
  }

  /** @param {import('./conversation.js').Conversation} conversation shown instead of the one before */
  show(conversation) {
    const height = this.#conversation === conversation ? this.#scroll.scrollHeight - this.#scroll.scrollTop : null;
    this.#conversation = conversation;
    this.#list.setAttribute('aria-busy', 'true'); // a whole room at once is nothing to read aloud
    this.#elements.clear();
    this.#list.replaceChildren(...conversation.ordered.map((message) => this.#make(message)));
    this.#elements.get(conversation.lostAfter)?.after(el('li', { class: 'event', 'data-test': 'lost' }, LOST));
    this.#group();
    this.reads();
    this.#list.removeAttribute('aria-busy');
    if (height === null || this.#stuck) this.toEnd();
    else this.#scroll.scrollTop = this.#scroll.scrollHeight - height;
  }

  /**
   * @param {object} message new or changed
   * @param {string} [formerKey] under which it was shown before
   */
  put(message, formerKey = message.key) {
    const follow = this.atEnd || (message.own && message.status === 'pending');
    const before = this.#elements.get(formerKey);
    const twin = formerKey === message.key ? undefined : this.#elements.get(message.key);
    const element = this.#make(message);
    this.#elements.delete(formerKey);
    this.#elements.set(message.key, element);
    before?.remove();
    twin?.remove();
    const ordered = this.#conversation.ordered;
    const next = ordered[ordered.indexOf(message) + 1];
    this.#list.insertBefore(element, next === undefined ? null : (this.#elements.get(next.key) ?? null));
    this.#group();
    this.reads();
    if (follow) this.toEnd();
    else if (before === undefined) this.#newer.hidden = false;
  }

  toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#stuck = true;
    this.#seen();
  }

  /** Shows who has read our newest message that anybody has read. */
  reads() {
    this.#read.remove();
    const own = this.#conversation.ordered.filter(({ own, status }) => own && status === 'sent').reverse();
    const message = own.find((candidate) => this.#conversation.readersOf(candidate).length > 0);
    if (message === undefined) return;
    const readers = this.#conversation.readersOf(message);
    this.#read.textContent = `Read by ${listed(readers)}`;
    this.#elements.get(message.key)?.after(this.#read);
  }

  #seen() {
    this.#newer.hidden = true;
    this.#actions.reachedEnd();
  }

  #make(message) {
    const { key, eventId, user, own, status, deleted } = message;
    const states = [own && 'own', deleted && 'deleted', status !== 'sent' && status].filter(Boolean).join(' ');
    const element = el(
      'li',
      {
        class: `message ${states}`,
        tabindex: '-1', // a tap on it, where nothing hovers, shows what one can do with it
        'data-test': 'message',
        'data-key': key,
        'data-event-id': eventId,
        'data-user': user,
        'data-own': String(own),
        'data-status': status,
      },
      own ? null : avatar(user),
      el('div', { class: 'message-head' }, el('span', { class: 'message-user' }, user), time(message.ts)),
      el('div', { class: 'message-body' }, this.#bubble(message), this.#actionsOf(message)),
      this.#note(message),
    );
    this.#elements.set(key, element);
    return element;
  }

  #bubble(message) {
    if (message.deleted) return el('div', { class: 'bubble', 'data-test': 'deleted' }, 'Message deleted');
    const { text, plain } = words(message.content);
    return el(
      'div',
      { class: 'bubble' },
      this.#quote(message.replyTo),
      el('span', { class: plain ? 'message-text' : 'message-text other', 'data-test': 'message-text' }, text),
      message.edited ? el('span', { class: 'message-mark', 'data-test': 'edited' }, ' (edited)') : null,
    );
  }

  #quote(replyTo) {
    if (replyTo === null) return null;
    const original = this.#conversation.messages.get(replyTo);
    const gone = original === undefined || original.deleted;
    return el(
      'span',
      { class: 'quote', 'data-test': 'quote' },
      el('span', { class: 'unseen' }, 'In reply to '),
      gone ? 'an earlier message' : el('b', {}, original.user),
      gone ? null : el('span', { class: 'quote-text' }, words(original.content).text),
    );
  }

  #actionsOf(message) {
    if (message.status !== 'sent' || message.deleted || this.#conversation.inbox) return null;
    const button = (name, label, run) =>
      el('button', { class: 'button quiet', type: 'button', 'data-test': name, on: { click: run } }, label);
    const buttons = [button('reply', 'Reply', () => this.#actions.reply(message))];
    if (message.own) {
      if (words(message.content).plain) buttons.push(button('edit', 'Edit', () => this.#actions.edit(message)));
      buttons.push(this.#sureButton(message));
    }
    return el('div', { class: 'actions', role: 'group', 'aria-label': `Message of ${message.user}` }, ...buttons);
  }

  /** Deleting takes two clicks on the same button; going elsewhere takes the first one back. */
  #sureButton(message) {
    const calm = (target) => {
      target.textContent = 'Delete';
      target.classList.remove('sure');
    };
    const click = ({ currentTarget }) => {
      if (currentTarget.classList.contains('sure')) return this.#actions.remove(message);
      currentTarget.textContent = 'Really?';
      return currentTarget.classList.add('sure');
    };
    const blur = ({ currentTarget }) => calm(currentTarget);
    const attributes = { class: 'button quiet', type: 'button', 'data-test': 'delete' };
    return el('button', { ...attributes, on: { click, blur } }, 'Delete');
  }

  #note(message) {
    if (message.status === 'pending') return el('div', { class: 'message-note soft' }, 'Sending…');
    if (message.status !== 'failed') return null;
    const on = { click: () => this.#actions.retry(message) };
    const again = el('button', { class: 'button quiet', type: 'button', 'data-test': 'resend', on }, 'Send again');
    return el('div', { class: 'message-note error' }, message.problem, again);
  }

  #group() {
    const messages = this.#conversation.ordered;
    const together = (a, b) => a !== undefined && b !== undefined && a.user === b.user && b.ts - a.ts < TOGETHER_MS;
    messages.forEach((message, index) => {
      const { classList } = this.#elements.get(message.key);
      classList.toggle('first', !together(messages[index - 1], message));
      classList.toggle('last', !together(message, messages[index + 1]));
    });
  }
}

const LOST = 'Messages may be missing here: the server no longer has them.';
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function time(ts) {
  const date = new Date(ts);
  const today = date.toDateString() === new Date().toDateString();
  const attributes = { class: 'message-time', datetime: date.toISOString(), title: calendar.format(date) };
  return el('time', attributes, (today ? clock : calendar).format(date));
}

function words(content) {
  if (typeof content === 'string') return { text: content, plain: true };
  if (content instanceof Uint8Array) return { text: `${content.length} bytes`, plain: false };
  return { text: JSON.stringify(content), plain: false };
}
