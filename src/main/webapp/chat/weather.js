import { byId } from './dom.js';

const WORDS = { idle: 'Starting', connecting: 'Connecting', online: 'Online', waiting: 'Offline', closed: 'Closed' };

/** Shows how the connection is: a dot and a word always, a banner when there is something to know or to do. */
export class Weather {
  #timer = null;
  #failures = 0;
  #met = false;
  #pasted;

  /**
   * @param {object} options
   * @param {boolean} options.pasted whether the user brought the token, and may have to bring another
   * @param {() => void} options.retry
   * @param {() => void} options.newToken
   */
  constructor({ pasted, retry, newToken }) {
    this.#pasted = pasted;
    byId('retry').addEventListener('click', retry);
    byId('new-token').addEventListener('click', newToken);
  }

  /**
   * @param {import('../client/events.js').StateChange} change
   * @param {number} queued requests that wait for the connection
   */
  show({ state, retryInMs, error, code }, queued) {
    clearInterval(this.#timer);
    byId('state').dataset.state = state;
    byId('state-text').textContent = WORDS[state];
    this.#met ||= state === 'online';
    this.#failures = state === 'online' ? 0 : this.#failures + (state === 'waiting');
    if (state === 'waiting') this.#count(retryInMs, code, queued);
    else if (state === 'closed') this.#closed(error);
    else if (state === 'online' || this.#failures === 0) this.#banner(null);
  }

  #count(retryInMs, code, queued) {
    const refused = this.#pasted && !this.#met && this.#failures > 1;
    const kept = queued > 0 ? 'What you wrote is sent when the connection is back.' : '';
    const why = refused ? 'No connection so far: perhaps the server does not accept this token.' : reason(code);
    this.#banner(`${why} ${kept}`.trim(), 'Try now');
    byId('new-token').hidden = !refused;
    const due = Date.now() + (retryInMs ?? 0);
    const tick = () => {
      const seconds = Math.ceil((due - Date.now()) / 1000);
      byId('banner-count').textContent = seconds > 0 ? `Next try in ${seconds} s.` : 'Trying.';
    };
    tick();
    this.#timer = setInterval(tick, 1000);
  }

  #closed(error) {
    this.#banner(`${error?.message ?? 'The connection is closed'}.`, 'Connect again');
    byId('new-token').hidden = !this.#pasted;
  }

  /** The words are read aloud when they change; the seconds beside them are not. */
  #banner(text, action) {
    byId('banner').hidden = text === null;
    byId('banner-count').textContent = '';
    byId('new-token').hidden = true;
    if (text === null) return;
    if (byId('banner-text').textContent !== text) byId('banner-text').textContent = text;
    byId('retry').textContent = action;
  }
}

function reason(code) {
  if (code === 1012 || code === 1001) return 'The server restarts.';
  if (code === 1013 || code === 4029) return 'The server has too much to do.';
  return 'You are offline.';
}
