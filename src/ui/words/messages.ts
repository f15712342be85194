import { formatBytes, formatCount, formatCountOf } from '../../base/format.ts';
import { DECODING_NOUNS, LINK_DECODINGS } from '../../core/model/decoding-words.ts';
import { linkTypeTitle } from '../../core/model/link-types.ts';
import type { Failure, FailureCode } from '../../core/model/failure.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';

/** What the page says about a fault: a sentence, and what can be done. */
export interface Message {
  readonly sentence: string;
  readonly advice: string;
}

/** How to make something readable of a known format. */
function conversion(format: string): string {
  if (format.includes('compression') || format.includes('archive')) return 'Unpack it first.';
  return 'Wireshark’s editcap converts most other captures: editcap -F pcapng in out.pcapng';
}

type Words = (failure: Failure) => Message;

const READABLE =
  'Flowloom reads pcap, pcapng, snoop, ERF and Network Monitor captures, plain or compressed with gzip, zstd or lz4.';

const MARKED = 'The line is marked in the editor.';

const FAILURES: Readonly<Record<FailureCode, Words>> = {
  'not-a-capture': () => ({
    sentence: 'This file is not a capture: its first bytes are those of no capture format.',
    advice: `${READABLE} The name of the file does not matter, only what is in it.`,
  }),
  'not-text': ({ detail }) => ({
    sentence: `This is no text: ${detail ?? 'its bytes are none'}.`,
    advice: 'Lines can only be had of text.',
  }),
  'no-log': () => ({
    sentence: 'This code looks at the lines of a log, and no log is open.',
    advice: 'Open one, or paste one, by “Log” above the editor.',
  }),
  'empty-file': ({ detail }) => ({
    sentence:
      detail === undefined ? 'This file is empty: it has no bytes at all.' : `This ${detail} file unpacks to nothing.`,
    advice:
      'The capture may not have been written yet, or a download may have failed. Stop the capturing program and try again.',
  }),
  'unsupported-format': ({ detail }) => ({
    sentence: `By its first bytes this is ${detail ?? 'a kind of capture'}, which is not read here.`,
    advice: `${READABLE} ${conversion(detail ?? '')}`,
  }),
  'broken-header': () => ({
    sentence: 'The capture’s own header is cut short or contradicts itself, so its records cannot be found.',
    advice: 'The file was probably damaged when it was copied. Fetch it again from where it was captured.',
  }),
  'broken-compression': () => ({
    sentence: 'The compressed data is damaged from its beginning, so nothing could be unpacked.',
    advice: 'Fetch the file again, or unpack it with gzip, zstd or lz4 and open what can be saved.',
  }),
  unreadable: () => ({
    sentence: 'The browser could not read this file.',
    advice:
      'It may have been moved, changed or removed since it was chosen, or you may lack the right to read it. Choose it again.',
  }),
  'bad-question': () => ({
    sentence: 'This question cannot be answered.',
    advice: 'Correct the filter, or clear it.',
  }),
  'bad-address': () => ({
    sentence: 'The capture could not be fetched from the address in ?capture=.',
    advice: 'Only captures on the page’s own server can be opened by address. Download the capture and drop it here.',
  }),
  'code-syntax': ({ line }) => ({
    sentence: 'The code does not compile.',
    advice: line === undefined ? 'No line of it could be found that is to blame.' : MARKED,
  }),
  'code-threw': ({ line }) => ({
    sentence: 'The code threw an error while it ran.',
    advice: line === undefined ? 'No line of it could be found that is to blame.' : MARKED,
  }),
  'code-timeout': () => ({
    sentence: 'The code did not answer in time and was stopped.',
    advice:
      'It may be slow as a whole, but it said nothing for three seconds. Look for a loop that never ends, or for one packet that takes that long. Nothing else was affected.',
  }),
  'code-forged': () => ({
    sentence: 'The code sent messages that no run sends, and was stopped.',
    advice:
      'What a run finds is taken from its classes; code that sends messages of its own is not believed. Nothing else was affected.',
  }),
  'unfit-format': ({ detail }) => ({
    sentence: `This cannot be written in that format: ${detail ?? 'it has no room for it'}.`,
    advice: 'Choose another format, or filter the packets.',
  }),
  stopped: () => ({
    sentence: 'This was stopped before anything could be shown.',
    advice: 'Read the capture again whenever you like.',
  }),
  'not-loaded': () => ({
    sentence: 'A part of the page that this needs could not be loaded: its host could not be reached.',
    advice: 'What is open goes on. Try again when the host answers.',
  }),
  'worker-died': () => ({
    sentence: 'The part of the page that reads captures has died.',
    advice:
      'The browser may have run out of memory. Reading the capture again starts it anew; a smaller one, or fewer open tabs, may help.',
  }),
  bug: () => ({
    sentence: 'Flowloom has a fault of its own and cannot go on with this.',
    advice: 'The details below help to mend it. Opening the capture again may work.',
  }),
};

