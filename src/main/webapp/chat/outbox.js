import { kept } from './kept.js';

/** The server knows an id for 5 minutes: until then sending again cannot make two messages of one. */
const SAFE_MS = 270000;

const WORDS = {
  rate_limited: ({ retryAfterMs }) => `Too fast. Try again in ${Math.ceil((retryAfterMs ?? 1000) / 1000)} s.`,
  timeout: () => 'No answer: it may not have arrived.',
  connection_lost: () => 'The connection broke: it may not have arrived.',
  offline: () => 'Not sent: there was no connection.',
  queue_full: () => 'Not sent: too much waits for the connection already.',
};

/** Our messages until the server has them. They outlive a reload, under the same id. */
export class Outbox {
  #herald;
  #changed;

  /**
   * @param {import('../client/herald.js').Herald} herald
   * @param {(room: string, message: object, formerKey?: string) => void} changed
   */
  constructor(herald, changed) {
    this.#herald = herald;
    this.#changed = changed;
  }

  /**
   * @param {import('./conversation.js').Conversation} conversation
   * @param {string} content
   * @param {string|null} replyTo
   */
  send(conversation, content, replyTo) {
    const entry = { id: newId(), room: conversation.room, content, replyTo, ts: Date.now() };
    kept.outbox = [...kept.outbox, entry];
    this.#deliver(conversation, entry);
  }

  /** @param {import('./conversation.js').Conversation} conversation @param {object} message that failed */
  retry(conversation, { key, content, replyTo, ts }) {
    this.#deliver(conversation, { id: key, room: conversation.room, content, replyTo, ts });
  }

  /**
   * After a reload: what had no answer goes out again.
   *
   * @param {import('./conversation.js').Conversation} conversation
   */
  resume(conversation) {
    for (const entry of kept.outbox.filter(({ room }) => room === conversation.room)) {
      if (Date.now() - entry.ts < SAFE_MS) {
        this.#deliver(conversation, entry);
      } else {
        this.#changed(conversation.room, conversation.pending(entry));
        this.#changed(conversation.room, conversation.failed(entry.id, 'It may not have arrived.'));
      }
    }
  }

  async #deliver(conversation, entry) {
    const { id, room, content, replyTo } = entry;
    this.#changed(room, conversation.pending(entry));
    try {
      const ack = await this.#herald.send(room, content, { id, replyTo: replyTo ?? undefined, echo: false });
      kept.outbox = kept.outbox.filter((other) => other.id !== id);
      this.#changed(room, conversation.sent(id, ack), id);
    } catch (error) {
      const problem = WORDS[error.code]?.(error) ?? error.message;
      this.#changed(room, conversation.failed(id, problem));
    }
  }
}

function newId() {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return [...words].map((word) => word.toString(36)).join('-');
}
