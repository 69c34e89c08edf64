import { Problem } from './door.js';

/**
 * Listens by Server-Sent Events until that ends.
 *
 * @param {import('./door.js').Door} door
 * @param {string[]} rooms none for the usual ones
 * @param {AbortSignal} signal
 * @param {object} hooks `greeted(welcome)`, `told(envelope)`, `alive()`
 * @returns {Promise<{code: number, reason: string}>} how it ended
 * @throws {Problem}
 */
export async function stream(door, rooms, signal, hooks) {
  const response = await door.call('events', { query: { room: rooms }, signal, accept: 'text/event-stream' });
  if (!/^text\/event-stream/i.test(response.headers.get('content-type') ?? '')) throw new Problem(0);
  for await (const event of events(response.body, hooks.alive)) {
    if (event.event === 'closed') return event.data;
    if (event.event === 'connected') hooks.greeted(event.data);
    else hooks.told(event);
  }
  return { code: 1006, reason: '' };
}

/** The envelopes in a stream of events (WHATWG HTML section 9.2) whose lines end with LF or CRLF. */
async function* events(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let data = [];
  let rest = '';
  for (let part = await read(reader); !part.done; part = await read(reader)) {
    alive();
    const lines = (rest + part.value).split('\n');
    rest = lines.pop();
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line.startsWith('data:')) data.push(line.slice(5));
      if (line !== '' || data.length === 0) continue;
      yield JSON.parse(data.join('\n'));
      data = [];
    }
  }
}

/** A stream that breaks has ended. */
function read(reader) {
  return reader.read().catch(() => ({ done: true }));
}

/** Listens by asking again and again, until that fails. Otherwise as `stream`. */
export async function poll(door, rooms, signal, hooks) {
  const query = { room: rooms };
  const { userId, rooms: positions, cursor } = await door.json('events/poll', { query, signal });
  hooks.alive();
  hooks.greeted({ connectionId: null, userId, rooms: positions });
  query.cursor = cursor;
  for (;;) {
    const answer = await door.json('events/poll', { query, signal });
    hooks.alive();
    if (signal.aborted) return { code: 1000, reason: '' };
    for (const envelope of answer.events) hooks.told(envelope);
    if (answer.events.some(({ event }) => event === 'server.draining')) return { code: 1012, reason: '' };
    query.cursor = answer.cursor;
  }
}