/** The sentence and the advice for a failure. */
export function failureMessage(failure: Failure): Message {
  return FAILURES[failure.code](failure);
}

/** Codes whose `detail` the sentence has already. */
const TOLD: readonly FailureCode[] = ['not-text', 'empty-file', 'unsupported-format', 'unfit-format'];
/** What `detail` is, where it does not speak for itself. */
const DETAIL_NAMES: Partial<Record<FailureCode, string>> = {
  'not-a-capture': 'First bytes: ',
  'broken-header': 'Header: ',
};

/** Where it happened and the words of the system, as further lines; empty if nothing is known. */
export function failureFacts({ code, detail, offset, line, column }: Failure): readonly string[] {
  const facts: string[] = [];
  if (offset !== undefined && code !== 'empty-file')
    facts.push(`At byte ${formatCount(offset)}${offset > 9 ? ` (0x${offset.toString(16)})` : ''}.`);
  if (line !== undefined) facts.push(`Line ${line}, column ${column ?? 1}.`);
  if (detail !== undefined && !TOLD.includes(code)) facts.push(`${DETAIL_NAMES[code] ?? ''}${detail}`);
  return facts;
}

type ProblemWords = (facts: readonly number[]) => Message;

const fact = (facts: readonly number[], at: number): string => formatCount(facts[at] ?? 0);
const countOf = (facts: readonly number[], at: number, one: string, many?: string): string =>
  formatCountOf(facts[at] ?? 0, one, many);
const KEPT = 'Everything before it was read and stays usable.';

