import { title } from './panels.js';

/** Tells of messages outside of the page while nobody looks at it. The browser is asked for leave only by a click. */
export class Notices {
  #herald;
  #page;
  #Notification;
  #button;

  /**
   * @param {import('../client/herald.js').Herald} herald
   * @param {object} options
   * @param {HTMLElement} options.button is there as long as there is something to ask
   * @param {Document} options.page
   * @param {typeof Notification} [options.Notification] undefined where the browser has none
   */
  constructor(herald, { button, page, Notification }) {
    this.#herald = herald;
    this.#page = page;
    this.#Notification = Notification;
    this.#button = button;
    button.addEventListener('click', () => this.#ask());
    herald.on('message', (message) => this.#heard(message));
    this.#offer();
  }

  async #ask() {
    await this.#Notification.requestPermission();
    this.#offer();
  }

  #offer() {
    this.#button.hidden = this.#Notification?.permission !== 'default';
  }

  #heard({ room, from, data }) {
    const own = from?.userId === this.#herald.userId;
    if (own || !this.#page.hidden || this.#Notification?.permission !== 'granted') return;
    const said = typeof data.content === 'string' ? data.content : 'sent something';
    const notice = new this.#Notification(title(room), { body: `${from?.userId}: ${said}`, tag: room });
    notice.onclick = () => this.#page.defaultView.focus();
  }
}
