import { Herald } from '../client/herald.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { byId } from './dom.js';
import { hint, hintFor } from './hint.js';
import { kept } from './kept.js';
import { MessageList } from './message-list.js';
import { Notices } from './notices.js';
import { Outbox } from './outbox.js';
import { Panels, title } from './panels.js';
import { People } from './people.js';
import { Quality } from './quality.js';
import { ReadMarks } from './read-marks.js';
import { tokenSource } from './token.js';
import { Weather } from './weather.js';

const FIRST_LOOK = 100;
const LONG_LOOK = 1000;

/** One user's stay: the connection, the rooms, and what the page shows of them. Made once in a page's life. */
export class Chat {
  #herald;
  #goOut;
  #conversations = new Map();
  #here = null;
  #me = null;
  #weather;
  #list;
  #panels;
  #composer;
  #people;
  #outbox;
  #marks;

  /**
   * @param {{name: string|null, token: string|null}} who
   * @param {(problem?: string) => void} goOut back to the door
   */
  constructor(who, goOut) {
    const herald = new Herald({ token: tokenSource(who) });
    this.#herald = herald;
    this.#goOut = goOut;
    this.#weather = new Weather({
      pasted: who.token !== null,
      retry: () => this.#retry(),
      newToken: () => goOut('Paste a token that this server accepts.'),
    });
    this.#composer = new Composer({
      send: (content, replyTo) => this.#shown !== null && this.#outbox.send(this.#shown, content, replyTo),
      edit: (message, content) => this.#edit(message, content),
      typing: () => this.#here !== null && herald.typing(this.#here).active(),
      quiet: () => this.#here !== null && herald.typing(this.#here).stop(),
      lastOwn: () => this.#shown?.lastOwn ?? null,
    });
    this.#list = new MessageList({
      reply: (message) => this.#composer.reply(message),
      edit: (message) => this.#composer.edit(message),
      remove: (message) => this.#remove(message),
      retry: (message) => this.#outbox.retry(this.#shown, message),
      reachedEnd: () => this.#look(),
    });
    this.#panels = new Panels({
      open: (room) => this.#open(room),
      join: (room) => this.#join(room),
      leave: (room) => this.#leave(room),
      status: (status) => herald.presence(status).catch((error) => this.#composer.complain(error.message)),
      signOut: () => goOut(),
    });
    this.#people = new People(herald, this.#panels, () => this.#shown);
    this.#outbox = new Outbox(herald, (room, message, formerKey) => this.#changed(room, message, formerKey));
    this.#marks = new ReadMarks(herald);
    new Quality(herald, { page: document, show: (words) => (byId('quality').textContent = words) });
    new Notices(herald, { page: document, button: byId('notify'), Notification: globalThis.Notification });
    byId('earlier').addEventListener('click', () => this.#load(this.#shown, LONG_LOOK));
    document.addEventListener('visibilitychange', () => this.#list.atEnd && this.#look());
    this.#listen();
  }

  start() {
    byId('chat').hidden = false;
    this.#composer.enable(false);
    hint('Connecting…');
    this.#connect();
  }

  /** @returns {Conversation|null} */
  get #shown() {
    return this.#conversations.get(this.#here) ?? null;
  }

  async #connect() {
    try {
      await this.#herald.connect();
    } catch (error) {
      if (error.code === 'unauthorized' && this.#me === null) this.#goOut(`${error.message}.`);
      else console.warn(`Herald: ${error.message}`); // the banner says it, and what can be done
    }
  }

  #retry() {
    if (this.#herald.state === 'closed') this.#connect();
    else this.#herald.reconnectNow();
  }

  #listen() {
    const herald = this.#herald;
    herald.on('state', (change) => this.#weather.show(change, herald.queued));
    herald.on('connected', ({ data }) => this.#connected(data.userId));
    for (const event of ['message', 'message.edited', 'message.deleted', 'notification']) {
      herald.on(event, (envelope) => this.#heard(envelope));
    }
    herald.on('room.state', ({ room, data }) => this.#lost(room, data.events));
    herald.on('room.lost', ({ room, data }) => this.#gone(room, `${title(room)}: ${data.error.message}`));
    herald.on('room.kicked', ({ room, data }) => {
      this.#gone(room, `You were put out of ${title(room)}. ${data.reason ?? ''}`);
    });
    herald.on('message.read', ({ room, data }) => {
      const conversation = this.#conversations.get(room);
      if (conversation?.readUpTo(data.userId, data.upTo) && room === this.#here) this.#list.reads();
    });
    herald.on('error', (error) => console.warn(`Herald: ${error.code}: ${error.message}`));
  }

  #connected(me) {
    this.#panels.me(me);
    if (this.#me !== null) return this.#people.askSoon();
    this.#me = me;
    const rooms = kept.rooms;
    const first = rooms.includes(kept.room) ? kept.room : rooms[0];
    for (const room of rooms) this.#conversations.set(room, new Conversation(room, me));
    for (const room of rooms) this.#enter(room);
    return first === undefined ? this.#nowhere() : this.#open(first);
  }

  #join(room) {
    this.#panels.close();
    if (!this.#conversations.has(room)) {
      this.#conversations.set(room, new Conversation(room, this.#me));
      this.#enter(room);
    }
    this.#open(room);
  }

  async #enter(room) {
    try {
      await this.#herald.join(room);
    } catch (error) {
      return this.#gone(room, `You cannot join ${room}: ${error.message}`);
    }
    this.#keepRooms();
    const conversation = this.#conversations.get(room);
    if (conversation === undefined) return undefined;
    await this.#load(conversation, FIRST_LOOK);
    this.#outbox.resume(conversation);
    return this.#people.askSoon();
  }

  async #load(conversation, limit) {
    conversation.phase = 'loading';
    this.#refresh(conversation);
    try {
      const { events, complete } = await this.#herald.history(conversation.room, { limit, reverse: true });
      for (const envelope of events.reverse()) conversation.apply(envelope);
      conversation.complete = complete === true || limit === LONG_LOOK;
      conversation.phase = 'ready';
    } catch (error) {
      conversation.phase = 'failed';
      conversation.problem = error.message;
    }
    this.#refresh(conversation);
  }

  async #leave(room) {
    try {
      await this.#herald.leave(room);
    } catch (error) {
      if (error.code !== 'not_joined') return this.#composer.complain(error.message);
    }
    return this.#gone(room, null);
  }

  /** A room is ours no more. */
  #gone(room, problem) {
    this.#conversations.delete(room);
    this.#keepRooms();
    const [next] = this.#conversations.keys();
    if (room !== this.#here) this.#rooms();
    else if (next === undefined) this.#nowhere();
    else this.#open(next);
    if (problem !== null) this.#composer.complain(problem);
  }

  #keepRooms() {
    kept.rooms = [...this.#conversations.keys()].filter((room) => !room.startsWith('@'));
  }

  #open(room) {
    const conversation = this.#conversations.get(room);
    if (this.#here !== null) this.#herald.typing(this.#here).stop();
    this.#here = room;
    kept.room = room;
    byId('room-title').textContent = title(room);
    this.#composer.enable(!conversation.inbox);
    this.#refresh(conversation);
    this.#list.toEnd();
    this.#people.show();
    this.#people.askSoon();
    this.#composer.focus();
  }

  #nowhere() {
    this.#here = null;
    byId('room-title').textContent = '';
    byId('messages').replaceChildren();
    byId('earlier').hidden = true;
    this.#composer.enable(false);
    this.#people.show();
    this.#rooms();
    hint('You are in no room', 'Join one: whatever you call it, it is there.');
  }

  #rooms() {
    this.#panels.rooms([...this.#conversations.values()], this.#here);
  }

  #refresh(conversation) {
    this.#rooms();
    if (conversation !== this.#shown) return;
    this.#list.show(conversation);
    byId('earlier').hidden = conversation.phase !== 'ready' || conversation.complete;
    hintFor(conversation);
  }

  #changed(room, message, formerKey) {
    const conversation = this.#conversations.get(room);
    if (conversation !== undefined && room === this.#here) {
      this.#list.put(message, formerKey);
      hintFor(conversation);
    }
    this.#rooms();
  }

  #heard(envelope) {
    const { room, event, data } = envelope;
    if (envelope.eventId == null) return this.#composer.complain([data.title, data.body].filter(Boolean).join(': '));
    if (room === `@${this.#me}` && !this.#conversations.has(room)) {
      this.#conversations.set(room, Object.assign(new Conversation(room, this.#me), { phase: 'ready' }));
    }
    const conversation = this.#conversations.get(room);
    const message = conversation?.apply(envelope) ?? null;
    if (message === null) return undefined;
    const inView = room === this.#here && !document.hidden && this.#list.atEnd;
    if ((event === 'message' || event === 'notification') && !message.own && !inView) conversation.unread += 1;
    return this.#changed(room, message);
  }

  #lost(room, events) {
    const conversation = this.#conversations.get(room);
    if (conversation === undefined) return;
    conversation.lostAfter = conversation.ordered.filter(({ status }) => status === 'sent').at(-1)?.key ?? null;
    for (const envelope of events) conversation.apply(envelope);
    this.#refresh(conversation);
  }

  /** The newest message is in view. */
  #look() {
    const conversation = this.#shown;
    if (conversation === null || document.hidden) return;
    if (conversation.unread > 0) {
      conversation.unread = 0;
      this.#rooms();
    }
    if (conversation.phase === 'ready' && !conversation.inbox) {
      this.#marks.reached(conversation.room, conversation.newestOfOthers);
    }
  }

  #edit(message, content) {
    const asked = this.#herald.edit(this.#here, message.eventId, content);
    this.#whenDone(asked, { event: 'message.edited', data: { messageId: message.eventId, content } });
  }

  #remove(message) {
    const asked = this.#herald.delete(this.#here, message.eventId);
    this.#whenDone(asked, { event: 'message.deleted', data: { messageId: message.eventId } });
  }

  async #whenDone(asked, change) {
    const room = this.#here;
    try {
      await asked;
      const message = this.#conversations.get(room)?.apply(change);
      if (message) this.#changed(room, message);
    } catch (error) {
      this.#composer.complain(error.message);
    }
  }
}
