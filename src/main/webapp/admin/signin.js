import { byId, tell } from '../chat/dom.js';

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** The door: a token, the login that the browser has at the server, or in development mode a name. */
export class SignIn {
  #enter;
  #withName = false;

  /**
   * @param {(who: import('./credentials.js').Who) => Promise<void>} enter rejects when the server does not let them
   *   in
   */
  constructor(enter) {
    this.#enter = enter;
    byId('signin').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('use-name').addEventListener('click', () => this.#show(!this.#withName));
    byId('use-login').addEventListener('click', () => this.#try({}, 'use-login'));
  }

  /** @param {string|null} problem why we are here again */
  open(problem) {
    byId('door').hidden = false;
    this.#show(false);
    tell(byId('door-error'), problem);
  }

  close() {
    byId('door').hidden = true;
    byId('token').value = '';
  }

  #show(withName) {
    this.#withName = withName;
    byId('name-row').hidden = !withName;
    byId('token-row').hidden = withName;
    byId('use-name').textContent = withName ? 'Use a token' : 'Development server';
    tell(byId('door-error'), null);
    byId(withName ? 'name' : 'token').focus();
  }

  #submit() {
    const field = this.#withName ? 'name' : 'token';
    const value = byId(field).value.trim();
    if (this.#withName && value === '') return this.#complain(field, 'A name, please.');
    if (!this.#withName && !JWT.test(value)) {
      return this.#complain(field, 'That is no JWT: three parts with dots between them.');
    }
    return this.#try({ [field]: value }, field);
  }

  async #try(who, field) {
    this.#busy(true);
    try {
      await this.#enter(who);
    } catch (problem) {
      const stranger = who.token === undefined && who.name === undefined && problem.status === 401;
      this.#complain(field, stranger ? 'The server knows no login of this browser.' : problem.message);
    } finally {
      this.#busy(false);
    }
  }

  #busy(busy) {
    for (const button of ['enter', 'use-login']) byId(button).disabled = busy;
    byId('signin').setAttribute('aria-busy', String(busy));
  }

  #complain(field, problem) {
    byId('door').hidden = false;
    tell(byId('door-error'), problem);
    this.#busy(false);
    byId(field).focus();
  }
}
