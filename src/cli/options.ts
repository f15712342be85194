import type { ParseArgsConfig } from 'node:util';
import type { ParameterDescription, ParameterKind } from '../core/model/parameter-kind.ts';
import { FURTHER_PARAMETERS, NFSTREAM_PARAMETERS } from '../core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../core/model/parameters.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
export type Command =
  'info' | 'flows' | 'packets' | 'match' | 'findings' | 'names' | 'hosts' | 'messages' | 'objects' | 'follow';

/** One option as `--help` and the parser know it. `value`: how its argument is called; none for switches. */
export interface OptionWords {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  readonly help: string;
  readonly commands: readonly Command[];
}

const ROWS: readonly Command[] = [
  'info',
  'flows',
  'packets',
  'match',
  'findings',
  'names',
  'hosts',
  'messages',
  'objects',
];
const ALL: readonly Command[] = [...ROWS, 'follow'];
const METERED_ROWS: readonly Command[] = [
  'flows',
  'packets',
  'match',
  'findings',
  'names',
  'hosts',
  'messages',
  'objects',
];
const METERED: readonly Command[] = [...METERED_ROWS, 'follow'];
const FOLLOW: readonly Command[] = ['follow'];
const FLOWS: readonly Command[] = ['flows'];

/** Parameters that packets and matches depend on too: how packets are decoded, filtered and cut into flows. */
const NOT_OF_FLOWS_ONLY: readonly (keyof MeterParameters)[] = [
  'decodeTunnels',
  'bpfFilter',
  'idleTimeout',
  'activeTimeout',
  'everyInterface',
  'decode',
  'sctpPorts',
  'icmpInKey',
  'laterFragments',
  'repairLengths',
  'endAtFinRst',
  'keepDirection',
  'directionFromSyn',
];

/** How the argument of a parameter's flag is called. */
const ARGUMENTS: Readonly<Record<ParameterKind['type'], string | undefined>> = {
  switch: undefined,
  number: 'N',
  choice: 'VALUE',
  names: 'A,B',
  'pcap-filter': 'EXPR',
};

function parameterOption({ id, flag, kind, help }: ParameterDescription): OptionWords {
  const value = ARGUMENTS[kind.type];
  const phrase = asPhrase(flag.startsWith('no-') ? `Do not ${asPhrase(help)}` : help);
  return {
    name: flag,
    ...(value !== undefined && { value }),
    help: `${phrase}${allowedValues(kind, String(NFSTREAM_DEFAULTS[id]))}`,
    commands: id === 'resynchronise' ? ALL : NOT_OF_FLOWS_ONLY.includes(id) ? METERED : FLOWS,
  };
}

/** The largest limit that anybody may meet; others are those of the numbers themselves. */
const MENTIONED_LIMIT = 65_535;

/** What a parameter may be and is at first, to stand behind its help. */
function allowedValues(kind: ParameterKind, standard: string): string {
  switch (kind.type) {
    case 'number': {
      const range = kind.most <= MENTIONED_LIMIT ? `${kind.least} to ${kind.most}, ` : '';
      return ` (${range}default ${standard})`;
    }
    case 'choice':
      return ` (default ${standard})`;
    case 'names':
      return `: ${kind.choices.map((choice) => choice.value).join(', ')}, or all`;
    default:
      return '';
  }
}

/** A sentence as other options have it: without capital and full stop. */
function asPhrase(sentence: string): string {
  return (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, '');
}

