const EVERY_MS = 20000;
/** The rooms are entered first. */
const FIRST_MS = 1000;
const WAYS = { sse: 'by Server-Sent Events', poll: 'by polling', tab: 'by another tab' };

/** How good the connection is: the way it goes and its round trip, measured now and then while somebody looks. */
export class Quality {
  #herald;
  #page;
  #show;
  #asking = false;
  #clock;
  #timer;

  /**
   * @param {import('../client/herald.js').Herald} herald
   * @param {object} options
   * @param {Document} options.page
   * @param {(words: string) => void} options.show empty without a connection
   * @param {{setTimeout: Function, clearTimeout: Function}} [options.clock]
   */
  constructor(herald, { page, show, clock = globalThis }) {
    this.#herald = herald;
    this.#page = page;
    this.#show = show;
    this.#clock = clock;
    herald.on('state', ({ state }) => {
      if (state === 'online') return this.#soon(FIRST_MS);
      clock.clearTimeout(this.#timer);
      return show('');
    });
    page.addEventListener('visibilitychange', () => page.hidden || this.#measure());
  }

  #soon(ms) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.#measure(), ms);
  }

  async #measure() {
    if (this.#herald.state !== 'online') return;
    this.#soon(EVERY_MS);
    if (this.#asking || this.#page.hidden) return;
    this.#asking = true;
    const begun = performance.now();
    try {
      await this.#herald.ping();
      this.#tell(Math.round(performance.now() - begun));
    } catch {
      this.#show(''); // that the connection is bad is told by its state
    } finally {
      this.#asking = false;
    }
  }

  #tell(ms) {
    const { state, transport } = this.#herald;
    if (state === 'online') this.#show([`${ms} ms`, WAYS[transport]].filter(Boolean).join(', '));
  }
}
