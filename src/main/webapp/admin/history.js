const SPAN_MS = 600_000;
const STEPS_MS = [60_000, 120_000, 300_000];

/** What the nodes were in the last ten minutes: the points of the charts. */
export class NodeHistory {
  #spanMs;
  #series = new Map();

  /** @param {number} [spanMs] older points are forgotten */
  constructor(spanMs = SPAN_MS) {
    this.#spanMs = spanMs;
  }

  /**
   * @param {Array<{node: string, connections: number, load?: number}>} nodes
   * @param {number} now Unix milliseconds
   */
  add(nodes, now) {
    for (const { node, connections, load } of nodes) {
      if (!this.#series.has(node)) this.#series.set(node, []);
      this.#series.get(node).push({ at: now, connections, load: load ?? null });
    }
    for (const [node, points] of this.#series) {
      const kept = points.filter(({ at }) => at > now - this.#spanMs);
      if (kept.length === 0) this.#series.delete(node);
      else this.#series.set(node, kept);
    }
  }

  /**
   * @param {number} now
   * @returns {number} milliseconds, how far back there are points: at least a minute, at most all that is kept
   */
  reach(now) {
    const oldest = Math.min(now, ...[...this.#series.values()].map(([first]) => first.at));
    return STEPS_MS.find((step) => step >= now - oldest && step <= this.#spanMs) ?? this.#spanMs;
  }

  /** @returns {string[]} sorted */
  get nodes() {
    return [...this.#series.keys()].sort();
  }

  /**
   * @param {string} node
   * @param {'connections'|'load'} figure
   * @param {number} now
   * @returns {Array<{x: number, y: number|null}>} `x` in seconds, now being 0
   */
  points(node, figure, now) {
    return (this.#series.get(node) ?? []).map((point) => ({ x: (point.at - now) / 1000, y: point[figure] }));
  }
}
