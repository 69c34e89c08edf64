import { el } from '../chat/dom.js';
import { moment, span } from './format.js';
import { hashOf } from './route.js';

/** @param {string} userId @returns {HTMLElement} the way to the user's page */
export const userLink = (userId) =>
  el('a', { href: hashOf('users', userId), class: 'name', 'data-test': 'user-link' }, userId);

/** @param {string} room @returns {HTMLElement} the way to the room's page; personal rooms are a user's */
export function roomLink(room) {
  const href = room.startsWith('@') ? hashOf('users', room.slice(1)) : hashOf('rooms', room);
  return el('a', { href, class: 'name', 'data-test': 'room-link' }, room);
}

/** @param {number} since Unix milliseconds @param {number} now @returns {HTMLElement} how long that is */
export function age(since, now) {
  const minutes = Math.floor((now - since) / 60_000) * 60_000;
  const words = minutes < 60_000 ? '< 1 min' : span(minutes);
  return el('time', { datetime: new Date(since).toISOString(), title: moment(since) }, words);
}

/**
 * @param {string} label
 * @param {string} test
 * @param {() => void} click
 * @param {string} [name] said aloud in place of the label
 */
export function button(label, test, click, name = null) {
  return el('button', { type: 'button', class: 'quiet', 'data-test': test, 'aria-label': name, on: { click } }, label);
}

/**
 * @param {string[]} rooms
 * @param {number} count how many there are
 * @returns {Array<Node|string>} the first few, and how many more
 */
export function someRooms(rooms, count) {
  const shown = rooms.filter((room) => !room.startsWith('@')).slice(0, 3);
  const personal = rooms.length - rooms.filter((room) => !room.startsWith('@')).length;
  const more = count - shown.length - personal;
  const links = shown.flatMap((room, at) => (at === 0 ? [roomLink(room)] : [', ', roomLink(room)]));
  if (links.length === 0 && more <= 0) return [el('span', { class: 'soft' }, 'none')];
  return more > 0 ? [...links, el('span', { class: 'soft' }, ` +${more}`)] : links;
}

/** @param {Array<[string, Node|string]>} pairs @returns {HTMLElement} names and values */
export function facts(pairs) {
  return el(
    'dl',
    { class: 'facts' },
    ...pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}
