import { Feed } from './feed.js';

/** The states of the connection, to be watched: the present one first, and then each that it comes to. */
export class Connection {
  #watchers = new Set();
  #report;
  #current = { state: 'idle', previous: 'idle', why: 'asked' };

  /** @param {(error: unknown) => void} report told what a watcher threw */
  constructor(report) {
    this.#report = report;
  }

  /** @returns {import('./events.js').StateChange} */
  get current() {
    return this.#current;
  }

  /**
   * @param {((change: import('./events.js').StateChange) => void)|{next: (change: object) => void}} watcher is called at
   *   once with the present state, and then with every other
   * @returns {{unsubscribe: () => void}}
   */
  subscribe(watcher) {
    const next = typeof watcher === 'function' ? watcher : (change) => watcher.next?.(change);
    const entry = { next };
    this.#watchers.add(entry);
    this.#tell(entry, this.#current);
    return { unsubscribe: () => this.#watchers.delete(entry) };
  }

  /** The same as an async iterator; leaving the loop ends it. */
  [Symbol.asyncIterator]() {
    return new Feed((feed) => {
      const { unsubscribe } = this.subscribe((change) => feed.put(change));
      return unsubscribe;
    });
  }

  /** @param {import('./events.js').StateChange} change */
  changed(change) {
    this.#current = change;
    for (const entry of [...this.#watchers]) this.#tell(entry, change);
  }

  #tell({ next }, change) {
    try {
      next(change);
    } catch (error) {
      this.#report(error);
    }
  }
}
