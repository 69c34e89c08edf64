import { el } from '../chat/dom.js';
import { age, button, facts, userLink } from './cells.js';
import { count, span } from './format.js';
import { hashOf } from './route.js';
import { Table } from './table.js';

/** One room and who is in it. */
export class RoomPage {
  element;

  #context;
  #room;
  #facts = el('div', { 'data-test': 'room-facts' });
  #note = el('p', { class: 'soft', hidden: '' });
  #table;
  #soon = null;

  /** @param {import('./console.js').Context} context @param {import('./route.js').Place} place */
  constructor(context, { name }) {
    this.#context = context;
    this.#room = name;
    this.title = name;
    this.subtitle = 'Room';
    this.#table = new Table({
      caption: `Members of ${name}`,
      columns: columns(context.deeds, name),
      key: ({ userId }) => userId,
      empty: () => 'Nobody is in this room now, or nobody may know.',
      test: 'members',
    });
    const link = el(
      'a',
      { href: hashOf('connections', null, { room: name }), role: 'button', class: 'quiet' },
      'Its connections',
    );
    this.deeds = [link, button('Refresh', 'refresh', () => this.#load())];
    this.element = el(
      'div',
      {},
      this.#facts,
      el('section', {}, el('h2', {}, 'Members'), this.#table.element, this.#note),
    );
  }

  shown() {
    this.#load();
  }

  happened() {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      if (this.element.isConnected) this.#load();
    }, 2000);
  }

  close() {}

  async #load() {
    this.#table.loading();
    try {
      const path = this.#room.split('/').map(encodeURIComponent).join('/');
      this.#show(await this.#context.api.get(`rooms/${path}`));
    } catch (problem) {
      this.#facts.replaceChildren();
      this.#table.fail(problem, () => this.#load());
    }
  }

  #show({ members, truncated, connections, position, history, silent }) {
    this.#context.heardSilence(silent);
    this.#facts.replaceChildren(
      facts([
        ['Connections', count(connections)],
        ['Position', el('code', { class: 'id' }, position)],
        ['History', `${count(history.events)} of at most ${count(history.size)} events, for ${span(history.ttlMs)}`],
      ]),
    );
    this.#table.show(members);
    this.#note.hidden = !truncated;
    this.#note.textContent = `These are the first ${count(members.length)}; there are more.`;
  }
}

function columns(deeds, room) {
  return [
    { label: 'User', head: true, cell: ({ userId }) => userLink(userId) },
    { label: 'Status', cell: ({ status, text }) => (text ? [status, el('small', {}, text)] : status) },
    { label: 'Connections', number: true, cell: ({ connections }) => count(connections) },
    { label: 'There for', number: true, cell: ({ since }) => age(since, Date.now()) },
    {
      label: 'Actions',
      bare: true,
      cell: ({ userId }) =>
        button('Put out…', 'put-out', () => deeds.putOut(userId, room), `Put ${userId} out of ${room}`),
    },
  ];
}
