// What an application writes, and what the compiler has to refuse. Nothing here is run.
import { Herald, HeraldError, parsePosition } from '@herald/client';
import type { ErrorCode, HeraldEvents, StateChange } from '@herald/client';

const herald = new Herald({ url: 'wss://chat.example/herald/ws', token: async ({ reason }) => reason });

const off: () => void = herald.on('message', (message) => {
  if (message.binary) message.data.content.byteLength.toFixed();
  else if (typeof message.data.content === 'string') message.data.content.trim();
  message.eventId.startsWith(message.room);
});
off();
herald.on('room.state', ({ room, data }) => herald.join(room, { since: data.position ?? undefined }));
herald.on('room.event', (event) => event.binary && event.data.payload.byteLength);
herald.on('room.lost', ({ data }) => data.error.code === 'room_forbidden');
herald.on('typing', ({ users }) => users.join());
herald.on('notification', ({ room, data }) => [room?.length, data.title, data.link?.length]);
herald.on('state', ({ state, retryInMs }: StateChange) => state === 'waiting' && (retryInMs ?? 0) > 0);

export async function talk(): Promise<number> {
  const { userId, heartbeat } = await herald.connect();
  const { eventId, duplicate } = await herald.send('general', { from: userId, beat: heartbeat?.intervalMs ?? null });
  await herald.send('general', new Uint8Array(3).buffer);
  await herald.edit('general', eventId, duplicate ? 'again' : 'once');
  const { members } = await herald.members('general');
  const { events } = await herald.history('general', { reverse: true });
  for (const event of events) {
    if (event.event === 'message.edited') event.data.messageId.length.toFixed();
    // @ts-expect-error a deletion says nothing but what it deletes
    if (event.event === 'message.deleted') event.data.content;
  }
  return members.length + (parsePosition(eventId)?.seq ?? 0);
}

export async function follow(): Promise<void> {
  const general = herald.room('general');
  general.on('message', ({ data }) => data.content);
  // @ts-expect-error states have no room
  general.on('state', () => {});
  for await (const told of general) {
    if (told.event === 'room.state') told.data.events.length.toFixed();
    else if (told.event === 'message' && !told.binary) await general.read(told.eventId);
  }
  for await (const { state, why } of herald.connection) if (state === 'waiting' && why === 'offline') break;
  herald.connection.subscribe(({ retryInMs }) => retryInMs).unsubscribe();
}

export function words(error: unknown): string {
  if (!(error instanceof HeraldError)) return 'not ours';
  const codes: Partial<Record<ErrorCode, string>> = { rate_limited: `wait ${error.retryAfterMs}`, queue_full: 'wait' };
  return codes[error.code] ?? error.message;
}

// @ts-expect-error there is no such event
herald.on('mesage', () => {});
// @ts-expect-error there is no such status
herald.presence('asleep');
// @ts-expect-error content is needed
herald.send('general');
// @ts-expect-error functions are no JSON
herald.send('general', { run: () => 1 });
// @ts-expect-error there is no such code
export const nonsense: ErrorCode = 'no_such_code';
// @ts-expect-error what a handler is given has a type
herald.on('typing', ({ users }) => users.toFixed());
// @ts-expect-error only the client says so
export const event: keyof HeraldEvents = 'room.found';
