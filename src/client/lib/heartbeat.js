import { Timer } from './clock.js';

const LEAST_MS = 1000;
const MOST_MS = 600000;
const PROBE_MS = 5000;

/** Finds out that a connection is dead although nobody has said so: a browser cannot send ping frames. */
export class Heartbeat {
  #clock;
  #timer;
  #ping;
  #dead;
  #intervalMs = 0;
  #timeoutMs = 0;
  #heardAt = 0;
  #pingAt = 0;
  #provenBy = Infinity;

  /**
   * @param {object} options
   * @param {import('./clock.js').Clock} options.clock
   * @param {() => void} options.ping asks for a sign of life
   * @param {() => void} options.dead called once when the silence has lasted too long
   */
  constructor({ clock, ping, dead }) {
    this.#clock = clock;
    this.#timer = new Timer(clock);
    this.#ping = ping;
    this.#dead = dead;
  }

  /**
   * @param {object} [rhythm] of the `connected` event; what is missing or absurd is replaced
   * @param {number} [rhythm.intervalMs] between two pings, milliseconds
   * @param {number} [rhythm.timeoutMs] of silence, after which the connection counts as dead, milliseconds
   */
  start(rhythm) {
    this.#intervalMs = sane(rhythm?.intervalMs, 30000);
    this.#timeoutMs = Math.max(sane(rhythm?.timeoutMs, 90000), this.#intervalMs + LEAST_MS);
    this.#heardAt = this.#clock.now();
    this.#pingAt = this.#heardAt + this.#intervalMs;
    this.#provenBy = Infinity;
    this.#arm();
  }

  stop() {
    this.#timer.disarm();
  }

  /** A frame came, whichever. */
  heard() {
    this.#heardAt = this.#clock.now();
    this.#provenBy = Infinity;
  }

  /** Something makes us doubt: a sign of life has to come within 5 s. */
  doubt() {
    this.#provenBy = Math.min(this.#provenBy, this.#clock.now() + PROBE_MS);
    this.#ping();
    this.#arm();
  }

  #arm() {
    const next = Math.min(this.#pingAt, this.#heardAt + this.#timeoutMs, this.#provenBy) - this.#clock.now();
    this.#timer.arm(Math.max(0, next), () => this.#beat());
  }

  #beat() {
    const now = this.#clock.now();
    if (now - this.#heardAt >= this.#timeoutMs || now >= this.#provenBy) return this.#dead();
    if (now >= this.#pingAt) {
      this.#pingAt = now + this.#intervalMs;
      this.#ping();
    }
    return this.#arm();
  }
}

function sane(ms, otherwise) {
  return Number.isFinite(ms) && ms > 0 ? Math.min(MOST_MS, Math.max(LEAST_MS, ms)) : otherwise;
}
