import { el } from '../chat/dom.js';
import { button, roomLink } from './cells.js';
import { connectionColumns } from './connections.js';
import { EventRows } from './events.js';
import { Listing } from './listing.js';
import { Table } from './table.js';

/** One user: the connections, the rooms, and what can be done. Nobody has to be connected to have a page. */
export class UserPage {
  element;

  #listing;
  #user;
  #rooms = el('p', { class: 'rooms', 'data-test': 'user-rooms' });
  #events;

  /** @param {import('./console.js').Context} context @param {import('./route.js').Place} place */
  constructor(context, { name }) {
    this.#user = name;
    this.title = name;
    this.subtitle = 'User';
    const { deeds } = context;
    this.deeds = [
      button('Put out of a room…', 'put-out', () => deeds.putOut(name, null)),
      button('Revoke tokens…', 'revoke-user', () => deeds.revokeUser(name)),
      button('Kick…', 'kick-user', () => deeds.kickUser(name)),
    ];
    const table = new Table({
      caption: `Connections of ${name}`,
      columns: connectionColumns(deeds, true),
      key: ({ connectionId }) => connectionId,
      empty: () => `${name} has no connection now.`,
      test: 'connections',
    });
    const seen = {
      show: (rows) => this.#show(table, rows),
      loading: () => table.loading(),
      fail: (...how) => table.fail(...how),
    };
    this.#listing = new Listing({
      ...context,
      path: 'connections',
      rows: 'connections',
      table: { element: table.element, ...seen },
    });
    this.#events = new EventRows(context.tail, 20, `Nothing of ${name} since you came.`);
    this.#events.show((fact) => fact.user === name || fact.by === name);
    this.element = el(
      'div',
      {},
      el('section', {}, el('h2', {}, 'Connections'), this.#listing.element),
      el('section', {}, el('h2', {}, 'Rooms'), this.#rooms),
      el('section', {}, el('h2', {}, 'Events'), this.#events.element),
    );
  }

  shown() {
    this.#listing.ask({ user: this.#user });
  }

  happened({ user }) {
    if (user === undefined || user === this.#user) this.#listing.loadSoon();
  }

  close() {
    this.#events.close();
  }

  #show(table, rows) {
    table.show(rows);
    const rooms = [...new Set(rows.flatMap((row) => row.rooms))].filter((room) => !room.startsWith('@')).sort();
    const links = rooms.map(roomLink);
    this.#rooms.replaceChildren(
      ...(links.length > 0 ? links : [el('span', { class: 'soft' }, 'In no room but the personal one.')]),
    );
  }
}
