import { Timer } from './clock.js';
import { Hub } from './hub.js';

const HELLO_MS = 5000;

/**
 * One connection for all tabs of a page. The tab that holds a lock of the browser (Web Locks) leads: it has the connection,
 * and serves the others over a `BroadcastChannel`. The lock goes to another tab when its holder is closed; then all come back as
 * after a broken connection, each room from where it was.
 */
export class Sharing {
  #settings;
  #name;
  #tab;
  #channel;
  #lease = null;
  #hub = null;
  #follower = null;
  #waiting = new Map();
  #watched = new Set();
  #over = new AbortController();
  #ready;

  /** @param {object} settings */
  constructor(settings) {
    const { url, share, BroadcastChannel } = settings;
    this.#settings = settings;
    this.#name = `herald ${url} ${share === true ? '' : share}`;
    this.#tab = settings.newId();
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#heard(data);
    this.#ready = this.#begin();
  }

  /**
   * @param {(ears: object) => Promise<object>} open opens a connection of our own
   * @param {object} hooks
   * @returns {Promise<object>} a socket, which may be that of another tab
   */
  async dial(open, hooks) {
    await this.#ready;
    if (this.#lease === null) return this.#follow(hooks);
    const hub = new Hub({
      post: (message) => this.#channel.postMessage(message),
      ready: (one) => this.#lead(one),
      gone: (one) => this.#hub === one && (this.#hub = null),
    });
    await hub.open(open, hooks);
    return hub;
  }

  /** Takes part no more. */
  release() {
    this.#hub?.drop(1000, 'another tab leads');
    this.#over.abort();
    this.#lease?.();
    this.#channel.close();
  }

  /** That we are there is told by a lock of our own; whether we lead, by the one that there is for all. */
  async #begin() {
    const { locks } = this.#settings;
    await new Promise((held) => {
      const alive = () => {
        held();
        return new Promise((resolve) => this.#over.signal.addEventListener('abort', resolve));
      };
      locks.request(`${this.#name} ${this.#tab}`, alive).catch(held);
    });
    await new Promise((known) => {
      this.#request({ ifAvailable: true }, known);
    });
    if (this.#lease === null) this.#request({ signal: this.#over.signal });
  }

  /** Asks for the lock, and holds it until we are done or it is taken away. */
  async #request(options, known = () => {}) {
    try {
      await this.#settings.locks.request(this.#name, options, (lock) => {
        const held = lock === null ? undefined : new Promise((resolve) => this.#begun(resolve));
        known();
        return held;
      });
    } catch (error) {
      if (error.name !== 'AbortError') this.#lease ??= () => {}; // no locks in this place: everybody for themselves
      else if (!this.#over.signal.aborted) this.#deposed();
      known();
    }
  }

  #begun(resolve) {
    this.#lease = resolve;
    if (this.#over.signal.aborted) return resolve();
    this.#channel.postMessage({ to: '*', leads: this.#tab });
    return this.#moved();
  }

  /** Another tab took us for dead. */
  #deposed() {
    this.#lease = null;
    const hub = this.#hub;
    this.#hub = null;
    hub?.end(1012, 'another tab leads', 'moved', 0);
    this.#request({ signal: this.#over.signal });
  }

  /** A connection of ours is there; one beside it is only the next. */
  #lead(hub) {
    this.#hub ??= hub;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [tab, talk] of waiting) this.#hub.hello(tab, talk);
  }

  #follow(hooks) {
    const { clock, newId } = this.#settings;
    const post = (message) => this.#channel.postMessage({ to: 'leader', from: this.#tab, ...message });
    const seize = () => this.#request({ steal: true });
    this.#follower = new Follower({ talk: newId(), post, clock, seize }, hooks);
    return this.#follower;
  }

  /** Whoever leads is another now. */
  #moved() {
    const follower = this.#follower;
    this.#follower = null;
    follower?.end(1012, 'another tab leads', 'moved', 0);
  }

  #heard(message) {
    if (message.leads !== undefined) {
      if (this.#lease === null) this.#moved();
    } else if (message.to === this.#tab) {
      this.#follower?.heard(message);
    } else if (message.to === 'leader' && this.#lease !== null) {
      this.#serve(message);
    }
  }

  #serve({ from, talk, frame, bye }) {
    if (bye) this.#gone(from, talk);
    else if (frame !== undefined) this.#hub?.asked(from, talk, frame);
    else this.#welcome(from, talk);
  }

  #welcome(tab, talk) {
    this.#channel.postMessage({ to: tab, talk, wait: true });
    if (this.#hub === null) this.#waiting.set(tab, talk);
    else this.#hub.hello(tab, talk);
    if (!this.#watched.has(tab)) this.#watch(tab);
  }

  /** The lock is granted when the tab is gone, in whatever way; or not at all, when we are. */
  async #watch(tab) {
    this.#watched.add(tab);
    const gone = () => this.#gone(tab);
    await this.#settings.locks.request(`${this.#name} ${tab}`, { signal: this.#over.signal }, gone).catch(() => {});
    this.#watched.delete(tab);
  }

  #gone(tab, talk) {
    this.#waiting.delete(tab);
    this.#hub?.bye(tab, talk);
  }
}

/** The end of a connection that another tab has. */
class Follower {
  way = 'tab';
  #talk;
  #post;
  #hooks;
  #seize;
  #hello;

  constructor({ talk, post, clock, seize }, hooks) {
    this.#talk = talk;
    this.#post = post;
    this.#hooks = hooks;
    this.#hello = new Timer(clock);
    this.#seize = seize;
    this.#ask();
  }

  #ask() {
    this.#hello.arm(HELLO_MS, this.#seize);
    this.#post({ talk: this.#talk });
  }

  send(frame) {
    this.#post({ talk: this.#talk, frame });
  }

  drop() {
    this.#hello.disarm();
    if (this.#hooks !== null) this.#post({ talk: this.#talk, bye: true });
    this.#hooks = null;
  }

  heard({ talk, wait, frame, stands, closed }) {
    if (talk !== this.#talk) return;
    this.#hello.disarm();
    if (wait && this.#hooks !== null) this.#wait();
    if (frame !== undefined) this.#hooks?.received(frame);
    if (stands !== undefined) this.#hooks?.stands(stands);
    if (closed !== undefined) this.end(...closed);
  }

  /** The tab that leads is there, but has no connection yet. As long as it says so, there is nothing better to do. */
  #wait() {
    this.#hooks.patient();
    this.#hello.arm(HELLO_MS, () => this.#ask());
  }

  end(...how) {
    const hooks = this.#hooks;
    this.#hooks = null;
    this.#hello.disarm();
    hooks?.closed(...how);
  }
}
