import { byId, el } from './dom.js';

/**
 * Fills the place of the messages while there are none.
 *
 * @param {string|null} head null when there is nothing to say
 * @param {string} [text]
 */
export function hint(head, text = '') {
  byId('hint').hidden = head === null;
  byId('hint').replaceChildren(...(head === null ? [] : [el('strong', {}, head), text]));
}

/** @param {import('./conversation.js').Conversation} conversation that is shown */
export function hintFor({ phase, problem, messages, room, inbox }) {
  if (phase === 'failed') hint('The messages could not be loaded', problem);
  else if (messages.size > 0) hint(null);
  else if (phase === 'loading') hint('Loading…');
  else if (inbox) hint('Nothing for you yet', 'Direct messages and notifications arrive here.');
  else hint('Nothing said yet', `Be the first in ${room}.`);
}