const PROBLEMS: Readonly<Record<ProblemCode, ProblemWords>> = {
  'cut-record': (facts) => ({
    sentence: `The file ends inside a record: ${fact(facts, 0)} bytes were announced, ${fact(facts, 1)} are there.`,
    advice: `${KEPT} The capture was probably still being written, or its copy was cut short.`,
  }),
  'absurd-length': (facts) => ({
    sentence: `A record claims ${formatBytes(facts[0] ?? 0)}, more than the ${formatBytes(facts[1] ?? 0)} that a packet can have.`,
    advice: `Reading stopped here, since the next record cannot be found. ${KEPT} The file is probably damaged at this byte.`,
  }),
  'bad-block': (facts) => ({
    sentence:
      facts[0] === facts[1]
        ? `A pcapng block gives its length as ${fact(facts, 0)}, which is less than any block has.`
        : `A pcapng block gives its length as ${fact(facts, 0)} at its beginning and as ${fact(facts, 1)} at its end.`,
    advice: `${KEPT} The file is probably damaged at this byte.`,
  }),
  'short-record': (facts) => ({
    sentence: `A record gives its length as ${fact(facts, 0)}, but what it holds takes ${countOf(facts, 1, 'byte')}.`,
    advice: `Reading stopped here, since the next record cannot be found. ${KEPT} The file is probably damaged at this byte.`,
  }),
  'memory-full': (facts) => ({
    sentence: `The tables of this capture take ${formatBytes(facts[0] ?? 0)}, and no more than ${formatBytes(facts[1] ?? 0)} is safe here: reading stopped.`,
    advice: `${KEPT} A packet filter in the meter settings, or a part of the capture, takes less memory.`,
  }),
  'wrong-checksum': (facts) => ({
    sentence: `A checksum of the compressed data does not fit: of ${countOf(facts, 0, 'byte')} from here on, some are not what was written.`,
    advice: 'All of it was read, but packets from here on may be wrong. Fetch the file again.',
  }),
  'left-out': (facts) => ({
    sentence: `${countOf(facts, 0, 'comment, name or other note', 'comments, names and other notes')} of this capture were more than is kept.`,
    advice: 'They are counted, but neither shown nor exported. All packets were read.',
  }),
  'too-many-interfaces': (facts) => ({
    sentence: `The file describes more than ${fact(facts, 0)} interfaces.`,
    advice: 'Packets of the interfaces beyond were left out; reading went on.',
  }),
  'unknown-version': (facts) => ({
    sentence: `A section says that it is pcapng of version ${facts[0] ?? '?'}.${facts[1] ?? '?'}; only 1.0 is known.`,
    advice: 'It was read as if it were 1.0, and may mean something else.',
  }),
  unreadable: () => ({
    sentence: 'The browser could read no more of the file.',
    advice: `${KEPT} It was probably changed, moved or unplugged while it was being read: open it again.`,
  }),
  'bad-packet': (facts) => ({
    sentence: `A packet block claims a packet of ${fact(facts, 0)} bytes but has room for ${fact(facts, 1)}.`,
    advice: 'The packet was left out; reading went on.',
  }),
  'unknown-interface': (facts) => ({
    sentence: `A packet names interface ${fact(facts, 0)}, but only ${fact(facts, 1)} had been described.`,
    advice: 'The packet was left out; reading went on.',
  }),
  'unknown-link-type': (facts) => unknownLinkType(facts[0] ?? -1),
  'broken-compression': () => ({
    sentence: 'The compressed data is damaged and cannot be unpacked beyond this byte.',
    advice: `${KEPT} Fetch the file again to see the rest.`,
  }),
  'skipped-bytes': (facts) => ({
    sentence: `A record is damaged: ${countOf(facts, 0, 'byte')} from here on could not be read and were skipped.`,
    advice: 'Reading went on with the next record that makes sense; the packets before and after it are whole.',
  }),
  'refused-file': () => ({
    sentence: 'Nothing of this file could be read, so it is left out.',
    advice: 'The others were read; the list of files says what is wrong with it.',
  }),
  'wrong-hash': () => ({
    sentence: 'The hash that the file itself holds of a packet does not fit its bytes.',
    advice: 'The packet was kept, but it may not be what was captured. Fetch the file again.',
  }),
  'received-damaged': () => ({
    sentence: 'The capturing interface says that it received a packet damaged.',
    advice: 'The packet was kept; what is decoded of it may be wrong.',
  }),
  'captured-over-wire': (facts) => ({
    sentence: `A packet has ${fact(facts, 0)} captured bytes but claims ${fact(facts, 1)} on the wire.`,
    advice: 'It was kept as it is.',
  }),
};

/** NFStream builds no flows from it; some are read further. */
function unknownLinkType(number: number): Message {
  const title = `link type ${number < 0 ? '?' : number} (${linkTypeTitle(number)})`;
  const decoding = LINK_DECODINGS.get(number);
  if (decoding === undefined)
    return {
      sentence: `No flows are built from ${title}.`,
      advice: 'Its packets are listed with time, length, bytes and whatever can be decoded.',
    };
  return {
    sentence: `NFStream does not know ${title}, so its rules build no flows from it.`,
    advice: `Decode further: “${DECODING_NOUNS[decoding]}” builds them, if IP is within; see “More inside”.`,
  };
}

/** The sentence and the advice for a problem row. */
export function problemMessage(problem: Problem): Message {
  return PROBLEMS[problem.code](problem.facts);
}
