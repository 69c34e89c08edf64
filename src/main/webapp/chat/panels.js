import { avatar, byId, el } from './dom.js';

const STATUS_WORDS = { online: 'Online', away: 'Away', busy: 'Busy' };

/** What stands beside the conversation: rooms, people, and on small screens the drawers they live in. */
export class Panels {
  #actions;
  #opener = null;

  /**
   * @param {object} actions
   * @param {(room: string) => void} actions.open
   * @param {(room: string) => void} actions.join
   * @param {(room: string) => void} actions.leave
   * @param {(status: string) => void} actions.status
   * @param {() => void} actions.signOut
   */
  constructor(actions) {
    this.#actions = actions;
    for (const opener of document.querySelectorAll('[data-opens]')) {
      opener.addEventListener('click', () => this.#slide(opener));
    }
    for (const closer of document.querySelectorAll('[data-close]')) {
      closer.addEventListener('click', () => this.close());
    }
    byId('shade').addEventListener('click', () => this.close());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.close());
    byId('status-select').addEventListener('change', ({ target }) => actions.status(target.value));
    byId('sign-out').addEventListener('click', () => actions.signOut());
    byId('join-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const room = byId('room-input').value.trim();
      if (room !== '') actions.join(room);
      byId('room-input').value = '';
    });
  }

  /** @param {string} user who we are */
  me(user) {
    byId('me').textContent = user;
    byId('me-avatar').replaceChildren(avatar(user));
  }

  /**
   * @param {import('./conversation.js').Conversation[]} conversations
   * @param {string|null} here the room that is shown
   */
  rooms(conversations, here) {
    const focused = document.activeElement?.closest?.('.room')?.dataset.room;
    byId('rooms').replaceChildren(...conversations.map((conversation) => this.#room(conversation, here)));
    const again = [...byId('rooms').children].find(({ dataset }) => dataset.room === focused);
    again?.firstChild.focus();
    const elsewhere = conversations.filter(({ room }) => room !== here).reduce((sum, { unread }) => sum + unread, 0);
    byId('elsewhere').hidden = elsewhere === 0;
    byId('elsewhere').textContent = String(elsewhere);
    const all = conversations.reduce((sum, { unread }) => sum + unread, 0);
    document.title = `${all > 0 ? `(${all}) ` : ''}${here === null ? '' : `${title(here)} · `}Herald`;
  }

  /** @param {import('./conversation.js').Conversation} conversation @param {string} me */
  members({ members, truncated }, me) {
    byId('member-count').textContent = members.length === 0 ? '' : `${members.length}${truncated ? '+' : ''}`;
    const order = (a, b) => (b.userId === me) - (a.userId === me) || a.userId.localeCompare(b.userId);
    const people = [...members].sort(order);
    byId('members').replaceChildren(...people.map((person) => this.#member(person, me)));
  }

  close() {
    if (this.#opener === null) return;
    byId(this.#opener.dataset.opens).classList.remove('open');
    this.#opener.setAttribute('aria-expanded', 'false');
    byId('shade').hidden = true;
    this.#opener.focus();
    this.#opener = null;
  }

  #slide(opener) {
    this.close();
    this.#opener = opener;
    const panel = byId(opener.dataset.opens);
    panel.classList.add('open');
    opener.setAttribute('aria-expanded', 'true');
    byId('shade').hidden = false;
    panel.querySelector('[data-close]').focus();
  }

  #room({ room, unread, inbox }, here) {
    const open = () => {
      this.close();
      this.#actions.open(room);
    };
    const current = room === here ? 'page' : null;
    const counting = { class: 'count', 'data-test': 'unread', 'aria-label': `${unread} unread` };
    const count = el('span', counting, String(unread));
    const opener = el(
      'button',
      {
        class: inbox ? 'room-open inbox' : 'room-open',
        type: 'button',
        'aria-current': current,
        'data-test': 'open-room',
        on: { click: open },
      },
      el('span', { class: 'room-name' }, title(room)),
      unread > 0 ? count : null,
    );
    const leave = { class: 'button quiet leave', type: 'button', 'aria-label': `Leave ${room}`, 'data-test': 'leave' };
    const leaver = inbox ? null : el('button', { ...leave, on: { click: () => this.#actions.leave(room) } }, 'Leave');
    const classes = current === null ? 'room' : 'room here';
    return el('li', { class: classes, 'data-test': 'room', 'data-room': room }, opener, leaver);
  }

  #member({ userId, status, text, connections }, me) {
    const known = STATUS_WORDS[status] === undefined ? 'online' : status;
    const notes = [
      known === 'online' ? null : STATUS_WORDS[known],
      text,
      connections > 1 ? `${connections} connections` : null,
    ].filter(Boolean);
    return el(
      'li',
      { class: 'member', 'data-test': 'member', 'data-user': userId, 'data-status': known },
      avatar(userId, known),
      el(
        'span',
        { class: 'member-name' },
        userId,
        userId === me ? el('span', { class: 'soft' }, ' (you)') : null,
        notes.length > 0 ? el('span', { class: 'member-note' }, notes.join(' · ')) : null,
      ),
    );
  }
}

/**
 * @param {string} room
 * @returns {string} its name for people
 */
export function title(room) {
  return room.startsWith('@') ? 'Inbox' : room;
}
