/** What tabs of one browser have in common: locks and channels, as far as the client uses them. */
export class Browser {
  #locks = new Map();
  #channels = new Set();

  /** A tab: options for a client in it, and a way to close it without a word. */
  tab() {
    const held = new Set();
    const channels = new Set();
    const browser = this;
    class Channel {
      onmessage = null;

      constructor(name) {
        this.name = name;
        channels.add(this);
        browser.#channels.add(this);
      }

      postMessage(data) {
        const copy = structuredClone(data);
        for (const other of browser.#channels) {
          if (other === this || other.name !== this.name) continue;
          setImmediate(() => browser.#channels.has(other) && other.onmessage?.({ data: copy }));
        }
      }

      close() {
        browser.#channels.delete(this);
      }
    }
    const request = (name, options, run) => {
      const [how, callback] = typeof options === 'function' ? [{}, options] : [options, run];
      return this.#request(held, name, how, callback);
    };
    const close = () => {
      for (const channel of channels) channel.close();
      for (const one of held) one.end();
    };
    return { options: { share: true, locks: { request }, BroadcastChannel: Channel }, close, channels };
  }

  /** How many wait for a lock. */
  get waiting() {
    return [...this.#locks.values()].flat().filter(({ granted }) => !granted).length;
  }

  #request(held, name, { ifAvailable, steal, signal }, callback) {
    const queue = this.#locks.get(name) ?? [];
    this.#locks.set(name, queue);
    return new Promise((resolve, reject) => {
      const one = { callback, resolve, reject, granted: false };
      one.end = () => {
        held.delete(one);
        const at = queue.indexOf(one);
        if (at >= 0) queue.splice(at, 1);
        this.#grant(queue);
      };
      if (ifAvailable && queue.length > 0) return resolve(callback(null));
      held.add(one);
      if (steal) {
        for (const other of queue.filter(({ granted }) => granted)) {
          other.end();
          other.reject(new DOMException('stolen', 'AbortError'));
        }
        queue.unshift(one);
      } else {
        queue.push(one);
      }
      signal?.addEventListener('abort', () => {
        if (one.granted) return;
        one.end();
        reject(signal.reason);
      });
      return this.#grant(queue);
    });
  }

  #grant(queue) {
    const [first] = queue;
    if (first === undefined || first.granted) return;
    first.granted = true;
    setImmediate(async () => {
      try {
        first.resolve(await first.callback({}));
      } catch (error) {
        first.reject(error);
      } finally {
        first.end();
      }
    });
  }
}
