import { byId, tell } from './dom.js';
import { NoDevTokens, devToken } from './token.js';

/** The door: a name, or where the server hands out no tokens, a token. */
export class SignIn {
  #enter;
  #withToken = false;

  /** @param {(who: {name: string|null, token: string|null}) => void} enter */
  constructor(enter) {
    this.#enter = enter;
    byId('signin-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('use-token').addEventListener('click', () => this.#show(!this.#withToken));
  }

  /** @param {string|null} problem why we are here again: then a token is asked for */
  open(problem) {
    byId('signin').hidden = false;
    this.#show(problem !== null);
    tell(byId('signin-error'), problem);
  }

  close() {
    byId('signin').hidden = true;
    byId('token').value = '';
    tell(byId('signin-error'), null);
  }

  #show(withToken) {
    this.#withToken = withToken;
    byId('name-row').hidden = withToken;
    byId('token-row').hidden = !withToken;
    byId('use-token').textContent = withToken ? 'Use a name instead' : 'Use a token instead';
    tell(byId('signin-error'), null);
    byId(withToken ? 'token' : 'name').focus();
  }

  async #submit() {
    const name = byId('name').value.trim();
    const token = byId('token').value.trim();
    if (this.#withToken) {
      if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) this.#enter({ name: null, token });
      else this.#complain('token', 'That is no JWT: three parts with dots between them.');
      return;
    }
    if (name === '') return this.#complain('name', 'A name, please.');
    byId('enter').disabled = true;
    try {
      await devToken(name);
      this.#enter({ name, token: null });
    } catch (error) {
      if (error instanceof NoDevTokens) {
        this.#show(true);
        this.#complain('token', 'This server hands out no demo tokens. Paste one of yours.');
      } else {
        this.#complain('name', error.message);
      }
    } finally {
      byId('enter').disabled = false;
    }
  }

  #complain(field, problem) {
    tell(byId('signin-error'), problem);
    byId(field).focus();
  }
}
