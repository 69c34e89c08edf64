import { el } from '../chat/dom.js';

/**
 * @template R
 * @typedef {object} Column
 * @property {string} label
 * @property {(row: R) => Node|string|null|Array<Node|string|null>} cell
 * @property {boolean} [number] aligned as numbers are
 * @property {boolean} [head] names the row
 * @property {boolean} [wide] broken into lines last
 * @property {boolean} [bare] a column of buttons: its label is only read aloud
 */

/**
 * Rows under headings, and what is shown in place of rows: that they are on their way, that there are none, or that
 * they could not be had. When rows are shown anew, cells that have not changed stay the elements that they were, so
 * that nobody's focus or click gets lost. Roles are given in words, for narrow screens show rows as cards.
 *
 * @template R
 */
export class Table {
  element;

  #columns;
  #key;
  #empty;
  #body;
  #table;
  #state;

  /**
   * @param {object} options
   * @param {string} options.caption
   * @param {Column<R>[]} options.columns
   * @param {(row: R) => string} options.key
   * @param {() => string} options.empty said where there are no rows
   * @param {string} options.test
   */
  constructor({ caption, columns, key, empty, test }) {
    this.#columns = columns;
    this.#key = key;
    this.#empty = empty;
    this.#body = el('tbody', { role: 'rowgroup' });
    this.#table = el(
      'table',
      { role: 'table', 'data-test': test },
      el('caption', { class: 'unseen' }, caption),
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...columns.map(heading))),
      this.#body,
    );
    this.#state = el('div', { class: 'state', 'data-test': `${test}-state` });
    this.element = el('div', { class: 'rows' }, this.#table, this.#state);
    this.loading();
  }

  /** Rows that are there already stay. */
  loading() {
    this.element.setAttribute('aria-busy', 'true');
    if (this.#body.children.length === 0) this.#say(el('p', { class: 'soft' }, 'Loading…'));
  }

  /** @param {R[]} rows */
  show(rows) {
    this.element.removeAttribute('aria-busy');
    const known = new Map([...this.#body.children].map((row) => [row.dataset.key, row]));
    const wanted = rows.map((row) => this.#row(row, known.get(this.#key(row))));
    for (const row of known.values()) if (!wanted.includes(row)) row.remove();
    wanted.forEach((row, at) => {
      if (this.#body.children[at] !== row) this.#body.insertBefore(row, this.#body.children[at] ?? null);
    });
    this.#say(rows.length === 0 ? el('p', { class: 'soft', 'data-test': 'empty' }, this.#empty()) : null);
  }

  /** @param {Error} problem @param {() => void} again */
  fail(problem, again) {
    this.element.removeAttribute('aria-busy');
    this.#body.replaceChildren();
    this.#say(
      el(
        'div',
        { role: 'alert', 'data-test': 'problem' },
        el('p', { class: 'bad' }, problem.message),
        el('button', { type: 'button', class: 'quiet', on: { click: again } }, 'Try again'),
      ),
    );
  }

  #say(content) {
    this.#state.replaceChildren(...(content === null ? [] : [content]));
    this.#table.hidden = content !== null;
  }

  #row(row, old) {
    const cells = this.#columns.map((column) => cell(column, row));
    if (old === undefined) return el('tr', { role: 'row', 'data-key': this.#key(row) }, ...cells);
    cells.forEach((fresh, at) => {
      if (!fresh.isEqualNode(old.children[at])) old.replaceChild(fresh, old.children[at]);
    });
    return old;
  }
}

function heading({ label, number, bare }) {
  const attributes = { role: 'columnheader', scope: 'col', class: number ? 'number' : null };
  return el('th', attributes, bare ? el('span', { class: 'unseen' }, label) : label);
}

function cell({ label, cell: content, number, head, bare, wide }, row) {
  const classes = [number && 'number', head && 'first', bare && 'buttons', wide && 'wide'].filter(Boolean).join(' ');
  return el(
    head ? 'th' : 'td',
    {
      role: head ? 'rowheader' : 'cell',
      scope: head ? 'row' : null,
      class: classes || null,
      'data-label': bare ? null : label,
    },
    ...[content(row)].flat(),
  );
}
