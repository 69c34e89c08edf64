import { Problem } from './api.js';
import { counted } from './format.js';

const REASON = { name: 'reason', label: 'Reason', hint: 'The client is told. At most 123 bytes.', max: 123 };
const FOR_GOOD = 'This cannot be taken back.';
const DRAIN = [
  'It lets nobody in any more, and sends its clients to other nodes, one after the other.',
  'If it is the only node, this console goes on without its socket.',
].join(' ');
const LEVELS = [
  ['', 'None'],
  ['info', 'Info'],
  ['warn', 'Warning'],
  ['error', 'Error'],
];

/** What administrators do, each after a question. */
export class Deeds {
  #api;
  #dialog;
  #done;

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./dialog.js').Dialog} dialog
   * @param {(words: string, silent: string[]) => void} done is told what came of it
   */
  constructor(api, dialog, done) {
    this.#api = api;
    this.#dialog = dialog;
    this.#done = done;
  }

  /** @param {{connectionId: string, userId: string}} connection */
  kick({ connectionId, userId }) {
    this.#ask(
      'kick',
      { connectionId },
      {
        title: 'Kick this connection?',
        text: `The connection ${connectionId} of ${userId} ends with 4003. The user may come back.`,
        fields: [REASON],
        verb: 'Kick connection',
        told: ({ kicked }) => `Kicked ${counted(kicked, 'connection')} of ${userId}.`,
      },
    );
  }

  /** @param {string} userId */
  kickUser(userId) {
    this.#ask(
      'kick',
      { userId },
      {
        title: `Kick ${userId}?`,
        text: `All connections of ${userId} end with 4003, on every node. The user may come back.`,
        fields: [REASON],
        verb: 'Kick user',
        told: ({ kicked }) => `Kicked ${counted(kicked, 'connection')} of ${userId}.`,
      },
    );
  }

  /** @param {string} userId @param {string|null} room null: it is asked for */
  putOut(userId, room) {
    const where = { name: 'room', label: 'Room', required: true, max: 128, value: room ?? '' };
    this.#ask(
      'kick',
      { userId },
      {
        title: room === null ? `Put ${userId} out of a room?` : `Put ${userId} out of ${room}?`,
        text: 'A lasting membership ends too. The user may join again, if the namespace lets it.',
        fields: [where, REASON],
        verb: 'Put out',
        told: ({ kicked }, values) => `Put ${counted(kicked, 'connection')} of ${userId} out of ${values.room}.`,
      },
    );
  }

  /** @param {string} userId */
  revokeUser(userId) {
    this.#ask(
      'revoke',
      { userId },
      {
        title: `Revoke all tokens of ${userId}?`,
        text: `Every token that ${userId} was given until now is refused, and what it opened ends with 4001. ${FOR_GOOD}`,
        fields: [REASON],
        verb: 'Revoke tokens',
        told: ({ revoked }) => `Revoked the tokens of ${userId}: ${counted(revoked, 'connection')} ended.`,
      },
    );
  }

  revokeToken() {
    this.#ask(
      'revoke',
      {},
      {
        title: 'Revoke a token?',
        text: `It is refused everywhere until it has expired, and what it opened ends with 4001. ${FOR_GOOD}`,
        fields: [
          { name: 'tokenId', label: 'Token id', hint: 'The claim jti of the token.', required: true, max: 256 },
          REASON,
        ],
        verb: 'Revoke token',
        told: ({ revoked }) => `Revoked the token: ${counted(revoked, 'connection')} ended.`,
      },
    );
  }

  announce() {
    this.#ask(
      'announce',
      {},
      {
        title: 'Announce to everyone',
        text: 'Every connection on every node gets it as a notification. Who is away does not.',
        fields: [
          { name: 'title', label: 'Title', required: true, max: 200 },
          { name: 'body', label: 'Text', long: true, max: 2000 },
          { name: 'level', label: 'Level', choices: LEVELS },
          { name: 'link', label: 'Link', max: 2000 },
        ],
        verb: 'Announce',
        grave: false,
        told: ({ connections }) => `Announced to ${counted(connections, 'connection')}.`,
      },
    );
  }

  /** @param {string} node */
  drain(node) {
    const time = {
      name: 'time',
      label: 'Seconds',
      hint: 'Over how long clients are sent away; empty: as the node is configured.',
    };
    this.#ask(
      'drain',
      { node },
      {
        title: `Drain ${node}?`,
        text: DRAIN,
        fields: [time],
        verb: 'Drain node',
        body: ({ time }) => (time === '' ? {} : { time: seconds(time) }),
        told: ({ draining }) => `${node} drains: ${counted(draining, 'connection')} to go.`,
      },
    );
  }

  /** @param {string} node */
  stay(node) {
    this.#dialog.ask({
      title: `Cancel the drain of ${node}?`,
      text: 'It lets clients in again, and whoever has not been sent away stays.',
      verb: 'Cancel drain',
      run: async () => {
        const answer = await this.#api.delete('drain', { node });
        this.#done(`${node} is open again: ${counted(answer.stayed, 'connection')} stayed.`, answer.silent);
      },
    });
  }

  #ask(path, fixed, { told, body = given, ...question }) {
    this.#dialog.ask({
      grave: true,
      ...question,
      run: async (values) => {
        const answer = await this.#api.post(path, { ...fixed, ...body(values) });
        this.#done(told(answer, values), answer.silent);
      },
    });
  }
}

/** As a duration of ISO 8601. */
function seconds(text) {
  if (!/^\d{1,5}$/.test(text)) throw new Problem('Seconds are a whole number, up to a day.', { field: 'time' });
  return `PT${text}S`;
}

/** What is empty is left out. */
function given(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
