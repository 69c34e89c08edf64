/** After so many failures in a row of a way that has worked before, something else is tried. */
const PATIENCE = 3;

/**
 * Which way to the server is taken next. The ways are tried in turn until one works, and the one that works is kept. One
 * that has worked before is given more tries: the server is being restarted more often than a proxy begins to forbid
 * WebSockets.
 */
export class Ways {
  #names;
  #at = 0;
  #failures = 0;
  #worked = new Set();

  /** @param {string[]} names the best first, at least one */
  constructor(names) {
    this.#names = names;
  }

  get current() {
    return this.#names[this.#at];
  }

  get best() {
    return this.#names[0];
  }

  /** Whether there is another to be tried. */
  get more() {
    return this.#names.length > 1;
  }

  /** Whether there is a better one than the present. */
  get mayRise() {
    return this.#at > 0;
  }

  /** Whether the best has worked before. */
  get bestIsKnown() {
    return this.#worked.has(this.best);
  }

  /** @param {string} name a connection was made in this way */
  works(name) {
    this.#at = this.#names.indexOf(name);
    this.#failures = 0;
    this.#worked.add(name);
  }

  /**
   * No connection could be made in the present way, and nobody said why.
   *
   * @param {boolean} silent nothing came at all: something between holds it back, and trying again would take as long
   */
  fails(silent) {
    this.#failures += 1;
    if (!silent && this.#failures < (this.#worked.has(this.current) ? PATIENCE : 1)) return;
    this.#at = (this.#at + 1) % this.#names.length;
    this.#failures = 0;
  }
}
