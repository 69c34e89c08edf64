const ROOM = 'herald/admin';
const WAITING = new Set(['idle', 'connecting', 'online']);
const PASSING = new Set(['connection_lost', 'offline', 'timeout', 'unavailable', 'internal', 'rate_limited']);
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Options of the client: who looks on is in no other room, and so is seen in none. Only a WebSocket can do that; without one
 * the console asks.
 */
export const HOW = { usualRooms: false, transports: ['websocket'] };

/** The console's own connection: a room that administrators listen in unseen, in which the nodes tell of themselves. */
export class Live {
  #herald;
  #hear;
  #clock;
  #entering = false;
  #failures = 0;
  #retry = null;

  /**
   * @param {import('../client/herald.js').Herald} herald
   * @param {object} hear
   * @param {(nodes: object[]) => void} hear.nodes
   * @param {(fact: object) => void} hear.fact
   * @param {(state: 'live'|'connecting'|'polling') => void} hear.state
   * @param {(userId: string) => void} hear.me
   * @param {(notification: object) => void} hear.announced
   * @param {{setTimeout: Function, clearTimeout: Function}} [clock]
   */
  constructor(herald, hear, clock = globalThis) {
    this.#herald = herald;
    this.#hear = hear;
    this.#clock = clock;
    this.#listen();
  }

  start() {
    this.#herald.connect().catch((error) => this.#failed(error));
  }

  /** What was done may have opened the way. */
  hurry() {
    if (this.#herald.state === 'waiting') this.#herald.reconnectNow();
  }

  #listen() {
    const herald = this.#herald;
    herald.on('connected', ({ data }) => {
      this.#hear.me(data.userId);
      this.#enter();
    });
    herald.on('state', ({ state }) => this.#hear.state(WAITING.has(state) ? 'connecting' : 'polling'));
    herald.on('room.event', ({ room, data }) => {
      if (room !== ROOM) return;
      if (data.name === 'nodes') this.#tell(data.payload);
      else if (data.name === 'fact') this.#hear.fact(data.payload);
    });
    herald.on('room.lost', () => this.#hear.state('polling'));
    herald.on('room.kicked', () => this.#hear.state('polling'));
    herald.on('notification', ({ room, data }) => room === undefined && this.#hear.announced(data));
    herald.on('error', (error) => console.warn(`Herald: ${error.code}: ${error.message}`));
  }

  /** For the first time, or again because it failed; once we were in, the client comes back by itself. */
  async #enter() {
    this.#clock.clearTimeout(this.#retry);
    if (this.#entering || this.#herald.rooms.includes(ROOM)) return;
    this.#entering = true;
    try {
      await this.#herald.join(ROOM);
      this.#failures = 0;
    } catch (error) {
      this.#failed(error);
      if (PASSING.has(error.code)) this.#tryLater(error.retryAfterMs);
    } finally {
      this.#entering = false;
    }
  }

  #tryLater(waitMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures, 10))) {
    this.#failures += 1;
    this.#retry = this.#clock.setTimeout(() => this.#herald.state === 'online' && this.#enter(), waitMs);
  }

  /** The console goes on by asking, and says so. */
  #failed(error) {
    console.warn(`Herald: ${error.message}`);
    this.#hear.state('polling');
  }

  /** It is live when something is told, not when somebody could tell something. */
  #tell(nodes) {
    this.#hear.state('live');
    this.#hear.nodes(nodes);
  }
}
