import { Herald } from '../client/herald.js';

const ROOM = 'herald/admin';
const WAITING = new Set(['idle', 'connecting', 'online']);

/** The console's own connection: a room that administrators listen in unseen, in which the nodes tell of themselves. */
export class Live {
  #herald;
  #hear;

  /**
   * @param {import('./credentials.js').Credentials} credentials
   * @param {object} hear
   * @param {(nodes: object[]) => void} hear.nodes
   * @param {(fact: object) => void} hear.fact
   * @param {(state: 'live'|'connecting'|'polling') => void} hear.state
   * @param {(userId: string) => void} hear.me
   * @param {(notification: object) => void} hear.announced
   */
  constructor(credentials, hear) {
    this.#hear = hear;
    this.#herald = new Herald({ token: credentials.source() });
    this.#listen();
  }

  async start() {
    try {
      await this.#herald.connect();
      await this.#herald.join(ROOM);
    } catch (error) {
      console.warn(`Herald: ${error.message}`); // the console goes on by asking, and says so
      this.#hear.state('polling');
    }
  }

  /** What was done may have opened the way. */
  hurry() {
    if (this.#herald.state === 'waiting') this.#herald.reconnectNow();
  }

  #listen() {
    const herald = this.#herald;
    herald.on('connected', ({ data }) => this.#hear.me(data.userId));
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

  /** It is live when something is told, not when somebody could tell something. */
  #tell(nodes) {
    this.#hear.state('live');
    this.#hear.nodes(nodes);
  }
}
