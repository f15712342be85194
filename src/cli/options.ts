import type { ParseArgsConfig } from 'node:util';
import { PARAMETERS, type ParameterDescription, type ParameterKind } from '../core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../core/model/parameters.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Command = 'info' | 'flows' | 'packets' | 'match';

/** One option as `--help` and the parser know it. `value`: how its argument is called; none for switches. */
export interface OptionWords {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  readonly help: string;
  readonly commands: readonly Command[];
}

const ALL: readonly Command[] = ['info', 'flows', 'packets', 'match'];
const METERED: readonly Command[] = ['flows', 'packets', 'match'];
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
  const names = kind.type === 'names' ? `: ${kind.choices.map((choice) => choice.value).join(',')} or all` : '';
  const first = NFSTREAM_DEFAULTS[id];
  const standard = kind.type === 'number' || kind.type === 'choice' ? ` (${String(first)})` : '';
  return {
    name: flag,
    ...(value !== undefined && { value }),
    help: `${asPhrase(flag.startsWith('no-') ? `Do not ${asPhrase(help)}` : help)}${names}${standard}`,
    commands: id === 'resynchronise' ? ALL : NOT_OF_FLOWS_ONLY.includes(id) ? METERED : FLOWS,
  };
}

/** A sentence as other options have it: without capital and full stop. */
function asPhrase(sentence: string): string {
  return (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, '');
}

/** All options in the order of `--help`. */
export const OPTIONS: readonly OptionWords[] = [
  {
    name: 'format',
    value: 'FORMAT',
    help: 'csv (default), ndjson or parquet; packets also pcapng or pcap; info writes text unless told',
    commands: ALL,
  },
  { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output', commands: ALL },
  {
    name: 'each',
    help: 'every capture by itself, with a first column `file`',
    commands: ['flows', 'packets', 'match'],
  },
  {
    name: 'merge',
    help: 'order the packets of several captures by time; without it they follow each other',
    commands: ['flows', 'packets'],
  },
  {
    name: 'filter',
    value: 'EXPR',
    help: 'only rows that fit, e.g. "protocol = 6 and bytes > 1kB"',
    commands: ['flows', 'packets'],
  },
  ...PARAMETERS.map(parameterOption),
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
  { name: 'code', value: 'FILE.ts', help: 'module of relational flows; it runs with your rights', commands: ['match'] },
  { name: 'incomplete', help: 'write incomplete matches too', commands: ['match'] },
  { name: 'double-take', help: 'let a flow take an event twice, as relational-stream does', commands: ['match'] },
  { name: 'help', short: 'h', help: 'show help and stop', commands: ALL },
  { name: 'version', help: 'show the version and stop', commands: ALL },
];

/** The options for node:util's parseArgs. */
export function parserOptions(): Options {
  const entries = OPTIONS.map(({ name, short, value }): [string, Options[string]] => {
    const type = value === undefined ? 'boolean' : 'string';
    return [name, short === undefined ? { type } : { type, short }];
  });
  return Object.fromEntries(entries);
}

const USAGE = `Usage:
  flowloom info CAPTURE...               format, link types, packets, bytes, times, problems
  flowloom flows CAPTURE... [options]    one row a flow, as NFStream 6.5.4 writes it
  flowloom packets CAPTURE... [options]  one row a packet
  flowloom match CAPTURE --code FILE.ts  run relational flows; one row a match

CAPTURE is a pcap, pcapng, snoop, ERF or Network Monitor file, plain or compressed with gzip, zstd or lz4, or - for
standard input. Several captures are one stream unless --each is given (flows, packets; the others take them one by one).
`;

const STATUS = `
Exit status: 0 done; 1 wrong usage; 2 a capture could not be read to its end (what was read is still written).
`;

/** The text of `--help`, for one command or for all. */
export function helpText(command: string | undefined): string {
  const shown = OPTIONS.filter(({ commands }) => command === undefined || commands.some((name) => name === command));
  const names = shown.map(({ name, short, value }) => {
    const before = short === undefined ? '    ' : `-${short}, `;
    return `  ${before}--${name}${value === undefined ? '' : ` ${value}`}`;
  });
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = shown.map(({ help }, at) => `${names[at].padEnd(width)}${help}\n`);
  return `${USAGE}\nOptions:\n${lines.join('')}${STATUS}`;
}
