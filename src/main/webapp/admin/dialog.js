import { byId, el, tell } from '../chat/dom.js';

/**
 * @typedef {object} Field
 * @property {string} name as the server calls it
 * @property {string} label
 * @property {string} [hint]
 * @property {boolean} [required]
 * @property {boolean} [long]
 * @property {number} [max] characters
 * @property {Array<[string, string]>} [choices] values and their words
 * @property {string} [value] to begin with
 */

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text what will happen
 * @property {Field[]} [fields]
 * @property {string} verb on the button that does it
 * @property {boolean} [grave] somebody is put out
 * @property {(values: Record<string, string>) => Promise<void>} run
 */

/** Asks before anything is done, and stays until it is. One question at a time. */
export class Dialog {
  #element = byId('dialog');
  #question = null;

  constructor() {
    byId('dialog-cancel').addEventListener('click', () => this.#element.close());
    byId('dialog-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#element.addEventListener('cancel', (event) => byId('dialog-do').disabled && event.preventDefault());
  }

  /** @param {Question} question */
  ask(question) {
    this.#question = question;
    byId('dialog-title').textContent = question.title;
    byId('dialog-text').textContent = question.text;
    byId('dialog-fields').replaceChildren(...(question.fields ?? []).map(row));
    byId('dialog-do').textContent = question.verb;
    byId('dialog-do').classList.toggle('grave', question.grave === true);
    this.#busy(false);
    tell(byId('dialog-error'), null);
    this.#element.showModal();
    (this.#element.querySelector('input, textarea, select') ?? byId('dialog-cancel')).focus();
  }

  async #submit() {
    const question = this.#question;
    const values = Object.fromEntries(
      (question.fields ?? []).map(({ name }) => [name, byId(`field-${name}`).value.trim()]),
    );
    const missing = (question.fields ?? []).find(({ name, required }) => required && values[name] === '');
    if (missing !== undefined) return this.#complain(`${missing.label} is needed.`, missing.name);
    this.#busy(true);
    try {
      await question.run(values);
      this.#element.close();
    } catch (problem) {
      this.#complain(problem.message, problem.field);
    } finally {
      this.#busy(false);
    }
  }

  #complain(message, name) {
    for (const input of byId('dialog-fields').querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    tell(byId('dialog-error'), message);
    const field = name ? byId(`field-${name}`) : null;
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
  }

  #busy(busy) {
    byId('dialog-do').disabled = busy;
    byId('dialog-cancel').disabled = busy;
    if (busy) byId('dialog-do').setAttribute('aria-busy', 'true');
    else byId('dialog-do').removeAttribute('aria-busy');
  }
}

function row({ name, label, hint, required, long, max, choices, value }) {
  const id = `field-${name}`;
  const attributes = {
    id,
    'data-test': id,
    'aria-describedby': hint ? `${id}-hint` : 'dialog-error',
    'aria-required': required ? 'true' : null,
    maxlength: max ?? null,
    autocomplete: 'off',
  };
  const options = (choices ?? []).map(([it, words]) => el('option', { value: it }, words));
  const input = choices
    ? el('select', attributes, ...options)
    : el(long ? 'textarea' : 'input', { ...attributes, rows: long ? 3 : null });
  if (value !== undefined) input.value = value;
  return el(
    'div',
    {},
    el('label', { for: id }, label, required ? null : el('span', { class: 'soft' }, ' (optional)')),
    input,
    hint ? el('small', { id: `${id}-hint` }, hint) : null,
  );
}
