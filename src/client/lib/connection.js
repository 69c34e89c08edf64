import { Feed } from './feed.js';

/** The states of the connection, to be watched: the present one first, and then each that it comes to. */
export class Connection {
  #emitter;
  #current = { state: 'idle', previous: 'idle', why: 'asked' };

  /** @param {import('./emitter.js').Emitter} emitter */
  constructor(emitter) {
    this.#emitter = emitter;
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
    const unsubscribe = this.#emitter.on('state', next);
    this.#emitter.call(next, this.#current);
    return { unsubscribe };
  }

  /** The same as an async iterator; leaving the loop ends it. */
  [Symbol.asyncIterator]() {
    return new Feed((feed) => this.subscribe((change) => feed.put(change)).unsubscribe);
  }

  /** @param {import('./events.js').StateChange} change */
  changed(change) {
    this.#current = change;
    this.#emitter.emit('state', change);
  }
}
