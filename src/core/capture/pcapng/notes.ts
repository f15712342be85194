import { hexBytes, latin1, utf8 } from '../../../base/text.ts';
import type { CaptureNote, InterfaceStatistics, InterfaceWords } from '../../model/capture-notes.ts';
import type { InterfaceClock } from './clock.ts';
import { bytesAt, OptionList, type Comments } from './options.ts';

/**
 * Reads what pcapng's blocks say besides packets (draft-ietf-opsawg-pcapng, section 4). `from` is the first byte of the
 * block's body in the view, `to` the byte behind the body. A body too short for its block gives no note.
 */

/** Section 4.1: byte order, version, section length, options. */
export function readSection(view: DataView, from: number, to: number, little: boolean): readonly CaptureNote[] {
  const options = new OptionList(view, from + 16, to, little);
  const comments = options.comments();
  const note: CaptureNote = {
    type: 'section',
    ...given('hardware', options.text(2)),
    ...given('os', options.text(3)),
    ...given('application', options.text(4)),
    comments: comments.texts,
  };
  return [note, ...leftOutOf(comments)];
}

/** Section 4.2, the options of an interface description. */
export function readInterfaceWords(options: OptionList): InterfaceWords {
  const filter = options.bytes(11, 1);
  const mac = options.bytes(6, 6);
  const comments = options.comments();
  return {
    ...given('description', options.text(3)),
    ...given('mac', mac && hexBytes(mac, 0, 6, ':')),
    ...given('speed', options.uint64(8)),
    ...given('filter', filter && filterText(filter)),
    ...given('os', options.text(12)),
    ...given('hardware', options.text(15)),
    ...(comments.texts.length > 0 && { comments: comments.texts }),
  };
}

/** The first byte of if_filter tells a pcap-filter text (0) from compiled BPF (1). */
function filterText(value: Uint8Array): string {
  return value[0] === 0 ? utf8(value, 1) : `${Math.floor((value.length - 1) / 8)} instructions of BPF`;
}

/** Section 4.6: interface, time, counters as options. */
export function readStatistics(options: OptionList, clock: InterfaceClock): InterfaceStatistics {
  const micros = (code: number): number | undefined => {
    const time = options.time(code);
    if (time === undefined) return undefined;
    clock.set(...time);
    return clock.seconds * 1e6 + Math.floor(clock.nanoseconds / 1000);
  };
  return {
    ...given('startMicros', micros(2)),
    ...given('endMicros', micros(3)),
    ...given('received', options.uint64(4)),
    ...given('dropped', options.uint64(5)),
    ...given('accepted', options.uint64(6)),
    ...given('osDropped', options.uint64(7)),
    ...given('delivered', options.uint64(8)),
  };
}

/** Bytes of an address by the type of its record (section 4.5): IPv4, IPv6, EUI-48, EUI-64. */
const ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 16],
  [3, 6],
  [4, 8],
]);

/** Records of names that are told at once. */
const RECORDS_AT_ONCE = 1000;

/** Section 4.5: records of address and names that end with a zero byte. A block may have hundreds of thousands. */
export function* readNames(view: DataView, from: number, to: number, little: boolean): Generator<CaptureNote> {
  let records: { address: Uint8Array; names: readonly string[] }[] = [];
  let at = from;
  while (at + 4 <= to) {
    const type = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (at + 4 + length > to) break;
    const size = ADDRESS_BYTES.get(type);
    if (size !== undefined && length > size) {
      const names = utf8(bytesAt(view, at + 4 + size, length - size)).split('\0');
      records.push({ address: bytesAt(view, at + 4, size).slice(), names: names.filter((name) => name !== '') });
    }
    at += 4 + Math.ceil(length / 4) * 4;
    if (type === 0) break;
    if (records.length < RECORDS_AT_ONCE) continue;
    yield { type: 'names', records };
    records = [];
  }
  yield { type: 'names', records };
  yield* commentsOf(view, at, to, little);
}

/** Kinds of secrets that are lines of text. */
const LINES: readonly number[] = [0x544c534b, 0x5353484b, 0x57474b4c];

/** Section 4.7: kind, length, the secrets, options. */
export function readSecrets(view: DataView, from: number, to: number, little: boolean): readonly CaptureNote[] {
  if (from + 8 > to) return [];
  const kind = view.getUint32(from, little);
  const bytes = Math.min(view.getUint32(from + 4, little), to - from - 8);
  const secrets = bytesAt(view, from + 8, bytes);
  const text = latin1(secrets);
  const lines = LINES.includes(kind) ? countLines(secrets) : 0;
  const after = from + 8 + Math.ceil(bytes / 4) * 4;
  return [{ type: 'secrets', kind, bytes, lines, text }, ...commentsOf(view, after, to, little)];
}

/** Texts of custom blocks are cut to this length. */
const MOST_CUSTOM_TEXT = 200;

/** Section 4.8: the maker's number, then bytes that only the maker understands. */
export function readCustom(view: DataView, from: number, to: number, little: boolean): readonly CaptureNote[] {
  if (from + 4 > to) return [];
  const body = bytesAt(view, from + 4, to - from - 4);
  const text = utf8(body.subarray(0, MOST_CUSTOM_TEXT)).replace(/\0+$/, '');
  const isText = Array.from(text).every((character) => character >= ' ' && character !== '\uFFFD');
  return [{ type: 'custom', enterprise: view.getUint32(from, little), bytes: body.length, text: isText ? text : '' }];
}

function commentsOf(view: DataView, from: number, to: number, little: boolean): readonly CaptureNote[] {
  return commentNotes(new OptionList(view, from, to, little));
}

/** The comments of a block that is neither section, interface nor packet. */
export function commentNotes(options: OptionList): readonly CaptureNote[] {
  const comments = options.comments();
  if (comments.total === 0) return [];
  return [{ type: 'comments', comments: comments.texts }, ...leftOutOf(comments)];
}

/** Comments that are not of packets and were too many for one block. */
export function leftOutOf({ texts, total }: Comments): readonly CaptureNote[] {
  return total === texts.length ? [] : [{ type: 'left-out', packetComments: 0, others: total - texts.length }];
}

/** A property that is there only if its value is. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

const LINE_FEED = 0x0a;
const REMARK = 0x23;
const LAST_SPACE = 0x20;

/** Lines that are neither empty nor a remark. */
function countLines(bytes: Uint8Array): number {
  let lines = 0;
  let isTold = false;
  for (const byte of bytes) {
    if (byte === LINE_FEED) isTold = false;
    else if (!isTold && byte > LAST_SPACE) {
      isTold = true;
      if (byte !== REMARK) lines++;
    }
  }
  return lines;
}
