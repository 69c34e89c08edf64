/** What this tab keeps over a reload. `sessionStorage`, so that it ends with the tab. */
const KEY = 'herald.admin';
const NOTHING = { who: null, problem: null };

/**
 * @returns {{who: import('./credentials.js').Who|null, problem: string|null}} `problem`: why we are at the door
 *   again
 */
export function kept() {
  try {
    return { ...NOTHING, ...JSON.parse(sessionStorage.getItem(KEY)) };
  } catch (unusable) {
    return NOTHING; // storage is switched off, or holds what we did not write: start afresh
  }
}

/** @param {{who?: import('./credentials.js').Who, problem?: string}} what in place of what was kept */
export function keep(what) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(what));
  } catch (full) {
    console.warn('This tab cannot stay signed in over a reload', full);
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch (unusable) {
    return; // without storage there is nothing to forget
  }
}
