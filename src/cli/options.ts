import type { ParseArgsConfig } from 'node:util';

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

/** All options in the order of `--help`. */
export const OPTIONS: readonly OptionWords[] = [
  {
    name: 'format',
    value: 'FORMAT',
    help: 'csv (default), ndjson or parquet; info writes text unless told',
    commands: ALL,
  },
  { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output', commands: ALL },
  {
    name: 'each',
    help: 'every capture by itself, with a first column `file`',
    commands: ['flows', 'packets', 'match'],
  },
  {
    name: 'filter',
    value: 'EXPR',
    help: 'only rows that fit, e.g. "protocol = 6 and bytes > 1kB"',
    commands: ['flows', 'packets'],
  },
  {
    name: 'bpf-filter',
    value: 'EXPR',
    help: 'read only packets that pass, as tcpdump would: "tcp port 443" (pcap-filter)',
    commands: METERED,
  },
  {
    name: 'idle-timeout',
    value: 'S',
    help: 'seconds without a packet after which a flow ends (120)',
    commands: METERED,
  },
  { name: 'active-timeout', value: 'S', help: 'seconds after which a flow is cut (1800)', commands: METERED },
  {
    name: 'accounting-mode',
    value: 'MODE',
    help: 'size that is counted: 0 link (default), 1 IP, 2 transport, 3 payload',
    commands: FLOWS,
  },
  { name: 'statistical-analysis', help: 'add the 48 statistical columns', commands: FLOWS },
  {
    name: 'splt-analysis',
    value: 'N',
    help: 'add sizes, gaps and directions of the first N packets (0: none)',
    commands: FLOWS,
  },
  {
    name: 'n-dissections',
    value: 'N',
    help: 'accepted for NFStream’s sake; application columns are not written',
    commands: FLOWS,
  },
  { name: 'no-decode-tunnels', help: 'do not look into GTP-U, CAPWAP and TZSP', commands: METERED },
  {
    name: 'every-interface',
    help: 'meter all pcapng interfaces; NFStream keeps to those like the first',
    commands: METERED,
  },
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
  { name: 'max-nflows', value: 'N', help: 'stop after N flows (0: no limit)', commands: FLOWS },
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
  flowloom packets CAPTURE [options]     one row a packet
  flowloom match CAPTURE --code FILE.ts  run relational flows; one row a match

CAPTURE is a pcap or pcapng file, plain or compressed with gzip, zstd or lz4, or - for standard input. Several captures
are one stream unless --each is given (flows; the other commands take them one by one).
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
