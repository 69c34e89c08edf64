import { el } from '../chat/dom.js';
import { age, button } from './cells.js';
import { NodeChart } from './charts.js';
import { EventRows } from './events.js';
import { count, percent } from './format.js';
import { Table } from './table.js';

const EVENTS = 8;

/** All nodes at a glance. */
export class Overview {
  title = 'Overview';
  element;

  #context;
  #tiles;
  #charts = [
    new NodeChart({ title: 'Load', figure: 'load', format: percent, top: 1, test: 'chart-load' }),
    new NodeChart({ title: 'Connections', figure: 'connections', format: count, test: 'chart-connections' }),
  ];
  #table;
  #events;
  #offs;
  #dark = matchMedia('(prefers-color-scheme: dark)');

  /** @param {import('./console.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.deeds = [
      button('Revoke a token…', 'revoke-token', () => context.deeds.revokeToken()),
      button('Announce…', 'announce', () => context.deeds.announce()),
    ];
    this.#tiles = el('dl', { class: 'tiles', 'data-test': 'tiles' });
    this.#table = new Table({
      caption: 'Nodes',
      columns: columns(context),
      key: ({ node }) => node,
      empty: () => 'No node is alive.',
      test: 'nodes',
    });
    this.#events = new EventRows(context.tail, EVENTS);
    const all = el('a', { href: '#/events' }, 'All events');
    this.element = el(
      'div',
      { class: 'overview' },
      this.#tiles,
      el('div', { class: 'charts' }, ...this.#charts.map((chart) => chart.element)),
      el('section', {}, el('h2', {}, 'Nodes'), this.#table.element),
      el('section', {}, el('div', { class: 'section-head' }, el('h2', {}, 'Latest events'), all), this.#events.element),
    );
    const show = () => this.#show();
    this.#dark.addEventListener('change', show);
    this.#offs = [context.feed.on(show), () => this.#dark.removeEventListener('change', show)];
  }

  /** It is in the page now. */
  shown() {
    this.#show();
  }

  close() {
    for (const off of this.#offs) off();
    for (const chart of this.#charts) chart.close();
    this.#events.close();
  }

  #show() {
    const { nodes, history, silent, problem } = this.#context.feed;
    if (nodes.length === 0 && problem !== null) {
      this.#table.fail(problem, () => this.#context.feed.turn());
      return;
    }
    this.#tiles.replaceChildren(...tiles(nodes));
    for (const chart of this.#charts) chart.show(history, Date.now());
    this.#table.show(nodes.map((node) => ({ ...node, silent: silent.includes(node.node) })));
  }
}

function tiles(nodes) {
  const alive = nodes.filter(({ gone }) => !gone);
  const draining = alive.filter(({ draining: is }) => is).length;
  const known = alive.filter(({ load }) => load !== undefined);
  const busiest = known.reduce((most, node) => (most === null || node.load > most.load ? node : most), null);
  return [
    tile('Nodes', count(alive.length), draining === 0 ? 'all open' : `${draining} draining`),
    tile('Connections', count(alive.reduce((sum, { connections }) => sum + connections, 0)), 'on all nodes'),
    tile('Busiest node', busiest === null ? '–' : percent(busiest.load), busiest?.node ?? 'load is not known'),
    tile('Rooms, on the fullest node', count(Math.max(0, ...alive.map(({ rooms }) => rooms))), 'with members there'),
  ];
}

const tile = (name, value, note) =>
  el(
    'div',
    { class: 'tile' },
    el('dt', {}, name),
    el('dd', {}, el('strong', {}, value), el('span', { class: 'soft name' }, note)),
  );

function columns({ deeds }) {
  return [
    { label: 'Node', head: true, cell: ({ node }) => el('span', { class: 'name' }, node) },
    { label: 'State', cell: state },
    { label: 'Load', number: true, cell: ({ load }) => loadBar(load) },
    { label: 'Connections', number: true, cell: ({ connections }) => count(connections) },
    { label: 'Rooms', number: true, cell: ({ rooms }) => count(rooms) },
    { label: 'Up', number: true, cell: ({ startedAt }) => age(startedAt, Date.now()) },
    { label: 'Version', cell: ({ version }) => version },
    {
      label: 'Actions',
      bare: true,
      cell: ({ node, draining, gone }) => {
        if (gone) return null;
        return draining
          ? button('Cancel drain…', 'stay', () => deeds.stay(node), `Cancel the drain of ${node}`)
          : button('Drain…', 'drain', () => deeds.drain(node), `Drain ${node}`);
      },
    },
  ];
}

function state({ draining, gone, silent }) {
  const [kind, words] = gone
    ? ['bad', 'gone']
    : silent
      ? ['bad', 'silent']
      : draining
        ? ['warn', 'draining']
        : ['good', 'open'];
  return el('span', { class: `badge ${kind}`, 'data-test': 'node-state' }, words);
}

function loadBar(load) {
  if (load === undefined) return '–';
  const meter = el('meter', { min: 0, max: 1, high: 0.85, optimum: 0, value: load, 'aria-hidden': 'true' });
  return el('span', { class: 'load' }, meter, percent(load));
}
