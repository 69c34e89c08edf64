import { byId, tell } from '../chat/dom.js';
import { Herald } from '../client/herald.js';
import { Connections } from './connections.js';
import { Deeds } from './deeds.js';
import { Dialog } from './dialog.js';
import { Events } from './events.js';
import { NodeFeed } from './feed.js';
import { Limits } from './limits.js';
import { HOW, Live } from './live.js';
import { Overview } from './overview.js';
import { RoomPage } from './room.js';
import { Rooms } from './rooms.js';
import { placeOf } from './route.js';
import { Tail } from './tail.js';
import { UserPage } from './user.js';

const TURN_MS = 2000;
const NOTICE_MS = 12_000;
const LIVE_WORDS = { live: 'Live', connecting: 'Connecting', polling: 'Polling', offline: 'Offline' };

/**
 * What the pages of the console stand on.
 *
 * @typedef {object} Context
 * @property {import('./api.js').Api} api
 * @property {NodeFeed} feed
 * @property {Tail} tail
 * @property {Deeds} deeds
 * @property {(hash: string) => void} go
 * @property {(nodes: string[]) => void} heardSilence
 */

/** The console of one who may: which page is shown, what is live, and what came of the last deed. */
export class Console {
  #context;
  #live;
  #page = null;
  #state = 'connecting';
  #noticeTimer = null;

  /**
   * @param {object} options
   * @param {import('./api.js').Api} options.api
   * @param {import('./credentials.js').Credentials} options.credentials
   * @param {() => void} options.leave
   */
  constructor({ api, credentials, leave }) {
    const feed = new NodeFeed(api);
    const tail = new Tail((sentence) => (byId('spoken').textContent = sentence));
    const deeds = new Deeds(api, new Dialog(), (words, silent) => this.#done(words, silent));
    const heardSilence = (nodes) => feed.heardSilence(nodes);
    this.#context = { api, feed, tail, deeds, heardSilence, go: (hash) => this.#go(hash) };
    this.#live = new Live(new Herald({ token: credentials.source(), ...HOW }), {
      nodes: (nodes) => feed.heard(nodes),
      fact: (fact) => this.#happened(fact),
      state: (state) => this.#show(state),
      me: (user) => (byId('me').textContent = user),
      announced: ({ title, body }) => this.#notice(`Announced: ${[title, body].filter(Boolean).join(' – ')}`),
    });
    feed.on(() => this.#fed());
    byId('sign-out').addEventListener('click', () => leave());
    byId('skip').addEventListener('click', (event) => {
      event.preventDefault();
      byId('title').focus();
    });
  }

  /** @param {object[]} nodes as they are */
  start(nodes) {
    byId('console').hidden = false;
    this.#context.feed.heard(nodes);
    addEventListener('hashchange', () => this.#open(true));
    this.#open(false);
    this.#live.start();
    setInterval(() => document.hidden || this.#context.feed.turn(), TURN_MS);
    this.#context.feed.turn();
  }

  #go(hash) {
    if (location.hash === hash) this.#open(false);
    else location.hash = hash;
  }

  #open(moved) {
    const place = placeOf(location.hash);
    this.#page?.close();
    this.#page = pageFor(place, this.#context);
    byId('title').textContent = this.#page.title;
    tell(byId('subtitle'), this.#page.subtitle ?? null);
    byId('deeds').replaceChildren(...(this.#page.deeds ?? []));
    byId('page').replaceChildren(this.#page.element);
    byId('page').dataset.place = location.hash;
    document.title = `${this.#page.title} · Herald console`;
    for (const link of document.querySelectorAll('[data-page]')) {
      if (link.dataset.page === (place.page === 'users' ? 'connections' : place.page))
        link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    this.#page.shown?.();
    if (!moved) return;
    scrollTo(0, 0);
    byId('title').focus();
  }

  #happened(fact) {
    this.#context.tail.add(fact);
    this.#page.happened?.(fact);
  }

  #done(words, silent) {
    const rest = silent.length === 0 ? '' : ` ${silent.join(', ')} did not answer: repeat it in a moment.`;
    this.#notice(words + rest);
    this.#context.heardSilence(silent);
    this.#context.feed.turn();
    this.#live.hurry();
    this.#page.happened?.({});
    if (this.#state !== 'live') this.#page.shown?.();
  }

  #notice(words) {
    clearTimeout(this.#noticeTimer);
    tell(byId('notice'), words);
    this.#noticeTimer = setTimeout(() => tell(byId('notice'), null), NOTICE_MS);
  }

  #fed() {
    const { silent, problem } = this.#context.feed;
    const words = `${silent.join(', ')} did not answer: what is there is missing from the lists.`;
    tell(byId('silence'), silent.length === 0 ? null : words);
    const offline = problem !== null && this.#state === 'polling';
    this.#mark(offline ? 'offline' : this.#state);
  }

  #show(state) {
    this.#state = state;
    this.#mark(state);
  }

  #mark(state) {
    if (byId('live').dataset.state === state) return;
    byId('live').dataset.state = state;
    byId('live-text').textContent = LIVE_WORDS[state];
  }
}

function pageFor(place, context) {
  switch (place.page) {
    case 'connections':
      return new Connections(context, place);
    case 'rooms':
      return place.name === null ? new Rooms(context, place) : new RoomPage(context, place);
    case 'users':
      return new UserPage(context, place);
    case 'events':
      return new Events(context);
    case 'limits':
      return new Limits(context);
    default:
      return new Overview(context);
  }
}
