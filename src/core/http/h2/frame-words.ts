import { hexBytes, latin1, oneLine } from '../../../base/text.ts';
import { ACK, FrameType, type H2Frame } from './frame.ts';

const NAMES = [
  'DATA',
  'HEADERS',
  'PRIORITY',
  'RST_STREAM',
  'SETTINGS',
  'PUSH_PROMISE',
  'PING',
  'GOAWAY',
  'WINDOW_UPDATE',
  'CONTINUATION',
] as const;
/** Types of later documents (RFC 7838, 8336, 9218). */
const FURTHER: ReadonlyMap<number, string> = new Map([
  [10, 'ALTSVC'],
  [12, 'ORIGIN'],
  [16, 'PRIORITY_UPDATE'],
]);

/** RFC 9113 section 7. */
const ERRORS = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const;

/** Names of settings (RFC 9113 6.5.2, RFC 8441, RFC 9218), and the values that are allowed. */
const SETTINGS: ReadonlyMap<number, { readonly name: string; readonly least?: number; readonly most?: number }> =
  new Map([
    [1, { name: 'header table size' }],
    [2, { name: 'enable push', most: 1 }],
    [3, { name: 'max concurrent streams' }],
    [4, { name: 'initial window size', most: 2 ** 31 - 1 }],
    [5, { name: 'max frame size', least: 2 ** 14, most: 2 ** 24 - 1 }],
    [6, { name: 'max header list size' }],
    [8, { name: 'enable connect protocol', most: 1 }],
    [9, { name: 'no RFC 7540 priorities', most: 1 }],
  ]);
const SETTING_BYTES = 6;
/** Settings, and characters of what is said for debugging, that are told. */
const MOST_SETTINGS = 64;
const MOST_TEXT = 200;

/** Name of a type of frame. */
export function frameName(type: number): string {
  return NAMES[type] ?? FURTHER.get(type) ?? `frame of type ${type}`;
}

/** Name of an error. */
export function errorName(code: number): string {
  return ERRORS[code] ?? `error ${code}`;
}

/** What a frame without header fields or body says, in words; `fault`: what RFC 9113 forbids in it. */
export interface FrameSaid {
  readonly words: string;
  /** RST_STREAM, GOAWAY: the error. */
  readonly code?: number;
  /** GOAWAY: the last stream that is worked on; what is said for debugging. */
  readonly last?: number;
  readonly text?: string;
  readonly fault?: string;
}

/** Reads a frame of any type but DATA, HEADERS and PUSH_PROMISE. */
export function frameSaid({ type, flags, length, stream, cut }: H2Frame, payload: Uint8Array): FrameSaid {
  const isAck = (flags & ACK) !== 0;
  if (type === FrameType.Settings) return settingsSaid(payload, isAck, stream !== 0, cut);
  if (type === FrameType.Ping) return { words: `${isAck ? 'answer ' : ''}${hexBytes(payload)}`, ...sized(length, 8) };
  if (type === FrameType.ResetStream) {
    const code = numberAt(payload, 0);
    return { words: errorName(code), code, ...sized(length, 4) };
  }
  if (type === FrameType.GoAway) return goAwaySaid(payload);
  if (type === FrameType.WindowUpdate) {
    const more = numberAt(payload, 0) % 2 ** 31;
    return { words: `${more} more bytes`, ...(more === 0 ? { fault: 'by nothing' } : sized(length, 4)) };
  }
  if (type === FrameType.Priority) {
    const on = numberAt(payload, 0) % 2 ** 31;
    return { words: `depends on stream ${on}, weight ${(payload[4] ?? 0) + 1}`, ...sized(length, 5) };
  }
  if (FURTHER.has(type)) return { words: oneLine(latin1(payload, 0, MOST_TEXT)) };
  return { words: `${length} bytes`, ...(type === FrameType.Continuation && { fault: 'of no header block' }) };
}

function sized(length: number, wanted: number): { readonly fault?: string } {
  return length === wanted ? {} : { fault: `${length} bytes long instead of ${wanted}` };
}

function settingsSaid(payload: Uint8Array, isAck: boolean, isOfStream: boolean, cut: boolean): FrameSaid {
  const faults: string[] = [];
  if (isOfStream) faults.push('on a stream');
  if (!cut && payload.length % SETTING_BYTES !== 0) faults.push('not a whole number of settings');
  if (isAck && payload.length > 0) faults.push('acknowledged with settings');
  const said: string[] = [];
  for (let at = 0; at + SETTING_BYTES <= payload.length && said.length < MOST_SETTINGS; at += SETTING_BYTES) {
    const id = (payload[at] << 8) | payload[at + 1];
    const value = numberAt(payload, at + 2);
    const { name = `setting ${id}`, least = 0, most = Infinity } = SETTINGS.get(id) ?? {};
    said.push(`${name} ${value}`);
    if (value < least || value > most) faults.push(`${name} ${value}`);
  }
  const words = isAck ? 'acknowledged' : said.join(', ');
  return { words: words === '' ? 'as usual' : words, ...(faults.length > 0 && { fault: faults.join(', ') }) };
}

function goAwaySaid(payload: Uint8Array): FrameSaid {
  const last = numberAt(payload, 0) % 2 ** 31;
  const code = numberAt(payload, 4);
  const text = oneLine(latin1(payload, 8, 8 + MOST_TEXT), MOST_TEXT);
  const words = `${errorName(code)}, last stream ${last}${text === '' ? '' : `: ${text}`}`;
  return { words, code, last, text, ...(payload.length < 8 && { fault: 'too short' }) };
}

/** Four bytes as a number; those that are not there are 0. */
function numberAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}
