/** The types of the Herald client. What each method does is said in `herald.js`, what options mean in `options.js`. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };
export type Bytes = ArrayBuffer | ArrayBufferView;
export type Status = 'online' | 'away' | 'busy';
export type SignalType = 'offer' | 'answer' | 'candidate' | 'bye';

/** `eventId` of an event: `<epoch>-<seq>`. */
export type EventId = string;

export interface Sender {
  userId: string;
  connectionId?: string;
}

/** What every event from the server may have. */
export interface Envelope<E extends string = string, D = unknown> {
  event: E;
  room?: string;
  eventId?: EventId;
  /** Unix milliseconds. */
  ts?: number;
  from?: Sender;
  data: D;
  binary?: boolean;
}

/** A volatile event of a room. */
export interface RoomSignal<E extends string, D> extends Envelope<E, D> {
  room: string;
}

/** An event that is numbered, kept and replayed. */
export interface RoomEvent<E extends string, D> extends RoomSignal<E, D> {
  eventId: EventId;
  ts: number;
}

export interface TextMessage
  extends RoomEvent<'message', { content: JsonValue; replyTo?: EventId; editedAt?: number }> {
  binary?: undefined;
}
export interface BinaryMessage
  extends RoomEvent<'message', { content: Uint8Array; replyTo?: EventId; editedAt?: number }> {
  binary: true;
}
export type Message = TextMessage | BinaryMessage;
export type MessageEdited = RoomEvent<'message.edited', { messageId: EventId; content: JsonValue }>;
export type MessageDeleted = RoomEvent<'message.deleted', { messageId: EventId }>;

export interface NotificationData {
  title: string;
  body?: string;
  level?: string;
  link?: string;
  payload?: JsonValue;
}
/** To everyone: without room and `eventId`. */
export type Notification = Envelope<'notification', NotificationData>;
export type StoredEvent = Message | MessageEdited | MessageDeleted | RoomEvent<'notification', NotificationData>;

export type RoomState = RoomSignal<
  'room.state',
  { events: StoredEvent[]; position: EventId | null; recovered: false }
>;
export type RoomLost = RoomSignal<'room.lost', { error: HeraldError }>;
export type RoomKicked = RoomSignal<'room.kicked', { reason?: string }>;

export interface RoomEventText extends RoomSignal<'room.event', { name: string; payload: JsonValue }> {
  binary?: undefined;
}
export interface RoomEventBytes extends RoomSignal<'room.event', { name: string; payload: Uint8Array }> {
  binary: true;
}

export interface Welcome {
  /** null while polling. */
  connectionId: string | null;
  userId: string;
  node?: string;
  protocol?: string;
  heartbeat?: { intervalMs: number; timeoutMs: number };
  maxMessageSize?: number;
  rooms?: RoomPosition[];
  /** Unix milliseconds; of the token. */
  expiresAt?: number;
}

export interface RoomPosition {
  room: string;
  position: EventId;
}

export interface TypingChange {
  room: string;
  users: string[];
}

/** `idle` -> `connecting` -> `online` -> `waiting` -> `connecting` ...; `closed` from anywhere. */
export type State = 'idle' | 'connecting' | 'online' | 'waiting' | 'closed';

/** The kind of reason for a state; `events.js` says what each means. */
export type Why =
  | 'asked'
  | 'lost'
  | 'silent'
  | 'slow'
  | 'draining'
  | 'overload'
  | 'token'
  | 'refused'
  | 'offline'
  | 'network'
  | 'visible'
  | 'returned'
  | 'moved';

/** Ways to the server. */
export type Transport = 'websocket' | 'sse' | 'poll';

/** How a client is connected: by itself, or by another tab. */
export type Connected = Transport | 'tab';

export interface StateChange {
  state: State;
  previous: State;
  why: Why;
  /** When `connecting` and `online`. */
  transport?: Connected;
  attempt?: number;
  /** When `waiting`; null while the token callback is asked. */
  retryInMs?: number | null;
  code?: number;
  reason?: string;
  error?: HeraldError;
}

