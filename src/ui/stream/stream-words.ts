import { formatBytes, formatCount, formatCountOf } from '../../base/format.ts';
import { latin1, shownLine } from '../../base/text.ts';
import type { ClosedReason } from '../../core/model/decryption.ts';
import { CLOSED_WORDS } from '../../core/model/decryption-words.ts';
import type {
  BodyFault,
  GapReason,
  NoStream,
  StreamBody,
  StreamNote,
  StreamPart,
  StreamPassed,
  StreamPiece,
  StreamSummary,
} from '../../core/model/stream.ts';

const GAPS: Readonly<Record<Exclude<GapReason, ClosedReason>, string>> = {
  acknowledged: 'they were received, but are not in the capture',
  reset: 'the connection was reset before they came',
  end: 'the flow ends before they come',
  cut: 'the packet was not captured whole',
  fragments: 'IP fragments of the datagram are not in the capture',
  waiting: 'too much came behind them to go on waiting',
};

const EMPTY: Readonly<Record<NoStream, string>> = {
  'no-payload': 'No packet of this flow carries payload: there is nothing to follow.',
  'not-captured': 'The payload of this flow was not captured: its packets were cut behind their headers.',
};

const PASSED: Readonly<Record<StreamPassed['why'], string>> = {
  'no-http': 'left out: not a message of HTTP/1',
  upgraded: 'left out: behind an upgrade or CONNECT it is no longer HTTP/1',
};

const ENDINGS: Readonly<Record<StreamBody['ending'], string>> = {
  complete: '',
  closed: '',
  open: 'it lasts until the connection is closed, which is not in the flow',
  cut: 'the flow ends before it does',
  hole: 'its end is hidden by missing bytes',
  'bad-chunk': 'its chunks are broken, the rest is left out',
  head: 'its head is not whole, so no body is read',
};

const FAULTS: Readonly<Record<BodyFault, string>> = {
  damaged: 'its data is damaged or cut, this is what could be unpacked',
  'too-large': 'more than 16 MB are not shown here',
  'unknown-coding': 'shown as it was sent, since its coding is not known here',
  undecoded: 'shown as it was sent, since it cannot be unpacked',
};

/** What is to be known of a body: size, codings, what is missing. */
function bodyWords({ length, sent, codings, charset, missing, ending, fault }: StreamBody): string {
  const isPacked = codings.length > 0;
  return [
    `Body of ${formatCountOf(length, 'byte')}`,
    isPacked && `${codings.join(', ')}, ${formatCountOf(sent, 'byte')} as sent`,
    charset !== undefined && `text from ${charset}`,
    missing > 0 && `${formatCountOf(missing, 'byte')} missing`,
    ENDINGS[ending],
    fault !== undefined && FAULTS[fault],
  ]
    .filter((part) => part !== false && part !== '')
    .join('; ');
}

/** A gap, a note or what stands before a body in words. */
export function markWords(piece: StreamPiece): string {
  if (piece.kind === 'bytes') return '';
  if (piece.kind === 'told') return piece.words;
  if (piece.kind === 'body') return bodyWords(piece);
  if (piece.kind === 'passed') return `${formatCountOf(piece.length, 'byte')} ${PASSED[piece.why]}`;
  if (piece.kind === 'gap') return gapWords(piece.why, formatCountOf(piece.length, 'byte'));
  return noteWords(piece);
}

function gapWords(why: GapReason, bytes: string): string {
  return isClosed(why) ? `${bytes} stay encrypted: ${CLOSED_WORDS[why]}` : `${bytes} missing: ${GAPS[why]}`;
}

function isClosed(why: GapReason): why is ClosedReason {
  return why in CLOSED_WORDS;
}

function noteWords(note: StreamNote): string {
  const packet = `packet ${note.packet + 1}`;
  const bytes = formatCountOf(note.length, 'byte');
  const another = note.connection > 0 ? `, connection ${note.connection + 1} of this flow` : '';
  switch (note.note) {
    case 'opened':
      return `opened by ${packet}${another}`;
    case 'mid-stream':
      return `begins mid-stream with ${packet}: its SYN is not in this flow${another}`;
    case 'finished':
      return `finished (FIN)`;
    case 'reset':
      return `reset by ${packet}`;
    case 'late':
      return `${packet} brought ${bytes} of a gap too late to stand in it, from byte ${formatCount(note.offset)} on`;
    case 'after-end':
      return `${packet} carries ${bytes} behind the FIN: left out`;
    case 'before-start':
      return `${packet} carries ${bytes} from before the first ones: left out`;
    case 'other-bytes':
      return `${packet} came with other bytes for byte ${formatCount(note.offset)} and the following: ${quoted(note.other)} instead of ${quoted(note.had)}`;
  }
}

const MOST_QUOTED = 24;

function quoted(bytes: Uint8Array | undefined): string {
  const text = shownLine(latin1(bytes ?? new Uint8Array(0), 0, MOST_QUOTED));
  return `“${text}${(bytes?.length ?? 0) > MOST_QUOTED ? '…' : ''}”`;
}

/** Why there is nothing to show. */
export function emptyWords(empty: NoStream): string {
  return EMPTY[empty];
}

/** Which part of the stream is shown, and what of it is not; undefined: all of it. */
export function partWords({ part, before, bytes, rest }: StreamPart): string | undefined {
  if (part === 0 && rest === undefined) return undefined;
  const [shown, earlier] = [formatBytes(bytes.length), formatBytes(before[0] + before[1])];
  const what = part === 0 ? `The first ${shown} are shown` : `${shown} are shown, behind ${earlier}`;
  if (rest === undefined) return `${what}; this is the end.`;
  const packets = formatCountOf(rest.packets, 'packet');
  const following =
    rest.packets === 0 ? 'more follows' : `${packets} with ${formatBytes(rest.bytes)} of payload follow`;
  return `${what}; ${following}. Save writes all.`;
}

/** What a saved file has not; undefined: it is all there. */
export function savedWords({ bytes, gaps, missingBytes }: StreamSummary): string | undefined {
  if (bytes === 0) return 'There were no bytes to save: the file is empty.';
  if (gaps === 0) return undefined;
  const missing = formatCountOf(missingBytes, 'byte');
  return `The file leaves out what is missing: ${formatCountOf(gaps, 'gap')} of ${missing} in all.`;
}
