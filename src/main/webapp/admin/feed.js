import { NodeHistory } from './history.js';

const STALE_MS = 6000;
const PROBE_MS = 10_000;

/**
 * What the nodes are now and were, from the socket while that is live, otherwise by asking. A node that is no longer
 * listed stays as `gone` for as long as its history does.
 */
export class NodeFeed {
  nodes = [];
  history = new NodeHistory();
  silent = [];
  /** Why the last question was not answered; null when it was. */
  problem = null;

  #api;
  #clock;
  #listeners = new Set();
  #heardAt = 0;
  #probedAt = 0;
  #asking = false;

  /** @param {import('./api.js').Api} api @param {() => number} [clock] */
  constructor(api, clock = Date.now) {
    this.#api = api;
    this.#clock = clock;
  }

  /** @param {() => void} listener @returns {() => void} takes it off */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param {Array<object>} nodes as listed */
  heard(nodes) {
    this.#heardAt = this.#clock();
    this.problem = null;
    this.history.add(nodes, this.#heardAt);
    const there = new Set(nodes.map(({ node }) => node));
    const before = new Map(this.nodes.map((it) => [it.node, it]));
    const gone = this.history.nodes
      .filter((name) => !there.has(name) && before.has(name))
      .map((name) => ({ ...before.get(name), gone: true, load: undefined, connections: 0, rooms: 0 }));
    this.nodes = [...nodes, ...gone].sort((a, b) => (a.node < b.node ? -1 : 1));
    this.#tell();
  }

  /** @param {string[]} nodes that were asked for something and did not answer */
  heardSilence(nodes) {
    this.#probedAt = this.#clock();
    if (nodes.join() === this.silent.join()) return;
    this.silent = nodes;
    this.#tell();
  }

  /** Asks where nobody told; to be called every other second. */
  async turn() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      if (this.#clock() - this.#heardAt > STALE_MS) this.heard(await this.#api.get('nodes'));
      if (this.#clock() - this.#probedAt > PROBE_MS) {
        this.heardSilence((await this.#api.get('connections', { limit: 1 })).silent);
      }
    } catch (problem) {
      this.problem = problem;
      this.#tell();
    } finally {
      this.#asking = false;
    }
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