/** What the handlers of `on` are given. */
export interface HeraldEvents {
  state: StateChange;
  error: HeraldError;
  connected: Envelope<'connected', Welcome>;
  unknown: Envelope;
  message: Message;
  'message.edited': MessageEdited;
  'message.deleted': MessageDeleted;
  notification: Notification;
  'room.state': RoomState;
  'room.lost': RoomLost;
  'room.kicked': RoomKicked;
  'room.user_joined': RoomSignal<'room.user_joined', { userId: string }>;
  'room.user_left': RoomSignal<'room.user_left', { userId: string }>;
  'room.event': RoomEventText | RoomEventBytes;
  'message.read': RoomSignal<'message.read', { userId: string; upTo: EventId }>;
  typing: TypingChange;
  'typing.started': RoomSignal<'typing.started', { userId: string }>;
  'typing.stopped': RoomSignal<'typing.stopped', { userId: string }>;
  'presence.changed': Envelope<'presence.changed', { userId: string; status: Status; text?: string }>;
  'direct.sent': Envelope<'direct.sent', { to: string; content: JsonValue; messageId: EventId }>;
  signal: Envelope<'signal', { type: SignalType; payload: JsonValue }>;
  'server.draining': Envelope<'server.draining', { reconnectAfterMs: number }>;
  'auth.expiring': Envelope<'auth.expiring', { expiresAt: number }>;
}

/** Codes of refusals by the server. */
export type ServerErrorCode =
  | 'unauthorized'
  | 'bad_json'
  | 'bad_envelope'
  | 'unknown_event'
  | 'unsupported_version'
  | 'invalid_data'
  | 'not_joined'
  | 'room_forbidden'
  | 'missing_role'
  | 'not_found'
  | 'not_author'
  | 'too_many_rooms'
  | 'rate_limited'
  | 'conflict'
  | 'unavailable'
  | 'internal';

/** Codes of the client's own. */
export type ClientErrorCode =
  | 'offline'
  | 'queue_full'
  | 'connection_lost'
  | 'timeout'
  | 'closed'
  | 'too_large'
  | 'conflict'
  | 'invalid_data'
  | 'unauthorized'
  | 'too_slow'
  | 'unsupported'
  | 'bad_frame';

export type ErrorCode = ServerErrorCode | ClientErrorCode;

export class HeraldError extends Error {
  constructor(code: ErrorCode, message: string, more?: { field?: string; retryAfterMs?: number; cause?: unknown });
  readonly name: 'HeraldError';
  readonly code: ErrorCode;
  /** Path of the offending field, for `invalid_data`. */
  readonly field?: string;
  readonly retryAfterMs?: number;
}

export interface TokenReason {
  reason: 'connect' | 'expiring' | 'rejected';
  /** Of the present token, Unix milliseconds, when it is `expiring`. */
  expiresAt?: number;
}

type Awaitable<T> = T | Promise<T>;
export type TokenSource = string | null | ((why: TokenReason) => Awaitable<string | null | undefined>);

export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: any): void;
}

/** A class of WebSockets: that of browsers, that of Node, that of the package `ws`. */
export type WebSocketClass = new (url: string, protocols: string[]) => {
  readonly readyState: number;
  binaryType: any;
  onopen: any;
  onmessage: any;
  onclose: any;
  onerror: any;
  send(frame: any): void;
  close(code?: number, reason?: string): void;
};

export interface HeraldOptions {
  url?: string | URL;
  token?: TokenSource;
  tokenIn?: 'protocol' | 'query' | 'first-message';
  positions?: Record<string, EventId>;
  usualRooms?: boolean;
  transports?: Transport[];
  returnAfterMs?: number;
  share?: boolean | string;
  locks?: Pick<LockManager, 'request'>;
  BroadcastChannel?: typeof BroadcastChannel;
  fetch?: typeof fetch;
  ackTimeoutMs?: number;
  connectTimeoutMs?: number;
  queueLimit?: number;
  queueTimeoutMs?: number;
  firstDelayMs?: number;
  maxDelayMs?: number;
  provenAfterMs?: number;
  WebSocket?: WebSocketClass;
  clock?: Clock;
  random?: () => number;
  newId?: () => string;
  network?: EventTarget | null;
  page?: EventTarget | null;
  keep?: boolean | string;
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
  report?: (error: unknown) => void;
}

