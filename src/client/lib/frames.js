import { HeraldError } from './errors.js';

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true });
const MAX_HEADER = 0xffff;

/**
 * @param {unknown} value
 * @returns {Uint8Array|null} the bytes of an `ArrayBuffer` or of a view of one; null for anything else
 */
export function asBytes(value) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return null;
}

/**
 * A binary frame: `uint16 header length (big-endian) | header JSON (UTF-8) | payload`.
 *
 * @param {object} header an envelope without `data`
 * @param {Uint8Array} payload
 * @returns {Uint8Array}
 * @throws {HeraldError} `invalid_data` if the header is longer than 65535 bytes
 */
export function encodeBinary(header, payload) {
  const head = encoder.encode(JSON.stringify(header));
  if (head.length > MAX_HEADER) {
    throw new HeraldError('invalid_data', 'A binary header of more than 65535 bytes');
  }
  const frame = new Uint8Array(2 + head.length + payload.length);
  new DataView(frame.buffer).setUint16(0, head.length, false);
  frame.set(head, 2);
  frame.set(payload, 2 + head.length);
  return frame;
}

/**
 * @param {object} message an envelope; with `payload` (bytes) it becomes a binary frame, else a text frame
 * @returns {string|Uint8Array}
 * @throws {HeraldError} `invalid_data` if it cannot be written down
 */
export function encodeMessage({ payload, ...envelope }) {
  if (payload !== undefined) return encodeBinary(envelope, payload);
  try {
    return JSON.stringify(envelope);
  } catch (cause) {
    throw new HeraldError('invalid_data', 'The data cannot be written as JSON', { field: 'data', cause });
  }
}

/**
 * @param {unknown} frame what the socket handed over: an `ArrayBuffer` or a view of one
 * @returns {{header: unknown, payload: Uint8Array}} the payload is a copy
 * @throws {HeraldError} `bad_frame`
 */
export function decodeBinary(frame) {
  const bytes = asBytes(frame);
  if (bytes === null || bytes.length < 2) throw new HeraldError('bad_frame', 'A binary frame without a header');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, false);
  if (2 + length > bytes.length) throw new HeraldError('bad_frame', 'A binary header longer than its frame');
  try {
    const header = JSON.parse(strictDecoder.decode(bytes.subarray(2, 2 + length)));
    return { header, payload: bytes.slice(2 + length) };
  } catch (cause) {
    throw new HeraldError('bad_frame', 'A binary header that is no JSON', { cause });
  }
}

/**
 * @param {string|Uint8Array} frame
 * @returns {number} its size in bytes, of UTF-8 if it is text
 */
export function frameSize(frame) {
  return typeof frame === 'string' ? encoder.encode(frame).length : frame.length;
}

/**
 * The bytes of a stored binary message, which history spells `{"base64": "..."}`.
 *
 * @param {unknown} content
 * @returns {Uint8Array|null} null if the content is anything else
 */
export function storedBytes(content) {
  if (content === null || typeof content !== 'object' || typeof content.base64 !== 'string') return null;
  if (Object.keys(content).length !== 1) return null;
  try {
    return Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0));
  } catch (notBase64) {
    return null; // somebody's JSON that only looks like it: it stays what it is
  }
}
