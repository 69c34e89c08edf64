/**
 * Where one is in the console, as the part of the address behind `#`.
 *
 * @typedef {{page: string, name: string|null, query: Record<string, string>}} Place
 */

const PAGES = new Set(['overview', 'connections', 'rooms', 'users', 'events', 'limits']);
const START = { page: 'overview', name: null, query: {} };

/**
 * @param {string} hash with its `#`, or empty
 * @returns {Place} the overview for whatever is no place
 */
export function placeOf(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const slash = path.indexOf('/');
  const page = slash < 0 ? path : path.slice(0, slash);
  const name = slash < 0 ? null : decoded(path.slice(slash + 1));
  const named = page === 'users' ? name : true;
  if (!PAGES.has(page) || !named) return START;
  return { page, name: name || null, query: Object.fromEntries(new URLSearchParams(search)) };
}

/**
 * @param {string} page
 * @param {string|null} [name] of the room or user
 * @param {Record<string, string>} [query] what is empty is left out
 * @returns {string} with its `#`
 */
export function hashOf(page, name = null, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${page}${name === null ? '' : `/${encodeURIComponent(name)}`}${search}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (malformed) {
    return null; // somebody typed it
  }
}
