import { hexBytes, latin1, shownLine } from '../base/text.ts';
import { formatCountOf } from '../base/format.ts';
import { CLOSED_WORDS } from '../core/model/decryption-words.ts';
import type { SecureEventKind } from '../core/model/decryption.ts';
import type { BodyFault, GapReason, StreamBody, StreamPassed, StreamTold, Way } from '../core/model/stream.ts';
import type { SecureSink } from '../core/session/stream/decrypting-sink.ts';
import type { BodyTarget } from '../core/session/stream/gift.ts';
import type { StreamSpot } from '../core/streams/stream-sink.ts';
import type { FollowLook } from './arguments.ts';
import type { Output } from './output.ts';

/** Bytes of a line of a hex dump. */
const PER_LINE = 16;

/**
 * Writes a stream as it comes: raw as it was sent, without what is missing; as text (UTF-8, controls as dots) or as a hex dump with arrows,
 * both with a line for each gap. Messages of HTTP are text, with a line before each body or frame.
 */
export class StreamWriter implements SecureSink, BodyTarget {
  gaps = 0;
  missingBytes = 0;
  private readonly decoders = [new TextDecoder(), new TextDecoder()] as const;
  /** Whose text stands at the end of the line; undefined: the line is empty. */
  private speaking: Way | undefined;

  /**
   * @param way the only direction that is written; undefined: both
   * @param isTold what the encryption tells is written too, in brackets: names of messages, tags of a hello
   */
  constructor(
    private readonly output: Output,
    private readonly look: FollowLook,
    private readonly way: Way | undefined,
    private readonly isTold = false,
  ) {}

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    if (this.way !== undefined && spot.way !== this.way) return;
    if (this.look === 'raw') this.output.writeBytes(bytes.slice());
    else if (this.look === 'hex') this.dump(spot, bytes);
    else this.text(spot, bytes);
  }

  gap({ way }: StreamSpot, length: number, why: GapReason): void {
    if (this.way !== undefined && way !== this.way) return;
    this.gaps++;
    this.missingBytes += length;
    if (this.look === 'raw') return;
    this.endLine();
    const what = why in CLOSED_WORDS ? 'stay encrypted' : 'missing';
    this.output.writeText(`[${arrow(way)} ${length} bytes ${what}]\n`);
  }

  mark(mark: StreamBody | StreamPassed | StreamTold): void {
    if (this.way !== undefined && mark.way !== this.way) return;
    this.endLine();
    this.output.writeText(`[${arrow(mark.way)} ${markWords(mark)}]\n`);
  }

  note(): void {
    // Only what was said is written.
  }

  told({ way }: StreamSpot, _event: SecureEventKind, words: string): void {
    if (!this.isTold || this.look === 'raw' || (this.way !== undefined && way !== this.way)) return;
    this.endLine();
    this.output.writeText(`[${arrow(way)} ${shownLine(words)}]\n`);
  }

  private text({ way }: StreamSpot, bytes: Uint8Array): void {
    if (this.speaking !== undefined && this.speaking !== way) this.endLine();
    const text = this.decoders[way].decode(bytes, { stream: true });
    const lines = text.replaceAll('\r\n', '\n').split('\n');
    this.output.writeText(lines.map((line) => line.split('\t').map(shownLine).join('\t')).join('\n'));
    this.speaking = text.endsWith('\n') ? undefined : way;
  }

  private dump({ way, offset }: StreamSpot, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PER_LINE) {
      const end = Math.min(bytes.length, at + PER_LINE);
      const digits = hexBytes(bytes, at, end, ' ').padEnd(3 * PER_LINE - 1);
      const place = (offset + at).toString(16).padStart(8, '0');
      this.output.writeText(`${arrow(way)} ${place}  ${digits}  ${ascii(bytes, at, end)}\n`);
    }
  }

  private endLine(): void {
    if (this.speaking !== undefined) this.output.writeText('\n');
    this.speaking = undefined;
  }
}

function markWords(mark: StreamBody | StreamPassed | StreamTold): string {
  if (mark.kind === 'told') return mark.words;
  return mark.kind === 'body' ? bodyWords(mark) : passedWords(mark);
}

function bodyWords({ length, sent, codings, charset, missing, ending, fault }: StreamBody): string {
  return [
    `body of ${formatCountOf(length, 'byte')}`,
    ...(codings.length > 0 ? [`${codings.join(', ')}: ${formatCountOf(sent, 'byte')} as sent`] : []),
    ...(charset === undefined ? [] : [`text from ${charset}`]),
    ...(missing > 0 ? [`${formatCountOf(missing, 'byte')} missing`] : []),
    ...(ending === 'complete' || ending === 'closed' ? [] : [`end: ${ENDINGS[ending]}`]),
    ...(fault === undefined ? [] : [FAULTS[fault]]),
  ].join('; ');
}

const ENDINGS: Readonly<Record<StreamBody['ending'], string>> = {
  complete: '',
  closed: '',
  open: 'not seen, the connection is not closed',
  cut: 'not in the flow',
  hole: 'hidden by missing bytes',
  'bad-chunk': 'unknown, a chunk is broken',
  head: 'unknown, its head is not whole',
};

const FAULTS: Readonly<Record<BodyFault, string>> = {
  damaged: 'damaged or cut: what could be unpacked',
  'too-large': 'more than 16 MB are left out',
  'unknown-coding': 'as sent: its coding is not known',
  undecoded: 'as sent: it cannot be unpacked',
};

function passedWords({ length, why }: StreamPassed): string {
  return `${formatCountOf(length, 'byte')} left out: ${why === 'no-http' ? 'not HTTP/1' : 'behind an upgrade or CONNECT'}`;
}

const arrow = (way: Way): string => (way === 0 ? '→' : '←');

/** Bytes as ASCII; a dot where one has no picture. */
function ascii(bytes: Uint8Array, from: number, to: number): string {
  return latin1(bytes, from, to).replace(/[^\x20-\x7e]/g, '.');
}
