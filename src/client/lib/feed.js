import { HeraldError } from './errors.js';

const MOST = 1024;

/** What comes, as an async iterator. Keeps up to 1024 values for a reader who is busy; one who is slower gets an error. */
export class Feed {
  #values = [];
  #readers = [];
  #end = null;
  #stop;

  /**
   * @param {(feed: Feed) => () => void} begin is given this feed to put values into; returns what stops that
   */
  constructor(begin) {
    this.#stop = begin(this);
    if (this.#end !== null) this.#stop();
  }

  /** @param {unknown} value */
  put(value) {
    if (this.#end !== null) return;
    if (this.#readers.length > 0) this.#readers.shift().resolve({ value, done: false });
    else if (this.#values.length < MOST) this.#values.push(value);
    else this.end(new HeraldError('too_slow', `${MOST} events wait to be read`));
  }

  /** @param {unknown} [error] why; without one it just ends. What came before can still be read */
  end(error) {
    if (this.#end !== null) return;
    this.#end = { error };
    this.#stop?.();
    for (const reader of this.#readers.splice(0)) this.#answer(reader);
  }

  next() {
    return new Promise((resolve, reject) => {
      if (this.#values.length > 0) resolve({ value: this.#values.shift(), done: false });
      else if (this.#end === null) this.#readers.push({ resolve, reject });
      else this.#answer({ resolve, reject });
    });
  }

  /** The reader has enough. */
  return() {
    this.#values = [];
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #answer({ resolve, reject }) {
    const { error } = this.#end;
    this.#end = {}; // it is told once, as a generator does
    if (error === undefined) resolve({ value: undefined, done: true });
    else reject(error);
  }
}
