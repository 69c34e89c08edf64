/** A clock that stands still until it is told to move. */
export class FakeClock {
  #now = 1_000_000;
  #timers = new Map();
  #last = 0;

  now = () => this.#now;

  setTimeout = (run, ms) => {
    this.#last += 1;
    this.#timers.set(this.#last, { run, at: this.#now + ms });
    return this.#last;
  };

  clearTimeout = (handle) => {
    this.#timers.delete(handle);
  };

  /** How many timers are armed. */
  get armed() {
    return this.#timers.size;
  }

  /** Moves on, runs what comes due in its order, and lets promises settle in between. */
  async advance(ms) {
    const end = this.#now + ms;
    await settle();
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      const [handle, { run, at }] = due;
      this.#timers.delete(handle);
      this.#now = Math.max(this.#now, at);
      run();
      await settle();
    }
    this.#now = end;
  }

  #next(end) {
    const due = [...this.#timers].filter(([, { at }]) => at <= end);
    return due.sort(([a, { at: x }], [b, { at: y }]) => x - y || a - b)[0];
  }
}

/** Lets all promises that can settle do so; takes no time. */
export function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
