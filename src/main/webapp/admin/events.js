import { el } from '../chat/dom.js';
import { button, userLink } from './cells.js';
import { KINDS, actor, matches, told } from './facts.js';
import { moment, timeOfDay } from './format.js';

const SHOWN = 200;

/** The newest events as a list, the newest first. Not read aloud line by line: the tail says now and then how many. */
export class EventRows {
  element;
  paused = false;

  #tail;
  #most;
  #accepts = () => true;
  #list = el('ol', { class: 'events', 'data-test': 'events' });
  #none = el('p', { class: 'soft', 'data-test': 'no-events' });
  #noneOfThese;
  #off;

  /**
   * @param {import('./tail.js').Tail} tail
   * @param {number} [most] rows
   * @param {string} [noneOfThese] said where there are events, but none to be shown
   */
  constructor(tail, most = SHOWN, noneOfThese = 'None of the events is like that.') {
    this.#tail = tail;
    this.#most = most;
    this.#noneOfThese = noneOfThese;
    this.element = el('div', { class: 'event-rows' }, this.#none, this.#list);
    this.#off = tail.on((entry) => this.#add(entry));
    this.show();
  }

  /** @param {(fact: import('./facts.js').Fact) => boolean} [accepts] */
  show(accepts = this.#accepts) {
    this.#accepts = accepts;
    const wanted = this.#tail.entries.filter(({ fact }) => accepts(fact)).slice(0, this.#most);
    this.#list.replaceChildren(...wanted.map(row));
    this.#tell();
  }

  close() {
    this.#off();
  }

  #add(entry) {
    if (this.paused || !this.#accepts(entry.fact)) return;
    this.#list.prepend(row(entry));
    while (this.#list.children.length > this.#most) this.#list.lastChild.remove();
    this.#tell();
  }

  #tell() {
    const empty = this.#list.children.length === 0;
    this.#none.hidden = !empty;
    this.#list.hidden = empty;
    this.#none.textContent =
      this.#tail.entries.length === 0
        ? 'Nothing has happened since you came. It shows here at once.'
        : this.#noneOfThese;
  }
}

/** The live tail, with a choice of what to see. */
export class Events {
  title = 'Events';
  subtitle = 'The audit log of all nodes, as it is written. Not kept: it begins when you come.';
  element;

  #rows;
  #kind;
  #text;

  /** @param {import('./console.js').Context} context */
  constructor({ tail }) {
    this.#rows = new EventRows(tail);
    const choices = [['', 'Everything'], ...Object.entries(KINDS)];
    this.#kind = el(
      'select',
      { id: 'event-kind', 'data-test': 'event-kind' },
      ...choices.map(([value, words]) => el('option', { value }, words)),
    );
    this.#text = el('input', {
      id: 'event-text',
      type: 'search',
      'data-test': 'event-text',
      autocomplete: 'off',
      spellcheck: 'false',
    });
    const choose = () => this.#rows.show((fact) => matches(fact, this.#kind.value, this.#text.value));
    this.#kind.addEventListener('change', choose);
    this.#text.addEventListener('input', choose);
    this.#pause = button('Pause', 'pause', () => this.#turnPause());
    this.#pause.setAttribute('aria-pressed', 'false');
    this.deeds = [this.#pause];
    this.element = el(
      'div',
      {},
      el(
        'form',
        { class: 'search', 'aria-label': 'Choice of events', on: { submit: (event) => event.preventDefault() } },
        el('div', {}, el('label', { for: 'event-kind' }, 'Kind'), this.#kind),
        el('div', {}, el('label', { for: 'event-text' }, 'Contains'), this.#text),
      ),
      this.#rows.element,
    );
  }

  #pause;

  close() {
    this.#rows.close();
  }

  #turnPause() {
    this.#rows.paused = !this.#rows.paused;
    this.#pause.textContent = this.#rows.paused ? 'Go on' : 'Pause';
    this.#pause.setAttribute('aria-pressed', String(this.#rows.paused));
    if (!this.#rows.paused) this.#rows.show();
  }
}

function row({ number, fact }) {
  const who = actor(fact);
  const name = who === null ? null : fact.event === 'admin' ? el('span', { class: 'name' }, who) : userLink(who);
  return el(
    'li',
    { 'data-test': 'event', 'data-number': number, 'data-kind': fact.event },
    el('time', { datetime: fact.time, title: moment(fact.time) }, timeOfDay(fact.time)),
    el('span', { class: `badge ${tone(fact)}` }, KINDS[fact.event] ?? fact.event),
    el('span', { class: 'what' }, name, name === null ? null : fact.event === 'admin' ? ': ' : ' ', told(fact)),
    el('span', { class: 'soft name' }, fact.node),
  );
}

function tone({ event, code }) {
  if (event === 'connected') return 'good';
  if (event === 'refused') return 'bad';
  if (event === 'admin') return 'brass';
  return event === 'disconnected' && code >= 4000 ? 'warn' : 'plain';
}
