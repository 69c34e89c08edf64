import { byId, listed } from './dom.js';

const PAUSE_MS = 250;

/** Who is in the room that is shown, and who types there. */
export class People {
  #herald;
  #panels;
  #shown;
  #timer = null;
  #typing = new Map();

  /**
   * @param {import('../client/herald.js').Herald} herald
   * @param {import('./panels.js').Panels} panels
   * @param {() => import('./conversation.js').Conversation|null} shown
   */
  constructor(herald, panels, shown) {
    this.#herald = herald;
    this.#panels = panels;
    this.#shown = shown;
    for (const event of ['room.user_joined', 'room.user_left', 'presence.changed']) {
      herald.on(event, () => this.askSoon());
    }
    herald.on('typing', ({ room, users }) => {
      this.#typing.set(room, users);
      this.show();
    });
  }

  /** Shows what is known, without asking. */
  show() {
    const conversation = this.#shown();
    const me = this.#herald.userId;
    this.#panels.members(conversation ?? { members: [], truncated: false }, me);
    const users = (this.#typing.get(conversation?.room) ?? []).filter((user) => user !== me);
    const verb = users.length === 1 ? 'is' : 'are';
    byId('typing').textContent = users.length === 0 ? '' : `${listed(users)} ${verb} typing…`;
  }

  /** Asks the server who is there, once for a burst of comings and goings. */
  askSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask() {
    const conversation = this.#shown();
    if (conversation === null || conversation.inbox || this.#herald.state !== 'online') return;
    try {
      const { members, truncated } = await this.#herald.members(conversation.room);
      conversation.members = Array.isArray(members) ? members.filter((it) => typeof it?.userId === 'string') : [];
      conversation.truncated = truncated === true;
      this.show();
    } catch (error) {
      console.warn(`Herald: who is in ${conversation.room} is unknown: ${error.message}`); // the next change asks again
    }
  }
}
