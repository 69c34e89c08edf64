/** Calls the handlers of named events. A handler that throws stops neither the others nor the caller. */
export class Emitter {
  #handlers = new Map();
  #report;

  /** @param {(error: unknown) => void} report told what a handler threw */
  constructor(report) {
    this.#report = report;
  }

  /**
   * @param {string} event
   * @param {(detail: any) => void} handler
   * @returns {() => void} takes the handler off again; calling it twice does no harm
   */
  on(event, handler) {
    if (typeof handler !== 'function') throw new TypeError('The handler must be a function');
    const entry = { handler };
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), entry]);
    return () => {
      const left = (this.#handlers.get(event) ?? []).filter((other) => other !== entry);
      if (left.length > 0) this.#handlers.set(event, left);
      else this.#handlers.delete(event);
    };
  }

  /**
   * @param {string} event
   * @param {unknown} detail
   */
  emit(event, detail) {
    for (const { handler } of this.#handlers.get(event) ?? []) this.call(handler, detail);
  }

  /**
   * @param {(detail: any) => void} handler
   * @param {unknown} detail
   */
  call(handler, detail) {
    try {
      handler(detail);
    } catch (error) {
      this.#report(error);
    }
  }
}
