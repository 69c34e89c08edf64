/**
 * Makes an element. Text goes in as text, never as markup.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes] a null is left out; `on` maps event names to handlers
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
export function el(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * @param {string} id
 * @returns {HTMLElement} the element of the page with that id
 */
export const byId = (id) => document.getElementById(id);

/**
 * @param {HTMLElement} element
 * @param {string|null} text shown if there is any, otherwise the element is hidden
 */
export function tell(element, text) {
  element.textContent = text ?? '';
  element.hidden = text === null;
}

/**
 * A round picture of a user: the first letter on one of eight colours.
 *
 * @param {string} user
 * @param {string} [status] `online`, `away` or `busy`; shown as a dot
 * @returns {HTMLElement}
 */
export function avatar(user, status) {
  let sum = 0;
  for (const character of user) sum = (sum * 31 + character.codePointAt(0)) % 4096;
  const letter = [...user][0] ?? '?';
  return el('span', { class: `avatar tint-${sum % 8}`, 'aria-hidden': 'true', 'data-status': status }, letter);
}

/**
 * @param {string[]} names
 * @returns {string} `a`, `a and b`, `a, b and 3 others`
 */
export function listed(names) {
  if (names.length < 3) return names.join(' and ');
  if (names.length === 3) return `${names[0]}, ${names[1]} and ${names[2]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} others`;
}
