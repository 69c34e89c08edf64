import { byId, tell } from './dom.js';

const MOST_ROWS = 6;

/** Where one writes: a new message, a reply, or another wording of an old one. */
export class Composer {
  #form = byId('composer-form');
  #text = byId('composer');
  #actions;
  #editing = null;
  #replyTo = null;
  #draft = '';

  /**
   * @param {object} actions
   * @param {(content: string, replyTo: string|null) => void} actions.send
   * @param {(message: object, content: string) => void} actions.edit
   * @param {() => void} actions.typing a key was struck
   * @param {() => void} actions.quiet the text is gone
   * @param {() => object|null} actions.lastOwn our newest message, to edit it
   */
  constructor(actions) {
    this.#actions = actions;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('cancel').addEventListener('click', () => this.reset());
    this.#text.addEventListener('input', () => {
      this.#grow();
      this.complain(null);
      if (this.#editing !== null) return;
      if (this.#text.value.trim() === '') actions.quiet();
      else actions.typing();
    });
    this.#text.addEventListener('keydown', (event) => this.#key(event));
  }

  /** @param {boolean} open false where nobody may write */
  enable(open) {
    this.#form.querySelector('.compose-row').hidden = !open;
    this.reset();
  }

  /** @param {object} message to answer */
  reply(message) {
    this.reset();
    this.#replyTo = message.eventId;
    this.#about(`Replying to ${message.own ? 'yourself' : message.user}: ${excerpt(message)}`);
  }

  /** @param {object} message of our own, to word differently */
  edit(message) {
    this.reset();
    this.#draft = this.#text.value;
    this.#editing = message;
    this.#text.value = message.content;
    this.#about('Editing your message');
  }

  /** Neither reply nor edit any more; a draft that an edit pushed aside comes back. */
  reset() {
    if (this.#editing !== null) this.#text.value = this.#draft;
    this.#editing = null;
    this.#replyTo = null;
    this.complain(null);
    byId('context').hidden = true;
    this.#grow();
  }

  /** @param {string|null} problem for people; null when it is over */
  complain(problem) {
    tell(byId('notice'), problem);
  }

  focus() {
    if (matchMedia('(hover: hover)').matches) this.#text.focus(); // elsewhere it would call the keyboard up
  }

  #about(text) {
    byId('context-text').textContent = text;
    byId('context').hidden = false;
    this.#grow();
    this.#text.focus();
  }

  #submit() {
    const content = this.#text.value.trim();
    if (content === '') return;
    const [editing, replyTo] = [this.#editing, this.#replyTo];
    this.#text.value = '';
    this.reset();
    if (editing !== null) {
      if (content !== editing.content) this.#actions.edit(editing, content);
    } else {
      this.#actions.quiet();
      this.#actions.send(content, replyTo);
    }
    this.#text.focus();
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'Escape' && !byId('context').hidden) {
      event.stopPropagation();
      this.reset();
    } else if (event.key === 'ArrowUp' && this.#text.value === '') {
      const message = this.#actions.lastOwn();
      if (message === null) return;
      event.preventDefault();
      this.edit(message);
    }
  }

  #grow() {
    this.#text.rows = Math.min(MOST_ROWS, this.#text.value.split('\n').length);
  }
}

function excerpt({ content }) {
  const text = typeof content === 'string' ? content : 'data';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
