import { Timer } from './clock.js';

const GROWTH = 2;
const MOST_GROWN = 16;
const LOOK_MS = 200;
const MOST_LOOKS = 25;

/** Tries now and then, beside a connection that is second best, whether the best way works by now. */
export class Ascent {
  #timer;
  #patienceMs;
  #hooks;
  #socket = null;
  #over = false;
  #waitMs;
  #mostMs;

  /**
   * Begins.
   *
   * @param {object} options
   * @param {import('./clock.js').Clock} options.clock
   * @param {number} options.patienceMs for a greeting
   * @param {number} options.firstMs before the first try; the later waits are each twice as long, up to 16 times
   * @param {(ears: object) => Promise<object>} options.open opens a socket in the best way
   * @param {() => boolean} options.idle whether no answer is awaited, so that nothing is lost by changing over
   * @param {(socket: object, frames: unknown[]) => void} options.risen is handed the new socket, and what has come from it
   */
  constructor({ clock, patienceMs, firstMs, ...hooks }) {
    this.#timer = new Timer(clock);
    this.#patienceMs = patienceMs;
    this.#hooks = hooks;
    this.#waitMs = firstMs;
    this.#mostMs = firstMs * MOST_GROWN;
    this.#wait();
  }

  stop() {
    this.#over = true;
    this.#giveUp();
  }

  #wait() {
    this.#timer.arm(this.#waitMs, () => this.#try());
    this.#waitMs = Math.min(this.#mostMs, this.#waitMs * GROWTH);
  }

  async #try() {
    const frames = [];
    const received = (frame) => {
      frames.push(frame);
      if (frames.length === 1) this.#rise(frames, 0);
    };
    const nothing = () => {};
    const closed = () => this.#failed();
    let socket;
    try {
      socket = await this.#hooks.open({ received, closed, alive: nothing, stands: nothing });
    } catch {
      return this.#failed(); // no token, as like as not: the connection that there is will tell
    }
    if (this.#over) return socket.drop(1000, 'no longer needed');
    this.#socket = socket;
    return this.#timer.arm(this.#patienceMs, closed);
  }

  /** Changes over once nothing is under way, or after 5 seconds all the same. */
  #rise(frames, looks) {
    if (!this.#hooks.idle() && looks < MOST_LOOKS) {
      return this.#timer.arm(LOOK_MS, () => this.#rise(frames, looks + 1));
    }
    const socket = this.#socket;
    this.#socket = null;
    return this.#hooks.risen(socket, frames);
  }

  #failed() {
    this.#giveUp();
    if (!this.#over) this.#wait();
  }

  #giveUp() {
    this.#timer.disarm();
    this.#socket?.drop(1000, 'no longer needed');
    this.#socket = null;
  }
}
