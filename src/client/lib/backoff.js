/** Waits between attempts: they double, and each is shortened at random so that a crowd does not return at once. */
export class Backoff {
  #step = 0;
  #firstMs;
  #maxMs;
  #random;

  /**
   * @param {object} options
   * @param {number} options.firstMs the first wait, milliseconds
   * @param {number} options.maxMs the longest wait, milliseconds
   * @param {() => number} options.random 0 (inclusive) to 1 (exclusive)
   */
  constructor({ firstMs, maxMs, random }) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  /**
   * The next wait: between half and all of `firstMs * 2^n`, which `maxMs` bounds.
   *
   * @param {number} [atLeastStep] skips the shorter waits before this step (0 is the first)
   * @returns {number} milliseconds
   */
  next(atLeastStep = 0) {
    this.#step = Math.max(this.#step, atLeastStep);
    const full = Math.min(this.#maxMs, this.#firstMs * 2 ** Math.min(this.#step, 30));
    this.#step += 1;
    return Math.round(full * (0.5 + this.#random() / 2));
  }

  reset() {
    this.#step = 0;
  }
}