export interface Joined {
  position: EventId;
  /** null: nobody can say; a `room.state` event follows if something is missing. */
  recovered?: boolean | null;
}

export interface Sent {
  eventId: EventId;
  ts: number;
  duplicate: boolean;
}

export interface Members {
  members: { userId: string; connections: number; status: Status; since: number }[];
  truncated: boolean;
}

export interface History {
  events: StoredEvent[];
  position: EventId;
  complete: boolean;
}

export interface JoinOptions {
  since?: EventId;
  lasting?: boolean;
}

export interface HistoryOptions {
  since?: EventId;
  limit?: number;
  reverse?: boolean;
}

export interface SendOptions {
  replyTo?: EventId;
  echo?: boolean;
  id?: string;
}

export interface Typing {
  active(): void;
  stop(): void;
}

export interface Connection extends AsyncIterable<StateChange> {
  readonly current: StateChange;
  subscribe(watcher: ((change: StateChange) => void) | { next(change: StateChange): void }): { unsubscribe(): void };
}

/** Events that have a room. */
export type RoomEvents = {
  [E in keyof HeraldEvents as HeraldEvents[E] extends { room?: string } ? E : never]: HeraldEvents[E];
};

/** What iterating over a room gives. */
export type Told = StoredEvent | RoomState;

export interface Room extends AsyncIterable<Told> {
  readonly name: string;
  readonly joined: boolean;
  readonly position: EventId | null;
  on<E extends keyof RoomEvents>(event: E, handler: (detail: RoomEvents[E]) => void): () => void;
  join(options?: JoinOptions): Promise<Joined>;
  leave(): Promise<object>;
  members(): Promise<Members>;
  history(options?: HistoryOptions): Promise<History>;
  send(content: JsonValue | Bytes, options?: SendOptions): Promise<Sent>;
  edit(messageId: EventId, content: JsonValue): Promise<object>;
  delete(messageId: EventId): Promise<object>;
  read(upTo: EventId): Promise<object>;
  emit(name: string, payload: JsonValue | Bytes): Promise<object>;
  typing(): Typing;
}

export class Herald {
  constructor(options?: HeraldOptions);
  readonly connection: Connection;
  readonly state: State;
  readonly transport: Connected | null;
  readonly userId: string | null;
  readonly connectionId: string | null;
  readonly rooms: string[];
  readonly positions: Record<string, EventId>;
  readonly queued: number;
  on<E extends keyof HeraldEvents>(event: E, handler: (detail: HeraldEvents[E]) => void): () => void;
  connect(): Promise<Welcome>;
  close(): void;
  reconnectNow(): void;
  join(room: string, options?: JoinOptions): Promise<Joined>;
  leave(room: string): Promise<object>;
  room(name: string): Room;
  members(room: string): Promise<Members>;
  list(): Promise<{ rooms: RoomPosition[] }>;
  history(room: string, options?: HistoryOptions): Promise<History>;
  send(room: string, content: JsonValue | Bytes, options?: SendOptions): Promise<Sent>;
  edit(room: string, messageId: EventId, content: JsonValue): Promise<object>;
  delete(room: string, messageId: EventId): Promise<object>;
  read(room: string, upTo: EventId): Promise<object>;
  typing(room: string): Typing;
  presence(status: Status, text?: string): Promise<object>;
  direct(to: string, content: JsonValue | Bytes, options?: { id?: string }): Promise<Sent>;
  signal(to: string, type: SignalType, payload: JsonValue): Promise<object>;
  emit(room: string, name: string, payload: JsonValue | Bytes): Promise<object>;
  ping(): Promise<{ ts: number }>;
}

/** Reads `<epoch>-<seq>`; null if it is none. */
export function parsePosition(text: unknown): { epoch: string; seq: number } | null;
