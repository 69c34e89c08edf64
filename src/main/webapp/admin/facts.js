import { counted, span } from './format.js';

/**
 * A line of the audit log.
 *
 * @typedef {{time: string, node: string, event: string, user?: string, connection?: string,
 *   address?: string, by?: string, door?: string, code?: number|string, reason?: string,
 *   seconds?: number, action?: string, room?: string,
 *   tokenId?: string, target?: string, outcome?: string, connections?: number, count?: number, transport?: string,
 *   request?: string}} Fact
 */

/** The kinds of facts, as people call them. */
export const KINDS = {
  connected: 'Connected',
  disconnected: 'Disconnected',
  refused: 'Refused',
  admin: 'Administrator',
  omitted: 'Left out',
};

const DEEDS = { kick: 'Kick', revoke: 'Revoke', announce: 'Announce', drain: 'Drain', 'cancel-drain': 'Cancel drain' };

const SENTENCES = {
  connected: (it) => [it.address && `from ${it.address}`, it.transport && `by ${it.transport}`],
  disconnected: (it) => [
    it.seconds !== undefined && (it.seconds === 0 ? 'at once' : `after ${span(it.seconds * 1000)}`),
    `with ${it.code}${it.reason ? `: ${it.reason}` : ''}`,
  ],
  refused: (it) => [
    it.address && `from ${it.address}`,
    it.door && `at ${it.door}`,
    `as ${it.code}${it.reason ? `: ${it.reason}` : ''}`,
    it.request && `(${it.request})`,
  ],
  admin: (it) => [
    DEEDS[it.action] ?? it.action,
    it.connection ?? it.tokenId ?? (it.action === 'kick' || it.action === 'revoke' ? it.user : null),
    it.room && `out of ${it.room}`,
    it.target && (it.target === '*' ? 'all nodes' : it.target),
    it.outcome === 'done' ? `– done, ${counted(it.connections ?? 0, 'connection')}` : `– ${it.outcome}`,
  ],
  omitted: (it) => [`${counted(it.count ?? 0, 'more event')} in a moment`],
};

/**
 * @param {Fact} fact
 * @returns {string} what happened, beside who it happened to or who did it
 */
export function told(fact) {
  const words = SENTENCES[fact.event]?.(fact) ?? [fact.event];
  return words.filter(Boolean).join(' ');
}

/** @param {Fact} fact @returns {string|null} whose doing it is */
export const actor = (fact) => (fact.event === 'admin' ? (fact.by ?? null) : (fact.user ?? null));

/**
 * @param {Fact} fact
 * @param {string} kind of `KINDS`, or empty for all
 * @param {string} text that has to be in it somewhere, whatever its case
 * @returns {boolean}
 */
export function matches(fact, kind, text) {
  if (kind !== '' && fact.event !== kind) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || Object.values(fact).some((value) => String(value).toLowerCase().includes(wanted));
}
