const MOST = 500;
const BREATH_MS = 8000;

/** The newest facts, and now and then a sentence on how many there were, for those who listen to the page. */
export class Tail {
  /** Newest first, each with a number of its own. @type {Array<{number: number, fact: import('./facts.js').Fact}>} */
  entries = [];

  #listeners = new Set();
  #speak;
  #later;
  #numbers = 0;
  #unspoken = 0;
  #timer = null;

  /**
   * @param {(sentence: string) => void} speak
   * @param {(task: () => void, millis: number) => unknown} [later]
   */
  constructor(speak, later = (task, millis) => setTimeout(task, millis)) {
    this.#speak = speak;
    this.#later = later;
  }

  /** @param {(entry: object) => void} listener @returns {() => void} takes it off */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param {import('./facts.js').Fact} fact */
  add(fact) {
    const entry = { number: (this.#numbers += 1), fact };
    this.entries.unshift(entry);
    this.entries.length = Math.min(this.entries.length, MOST);
    this.#unspoken += 1;
    this.#timer ??= this.#later(() => this.#say(), BREATH_MS);
    for (const listener of this.#listeners) listener(entry);
  }

  #say() {
    this.#timer = null;
    this.#speak(this.#unspoken === 1 ? '1 new event' : `${this.#unspoken} new events`);
    this.#unspoken = 0;
  }
}
