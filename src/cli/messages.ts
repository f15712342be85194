import { shownLine } from '../base/text.ts';
import { LINK_DECODINGS } from '../core/model/decoding-words.ts';
import { linkTypeTitle } from '../core/model/link-types.ts';
import type { Failure } from '../core/model/failure.ts';
import { SERIOUS_PROBLEMS, type Problem } from '../core/model/problem.ts';

/** The sentence for a failure, with what can be done about it. `name`: the file in question. */
export function failureSentence(failure: Failure, name: string): string {
  return `${shownLine(name)}: ${sentence(failure)}`;
}

function sentence({ code, detail = '', offset = 0, line, column }: Failure): string {
  switch (code) {
    case 'not-a-capture':
      return `this is no capture: it begins with ${detail}, which is neither a capture format that is read here nor compressed with gzip, zstd or lz4.`;
    case 'not-text':
      return `this is no text: ${detail}. Lines can only be had of text.`;
    case 'empty-file':
      return detail === '' ? 'the file has no bytes.' : `the ${detail} file inflates to nothing.`;
    case 'unsupported-format':
      return `this is ${detail}, which is not read; ${conversion(detail)}.`;
    case 'broken-header':
      return `the capture's own header is broken at byte ${offset} (${detail}); nothing can be read.`;
    case 'broken-compression':
      return `the compressed data cannot be inflated at byte ${offset} (${detail}).`;
    case 'unreadable':
      return `the system does not give the file: ${shownLine(detail)}`;
    case 'bad-question':
      return `the filter is not understood at character ${offset + 1}: ${detail}`;
    case 'code-syntax':
    case 'code-threw':
      return `${line === undefined ? '' : `line ${line}, column ${column ?? 1}: `}${detail}`;
    case 'unfit-format':
      return `not written: ${detail}.`;
    case 'bad-address':
    case 'no-log':
    case 'code-timeout':
    case 'code-forged':
    case 'stopped':
    case 'not-loaded':
    case 'worker-died':
    case 'bug':
      return `${code}: ${detail}`;
  }
}

/** How to make something readable of a known format. */
function conversion(format: string): string {
  return /compression|archive/.test(format) ? 'unpack it first' : 'convert it to pcap or pcapng first (editcap does)';
}

/** The sentence for a problem inside a capture, with its place. */
export function problemSentence(problem: Problem, name: string): string {
  const place = problem.code === 'left-out' ? '' : ` (byte ${problem.offset}, after packet ${problem.packet})`;
  return `${shownLine(name)}: ${words(problem)}${place}`;
}

function words({ code, facts: [first = 0, second = 0] }: Problem): string {
  switch (code) {
    case 'cut-record':
      return `the file ends inside a record: ${first} bytes were to come, ${second} are there. Everything before it was read.`;
    case 'absurd-length':
      return `a record claims ${first} bytes, more than the ${second} that are believed. Reading stopped there.`;
    case 'bad-block':
      return first === second
        ? `a block is damaged: its length ${first} is less than any block has.`
        : `a block is damaged: its lengths ${first} and ${second} do not agree.`;
    case 'short-record':
      return `a record is damaged: its length ${first} is less than the ${second} that it holds. Reading stopped there.`;
    case 'memory-full':
      return `the tables take ${first} bytes, more than the ${second} that are safe here. Reading stopped there.`;
    case 'wrong-checksum':
      return `a checksum does not fit: of ${first} bytes from there on some are not what was written. All were read, but packets may be wrong.`;
    case 'left-out':
      return `${first} comments, names or other notes were more than is kept of a capture. They are counted, but neither shown nor written.`;
    case 'too-many-interfaces':
      return `more than ${first} interfaces are described. Packets of those beyond were left out.`;
    case 'unknown-version':
      return `a section says that it is pcapng ${first}.${second}; only 1.0 is known. It was read as 1.0.`;
    case 'unreadable':
      return 'no more of the file can be read. Everything before it was read.';
    case 'bad-packet':
      return `a packet block claims ${first} bytes where ${second} are. It was left out.`;
    case 'unknown-interface':
      return `a packet names interface ${first}, but only ${second} are described. It was left out.`;
    case 'unknown-link-type':
      return unknownLinkType(first);
    case 'broken-compression':
      return 'the compressed data cannot be inflated further. Everything before it was read.';
    case 'skipped-bytes':
      return `a record is damaged: ${first} bytes were skipped, and reading went on with the next sound one.`;
    case 'refused-file':
      return 'nothing of this file could be read. The others were.';
    case 'wrong-hash':
      return 'the hash that the file holds of a packet does not fit it. It was kept, but may be wrong.';
    case 'received-damaged':
      return 'the interface says that it received a packet damaged. It was kept.';
    case 'captured-over-wire':
      return `a record has ${first} bytes captured of a packet of ${second}. It was kept.`;
  }
}

/** True for problems by which packets are missing or may be wrong. */
export function isSerious(problem: Problem): boolean {
  return SERIOUS_PROBLEMS.includes(problem.code);
}

function unknownLinkType(number: number): string {
  const decoding = LINK_DECODINGS.get(number);
  const advice = decoding === undefined ? 'Its packets are counted and listed.' : `--decode ${decoding} builds them.`;
  return `no flows are built from link type ${number} (${linkTypeTitle(number)}). ${advice}`;
}
