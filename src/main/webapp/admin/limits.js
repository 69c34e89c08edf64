import { el } from '../chat/dom.js';
import { bytes, count, rate } from './format.js';
import { Table } from './table.js';

const MEANINGS = {
  messageSize: ['One message', 'herald.limits.message-size', bytes],
  jsonDepth: ['Nesting of JSON', 'herald.limits.json-depth', count],
  connections: ['Connections of this node', 'herald.limits.connections', count],
  connectionsPerUser: ['Connections of one user, over all nodes', 'herald.limits.connections-per-user', count],
  roomsPerConnection: ['Rooms of one connection', 'herald.limits.rooms-per-connection', count],
  handshakesPerAddress: ['Attempts to connect from one address', 'herald.limits.handshakes-per-address', rate],
  messages: ['Messages of one user', 'herald.limits.messages', rate],
  volatile: ['Volatile events of one connection', 'herald.limits.volatile', rate],
  requests: ['Other requests of one connection', 'herald.limits.requests', rate],
};

/** The limits in force. */
export class Limits {
  title = 'Limits';
  subtitle = 'In force on the node that answered.';
  deeds = [];
  element;

  #api;
  #table = new Table({
    caption: 'Limits',
    columns: [
      { label: 'What', head: true, cell: ({ what }) => what },
      { label: 'At most', number: true, cell: ({ most }) => most },
      { label: 'Setting', cell: ({ key }) => el('code', {}, key) },
    ],
    key: ({ key }) => key,
    empty: () => 'The server tells of no limits.',
    test: 'limits',
  });

  /** @param {import('./console.js').Context} context */
  constructor({ api }) {
    this.#api = api;
    this.element = this.#table.element;
  }

  async shown() {
    this.#table.loading();
    try {
      this.#table.show(Object.entries(await this.#api.get('limits')).map(line));
    } catch (problem) {
      this.#table.fail(problem, () => this.shown());
    }
  }

  close() {}
}

/** A limit of a newer server has its own name for all three. */
function line([name, value]) {
  const [what, key, format] = MEANINGS[name] ?? [name, name, JSON.stringify];
  return { what, key, most: format(value) };
}
