import { el } from '../chat/dom.js';
import { button, roomLink } from './cells.js';
import { count } from './format.js';
import { Listing } from './listing.js';
import { hashOf } from './route.js';
import { Table } from './table.js';

const COLUMNS = [
  { label: 'Room', head: true, cell: ({ room }) => roomLink(room) },
  { label: 'Members', number: true, cell: ({ members }) => count(members) },
  { label: 'Connections', number: true, cell: ({ connections }) => count(connections) },
  { label: 'Position', cell: ({ position }) => el('code', { class: 'id' }, position) },
];

/** The rooms that have members. */
export class Rooms {
  title = 'Rooms';
  subtitle = 'Those that have members now.';
  element;

  #listing;
  #query;

  /** @param {import('./console.js').Context} context @param {import('./route.js').Place} place */
  constructor(context, { query }) {
    this.#query = query;
    const table = new Table({
      caption: 'Rooms',
      columns: COLUMNS,
      key: ({ room }) => room,
      empty: () => (query.prefix ? `No room with members begins with ${query.prefix}.` : 'Nobody is in a room.'),
      test: 'rooms',
    });
    this.#listing = new Listing({ ...context, path: 'rooms', rows: 'rooms', table });
    this.deeds = [button('Refresh', 'refresh', () => this.#listing.load())];
    const prefix = el('input', {
      id: 'search-prefix',
      type: 'search',
      value: query.prefix ?? null,
      'data-test': 'search-prefix',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      maxlength: 129,
    });
    const search = (event) => {
      event.preventDefault();
      context.go(hashOf('rooms', null, { prefix: prefix.value.trim() }));
    };
    this.element = el(
      'div',
      {},
      el(
        'form',
        { class: 'search', 'aria-label': 'Search for rooms', on: { submit: search } },
        el('div', {}, el('label', { for: 'search-prefix' }, 'Name begins with'), prefix),
        el('button', { 'data-test': 'search' }, 'Search'),
      ),
      this.#listing.element,
    );
  }

  shown() {
    this.#listing.ask(this.#query);
  }

  happened() {
    this.#listing.loadSoon();
  }

  close() {}
}
