import { el } from '../chat/dom.js';
import { age, button, someRooms, userLink } from './cells.js';
import { bytes, count } from './format.js';
import { Listing } from './listing.js';
import { hashOf } from './route.js';
import { Table } from './table.js';

/**
 * @param {import('./deeds.js').Deeds} deeds
 * @param {boolean} [ofOne] all rows are of one user, who need not be named
 * @returns {import('./table.js').Column<any>[]}
 */
export function connectionColumns(deeds, ofOne = false) {
  const id = ({ connectionId }) => el('code', { class: 'id' }, connectionId);
  const first = ofOne
    ? { label: 'Connection', head: true, cell: id }
    : { label: 'User', head: true, cell: (it) => [userLink(it.userId), id(it)] };
  return [
    first,
    { label: 'Node', cell: ({ node }) => el('span', { class: 'name' }, node) },
    { label: 'From', cell: from },
    { label: 'Open for', number: true, cell: ({ openedAt }) => age(openedAt, Date.now()) },
    { label: 'Rooms', wide: true, cell: ({ rooms, roomCount }) => someRooms(rooms, roomCount) },
    { label: 'Round trip', number: true, cell: ({ rttMs }) => (rttMs === undefined ? '–' : `${rttMs} ms`) },
    { label: 'In / out', number: true, cell: (it) => `${count(it.in)} / ${count(it.out)}` },
    { label: 'Waiting', number: true, cell: ({ outboxBytes }) => (outboxBytes === 0 ? '–' : bytes(outboxBytes)) },
    {
      label: 'Actions',
      bare: true,
      cell: (it) => button('Kick…', 'kick', () => deeds.kick(it), `Kick ${it.connectionId} of ${it.userId}`),
    },
  ];
}

/** A short address stays on its line. */
function from({ address, transport }) {
  const classes = address.length > 'xxx.xxx.xxx.xxx'.length ? 'name' : 'nowrap';
  return [el('span', { class: classes }, address), el('small', {}, transport)];
}

/** Every connection of every node, or those that are looked for. */
export class Connections {
  title = 'Connections';
  element;

  #listing;
  #query;

  /** @param {import('./console.js').Context} context @param {import('./route.js').Place} place */
  constructor(context, { query }) {
    this.#query = query;
    const searched = Object.values(query).some((value) => value !== '');
    const table = new Table({
      caption: 'Connections',
      columns: connectionColumns(context.deeds),
      key: ({ connectionId }) => connectionId,
      empty: () => (searched ? 'No connection is like that.' : 'Nobody is connected.'),
      test: 'connections',
    });
    this.#listing = new Listing({ ...context, path: 'connections', rows: 'connections', table });
    this.deeds = [button('Refresh', 'refresh', () => this.#listing.load())];
    this.element = el('div', {}, form(query, context), this.#listing.element);
  }

  shown() {
    this.#listing.ask(this.#query);
  }

  /** Something happened; perhaps to one of these. */
  happened() {
    this.#listing.loadSoon();
  }

  close() {}
}

function form(query, { feed, go }) {
  const nodes = [...new Set([...feed.nodes.map(({ node }) => node), query.node ?? ''])].filter(Boolean).sort();
  const input = (name) =>
    el('input', {
      id: `search-${name}`,
      name,
      type: 'search',
      value: query[name] ?? null,
      'data-test': `search-${name}`,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      maxlength: 129,
    });
  const options = [['', 'All nodes'], ...nodes.map((node) => [node, node])];
  const select = el(
    'select',
    { id: 'search-node', name: 'node', 'data-test': 'search-node' },
    ...options.map(([value, words]) => el('option', { value }, words)),
  );
  select.value = query.node ?? '';
  const search = (event) => {
    event.preventDefault();
    const { elements } = event.target;
    const wanted = ['user', 'room', 'node'].map((name) => [name, elements[name].value.trim()]);
    go(hashOf('connections', null, Object.fromEntries(wanted)));
  };
  return el(
    'form',
    { class: 'search', 'aria-label': 'Search for connections', on: { submit: search } },
    el('div', {}, el('label', { for: 'search-user' }, 'User'), input('user')),
    el('div', {}, el('label', { for: 'search-room' }, 'Room'), input('room')),
    el('div', {}, el('label', { for: 'search-node' }, 'Node'), select),
    el('button', { 'data-test': 'search' }, 'Search'),
  );
}
