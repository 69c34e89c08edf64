import { el } from '../chat/dom.js';

const PAGE = 50;
const BREATH_MS = 2000;

/** Rows that the server hands out page by page, and the buttons to go through them. */
export class Listing {
  element;

  #api;
  #path;
  #rows;
  #table;
  #heardSilence;
  #query = {};
  #cursors = [null];
  #next = null;
  #asked = 0;
  #soon = null;
  #buttons;

  /**
   * @param {object} options
   * @param {import('./api.js').Api} options.api
   * @param {string} options.path
   * @param {string} options.rows name of the rows in the answer
   * @param {import('./table.js').Table} options.table
   * @param {(nodes: string[]) => void} options.heardSilence is told which nodes did not answer
   */
  constructor({ api, path, rows, table, heardSilence }) {
    Object.assign(this, { element: el('div', { class: 'listing' }) });
    this.#api = api;
    this.#path = path;
    this.#rows = rows;
    this.#table = table;
    this.#heardSilence = heardSilence;
    const button = (label, test, step) =>
      el('button', { type: 'button', class: 'quiet', 'data-test': test, on: { click: step } }, label);
    this.#buttons = {
      previous: button('Previous', 'previous', () => this.#turn(-1)),
      next: button('Next', 'next', () => this.#turn(1)),
    };
    this.where = el('span', { class: 'soft', role: 'status' });
    this.pager = el(
      'nav',
      { class: 'pager', 'aria-label': 'Pages' },
      this.#buttons.previous,
      this.where,
      this.#buttons.next,
    );
    this.element.append(table.element, this.pager);
  }

  /** From the first page. @param {Record<string, string>} query */
  ask(query) {
    this.#query = query;
    this.#cursors = [null];
    return this.load();
  }

  /** The present page again. */
  async load() {
    const asked = (this.#asked += 1);
    this.#table.loading();
    try {
      const cursor = this.#cursors.at(-1);
      const page = await this.#api.get(this.#path, { ...this.#query, limit: PAGE, cursor });
      if (asked === this.#asked) this.#show(page);
    } catch (problem) {
      if (asked === this.#asked) this.#table.fail(problem, () => this.load());
    }
  }

  /** The present page again in a moment, however often that is called until then. */
  loadSoon() {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      if (this.element.isConnected) this.load();
    }, BREATH_MS);
  }

  #show(page) {
    this.#next = page.cursor ?? null;
    this.#table.show(page[this.#rows]);
    this.#heardSilence(page.silent);
    const number = this.#cursors.length;
    this.pager.hidden = number === 1 && this.#next === null;
    this.where.textContent = `Page ${number}`;
    this.#buttons.previous.disabled = number === 1;
    this.#buttons.next.disabled = this.#next === null;
  }

  #turn(by) {
    if (by > 0) this.#cursors.push(this.#next);
    else this.#cursors.pop();
    return this.load();
  }
}