const INPUT_AND_OUTPUT: readonly OptionWords[] = [
  {
    name: 'format',
    value: 'FORMAT',
    help: 'csv (default), ndjson or parquet; packets also pcapng or pcap, with --code text; info writes text unless told',
    commands: ROWS,
  },
  { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output', commands: ALL },
  {
    name: 'each',
    help: 'every capture by itself, with a first column `file`',
    commands: METERED_ROWS,
  },
  {
    name: 'merge',
    help: 'order the packets of several captures by time; without it they follow each other',
    commands: ['flows', 'packets'],
  },
  {
    name: 'filter',
    value: 'EXPR',
    help: 'only rows that fit, e.g. "protocol = 6 and bytes > 1kB"; of packets also by decoded fields, "tcp.window = 0"',
    commands: ['flows', 'packets', 'messages', 'hosts'],
  },
  {
    name: 'protocol',
    value: 'A,B',
    help: 'only messages of these protocols, e.g. dns,http',
    commands: ['messages'],
  },
  {
    name: 'fields',
    value: 'A,B',
    help: 'columns of decoded fields, e.g. tcp.window,dns.query.name; several values of a packet have commas between',
    commands: ['packets'],
  },
];

const FILES_OF_FLOWS: readonly OptionWords[] = [
  {
    name: 'flows-per-file',
    value: 'N',
    help: 'N flows a file: out.csv becomes out.0.csv, out.1.csv, …',
    commands: FLOWS,
  },
  {
    name: 'rotate-files',
    value: 'N',
    help: 'with --flows-per-file: N files in turn, 0 to N-1, then over the first again',
    commands: FLOWS,
  },
  {
    name: 'columns-to-anonymize',
    value: 'A,B',
    help: 'write these columns as keyed BLAKE2b digests, e.g. src_ip,dst_ip',
    commands: FLOWS,
  },
  {
    name: 'anonymize-key',
    value: 'KEY',
    help: 'text or hexadecimal digits; without it a key is drawn at random',
    commands: FLOWS,
  },
];

const MATCHING: readonly OptionWords[] = [
  {
    name: 'code',
    value: 'FILE.ts',
    help: 'module of relational flows, for flows and packets of plugins, links and taggers; it runs with your rights',
    commands: ['match', 'flows', 'packets'],
  },
  { name: 'incomplete', help: 'write incomplete matches too', commands: ['match'] },
  { name: 'near-misses', help: 'the same, with limit, what was awaited, and how late it came', commands: ['match'] },
  { name: 'funnel', value: 'FILE', help: 'write how far flows came and how they ended', commands: ['match'] },
  { name: 'explain', value: 'PACKET', help: 'write what was asked about this packet instead', commands: ['match'] },
  {
    name: 'events',
    value: 'WHICH',
    help: 'give the code packets, flows, messages, or the lines of a log; at first what its definitions say',
    commands: ['match'],
  },
  { name: 'order', value: 'WHICH', help: 'events in the order of the file (default) or of time', commands: ['match'] },
  { name: 'double-take', help: 'let a flow take an event twice, as relational-stream does', commands: ['match'] },
  { name: 'class', value: 'NAME', help: 'matches of this class only, captured values as columns', commands: ['match'] },
  { name: 'max-matches', value: 'N', help: 'write N matches at most; all unless told', commands: ['match'] },
];

const FINDINGS: readonly OptionWords[] = [
  {
    name: 'rules',
    value: 'FILE',
    help: 'rules of your own: those with the name of a standard one stand in its place, others are added',
    commands: ['findings'],
  },
];

const OBJECTS: readonly OptionWords[] = [
  {
    name: 'save',
    value: 'DIR',
    help: 'write the objects themselves into this folder, which is made if it is not there; no file is written over',
    commands: ['objects'],
  },
];

const HOSTS: readonly OptionWords[] = [
  {
    name: 'vendors',
    value: 'FILE',
    help: 'vendors by MAC address, of a list that you have: IEEE’s oui.txt or oui.csv, Wireshark’s manuf',
    commands: ['hosts'],
  },
];

const FOLLOWING: readonly OptionWords[] = [
  { name: 'flow', value: 'N', help: 'number of the flow: its `id` in the rows of flows', commands: FOLLOW },
  {
    name: 'direction',
    value: 'WAY',
    help: 'forward (source to destination), backward or both (default)',
    commands: FOLLOW,
  },
  {
    name: 'as',
    value: 'LOOK',
    help: 'raw, text, hex, or http (heads and decoded bodies of HTTP, frames of HTTP/2, messages of WebSocket); at first text on a terminal, else raw',
    commands: FOLLOW,
  },
  {
    name: 'keys',
    value: 'FILE',
    help: 'decrypt with the secrets of a key log (SSLKEYLOGFILE); secrets in the capture are used without',
    commands: [...FOLLOW, 'messages', 'objects'],
  },
  {
    name: 'handshake',
    help: 'of QUIC the messages of its handshake (CRYPTO frames), put together; those of Initial packets need no secrets',
    commands: FOLLOW,
  },
  { name: 'as-sent', help: 'do not decrypt, whatever secrets the capture has', commands: FOLLOW },
];

const ABOUT: readonly OptionWords[] = [
  { name: 'help', short: 'h', help: 'show help and stop', commands: ALL },
  { name: 'version', help: 'show the version and stop', commands: ALL },
];

/** All options by what they concern, in the order of `--help`. */
export const OPTION_GROUPS: readonly { readonly title: string; readonly options: readonly OptionWords[] }[] = [
  { title: 'Input and output', options: INPUT_AND_OUTPUT },
  { title: 'NFStream’s parameters', options: NFSTREAM_PARAMETERS.map(parameterOption) },
  { title: 'Beyond NFStream', options: FURTHER_PARAMETERS.map(parameterOption) },
  { title: 'Files of flows', options: FILES_OF_FLOWS },
  { title: 'Relational flows', options: MATCHING },
  { title: 'Findings', options: FINDINGS },
  { title: 'Hosts', options: HOSTS },
  { title: 'Objects', options: OBJECTS },
  { title: 'Streams', options: FOLLOWING },
  { title: 'About', options: ABOUT },
];

/** All options. */
export const OPTIONS: readonly OptionWords[] = OPTION_GROUPS.flatMap(({ options }) => options);

/** The options for node:util's parseArgs. */
export function parserOptions(): Options {
  const entries = OPTIONS.map(({ name, short, value }): [string, Options[string]] => {
    const type = value === undefined ? 'boolean' : 'string';
    return [name, short === undefined ? { type } : { type, short }];
  });
  return Object.fromEntries(entries);
}
