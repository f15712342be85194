import { parseArgs } from 'node:util';
import type { PacketFormat, RowFormat } from '../core/model/export.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import type { Way } from '../core/model/stream.ts';
import type { Anonymisation } from './anonymise-options.ts';
import { readAnonymisation } from './anonymise-options.ts';
import { SOURCES, type Source } from '../core/model/record-event.ts';
import { MESSAGE_PROTOCOLS } from '../core/messages/list.ts';
import { PcapFilter } from '../core/pcap-filter/pcap-filter.ts';
import { readMeterParameters, readWholeNumber } from './meter-options.ts';
import { OPTIONS, parserOptions, type Command } from './options.ts';
import { UsageError } from './usage-error.ts';

const ROW_FORMATS: readonly RowFormat[] = ['csv', 'ndjson', 'parquet'];
const PACKET_FORMATS: readonly PacketFormat[] = ['pcapng', 'pcap'];
/** What printers of user code write. */
const TEXT = 'text';

const COMMANDS: readonly Command[] = [
  'info',
  'flows',
  'packets',
  'match',
  'findings',
  'names',
  'hosts',
  'messages',
  'objects',
  'follow',
];
const isCommand = (word: string): word is Command => COMMANDS.some((command) => command === word);

/** What every command is told. */
interface Common {
  readonly captures: readonly string[];
  /** Undefined: the command's own choice. */
  readonly format: RowFormat | undefined;
  /** Undefined: standard output. */
  readonly output: string | undefined;
  readonly each: boolean;
  /** Order the packets of several captures by time. */
  readonly merge: boolean;
  readonly filter: string;
  /** Undefined: all packets are read. */
  readonly packetFilter: PcapFilter | undefined;
  readonly parameters: MeterParameters;
}

export interface InfoArguments extends Common {
  readonly command: 'info';
}

export interface PacketsArguments extends Common {
  readonly command: 'packets';
  /** Set if packets are to be written with their bytes; `format` is undefined then. */
  readonly captureFormat: PacketFormat | undefined;
  /** Decoded fields that are columns. */
  readonly fields: readonly string[];
  /** Path of a module whose links and taggers add columns. */
  readonly code: string | undefined;
  /** Write what the module's printers write, not rows. */
  readonly asText: boolean;
}

export interface FlowsArguments extends Common {
  readonly command: 'flows';
  /** 0: all in one file. */
  readonly flowsPerFile: number;
  /** Files that are written in turn, the first again after the last; 0: as many as there are. */
  readonly rotateFiles: number;
  readonly anonymisation: Anonymisation;
  /** Path of a module whose plugins, links and taggers add columns. */
  readonly code: string | undefined;
}

export interface MatchArguments extends Common {
  readonly command: 'match';
  readonly code: string;
  readonly incomplete: boolean;
  /** With columns of how flows ended, and what came too late. */
  readonly nearMisses: boolean;
  /** Path of a table of how far flows came. */
  readonly funnel: string | undefined;
  /** Number of a packet: what was asked about it is written instead of matches. */
  readonly explain: number | undefined;
  readonly doubleTake: boolean;
  /** Which events the code is given; undefined: those that its definitions say. */
  readonly events: Source | undefined;
  /** Events in the order of their times; undefined: in that of the file. */
  readonly order: 'time' | undefined;
  /** Matches that are written at most; undefined: all. */
  readonly maxMatches: number | undefined;
  /** The class or sequence whose matches alone are written, with what it captured as columns. */
  readonly className: string | undefined;
}

export interface FindingsArguments extends Common {
  readonly command: 'findings';
  /** Path of a person's own rules. */
  readonly rules: string | undefined;
}

export interface NamesArguments extends Common {
  readonly command: 'names';
}

export interface HostsArguments extends Common {
  readonly command: 'hosts';
  /** Path of a list of vendors. */
  readonly vendors: string | undefined;
}

export interface MessagesArguments extends Common {
  readonly command: 'messages';
  /** Names of protocols, as the table has them; none: all. */
  readonly protocols: readonly string[];
  /** Path of a key log to decrypt with. */
  readonly keys: string | undefined;
}

export interface ObjectsArguments extends Common {
  readonly command: 'objects';
  /** Folder that the objects themselves go to; undefined: they are only listed. */
  readonly save: string | undefined;
  /** Path of a key log. */
  readonly keys: string | undefined;
}

/** How the bytes of a stream are written. */
export type FollowLook = 'raw' | 'text' | 'hex' | 'http';

export interface FollowArguments extends Common {
  readonly command: 'follow';
  readonly flow: number;
  /** Undefined: both. */
  readonly way: Way | undefined;
  /** Undefined: by what reads it. */
  readonly look: FollowLook | undefined;
  /** Path of a key log. */
  readonly keys: string | undefined;
  /** Nothing is decrypted. */
  readonly asSent: boolean;
  /** Of QUIC the messages of its handshake. */
  readonly isHandshake: boolean;
}

/** A command line, understood. */
export type Arguments =
  | { readonly command: 'help'; readonly about: string | undefined }
  | { readonly command: 'version' }
  | InfoArguments
  | PacketsArguments
  | FlowsArguments
  | MatchArguments
  | FindingsArguments
  | NamesArguments
  | HostsArguments
  | MessagesArguments
  | ObjectsArguments
  | FollowArguments;

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Reads a command line. Throws UsageError, caught by main.ts alone. */
export function readArguments(words: readonly string[]): Arguments {
  const { values, positionals } = parse(words);
  const [command, ...captures] = positionals;
  if (values['help'] === true || command === 'help') return { command: 'help', about: command };
  if (values['version'] === true) return { command: 'version' };
  if (command === undefined) throw new UsageError(`A command is missing: ${COMMANDS.join(', ')}.`);
  if (!isCommand(command)) throw new UsageError(`There is no command “${command}”: ${COMMANDS.join(', ')} are.`);
  refuseForeign(values, command);
  if (captures.length === 0)
    throw new UsageError(`${command} needs a capture: the path of a file, or - for standard input.`);
  if (captures.filter((path) => path === '-').length > 1)
    throw new UsageError('Standard input (-) can be read only once.');
  checkFormat(text(values, 'format'), command);
  const common = readCommon(values, captures);
  switch (command) {
    case 'info':
      return { command, ...common };
    case 'flows':
      return readFlows(values, common);
    case 'packets':
      return readPackets(values, common);
    case 'match':
      return readMatch(values, oneByOne(command, common));
    case 'names':
      return { command, ...oneByOne(command, common) };
    case 'hosts':
      return { command, ...oneByOne(command, common), vendors: text(values, 'vendors') };
    case 'messages':
      return {
        command,
        ...oneByOne(command, common),
        protocols: readProtocols(text(values, 'protocol'), MESSAGE_PROTOCOLS),
        keys: text(values, 'keys'),
      };
    case 'objects':
      return { command, ...oneByOne(command, common), save: text(values, 'save'), keys: text(values, 'keys') };
    case 'findings':
      return { command, ...oneByOne(command, common), rules: text(values, 'rules') };
    case 'follow':
      return readFollow(values, oneCapture(command, common));
  }
}

function parse(words: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...words], options: parserOptions(), allowPositionals: true, strict: true }) as {
      readonly values: Values;
      readonly positionals: readonly string[];
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function refuseForeign(values: Values, command: Command): void {
  for (const { name, commands } of OPTIONS) {
    if (values[name] !== undefined && !commands.includes(command)) {
      throw new UsageError(`--${name} does not belong to ${command}, but to ${commands.join(', ')}.`);
    }
  }
}

function readCommon(values: Values, captures: readonly string[]): Common {
  const each = values['each'] === true;
  const merge = values['merge'] === true;
  if (each && merge)
    throw new UsageError('--merge makes one capture of all, --each keeps them apart: only one can be.');
  return {
    captures,
    format: ROW_FORMATS.find((format) => format === text(values, 'format')),
    output: text(values, 'output'),
    each,
    merge,
    filter: text(values, 'filter') ?? '',
    packetFilter: readPacketFilter(text(values, 'bpf-filter')),
    parameters: readMeterParameters(values),
  };
}

function checkFormat(format: string | undefined, command: Command): void {
  const allowed: readonly string[] = command === 'packets' ? [...ROW_FORMATS, ...PACKET_FORMATS, TEXT] : ROW_FORMATS;
  if (format === undefined || allowed.includes(format)) return;
  if (format === TEXT)
    throw new UsageError(`--format text writes the lines of printers: it belongs to packets with --code.`);
  const names = `${allowed.slice(0, -1).join(', ')} and ${allowed.at(-1) ?? ''}`;
  if (!PACKET_FORMATS.some((known) => known === format))
    throw new UsageError(`--format ${format} is unknown: ${names} are allowed.`);
  throw new UsageError(`--format ${format} writes packets: it belongs to packets, not to ${command}.`);
}

/** A capture has no column that could tell its packets' files apart. */
function readPackets(values: Values, common: Common): PacketsArguments {
  const captureFormat = PACKET_FORMATS.find((format) => format === text(values, 'format'));
  if (captureFormat !== undefined && common.each)
    throw new UsageError(`--each does not go with --format ${captureFormat}: write each capture by a call of its own.`);
  const fields = (text(values, 'fields') ?? '').split(',').filter((name) => name !== '');
  const code = text(values, 'code');
  const asText = text(values, 'format') === TEXT;
  if (captureFormat !== undefined && code !== undefined)
    throw new UsageError(`--code adds columns: a ${captureFormat} file has none.`);
  if (asText && code === undefined) throw new UsageError('--format text needs --code, whose printers write the lines.');
  if (asText && (fields.length > 0 || common.filter !== ''))
    throw new UsageError('--format text writes lines, not rows: --filter and --fields do not go with it.');
  if (captureFormat !== undefined && fields.length > 0)
    throw new UsageError(`--fields adds columns: a ${captureFormat} file has none.`);
  const captures = code === undefined ? common : oneByOne('packets --code', common);
  return { command: 'packets', ...captures, captureFormat, fields, code, asText };
}

function readFlows(values: Values, common: Common): FlowsArguments {
  const flowsPerFile = readWholeNumber(values, 'flows-per-file', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const rotateFiles = readWholeNumber(values, 'rotate-files', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  if (flowsPerFile > 0) checkNumberedOutput(common);
  else if (rotateFiles > 0) throw new UsageError('--rotate-files needs --flows-per-file.');
  const code = text(values, 'code');
  return {
    command: 'flows',
    code,
    ...(code === undefined ? common : oneByOne('flows --code', common)),
    flowsPerFile,
    rotateFiles,
    anonymisation: readAnonymisation(values),
  };
}

function readPacketFilter(filter: string | undefined): PcapFilter | undefined {
  if (filter === undefined) return undefined;
  const reply = PcapFilter.read(filter);
  if (reply.ok) return reply.value;
  const { detail = '', offset = 0 } = reply.failure;
  throw new UsageError(`--bpf-filter is not understood at character ${offset + 1}: ${detail}.`);
}

/** Packets of several captures have no common numbers and no common zero of time. */
function oneByOne(command: string, common: Common): Common {
  if (common.captures.length === 1 || common.each) return common;
  throw new UsageError(`${command} takes one capture, or several with --each.`);
}

/** A flow has its number in one capture only. */
function oneCapture(command: string, common: Common): Common {
  if (common.captures.length === 1) return common;
  throw new UsageError(`${command} takes one capture.`);
}

const WAYS: Readonly<Record<string, Way | undefined>> = { forward: 0, backward: 1, both: undefined };
const LOOKS: readonly FollowLook[] = ['raw', 'text', 'hex', 'http'];

function readFollow(values: Values, common: Common): FollowArguments {
  const flow = readWholeNumber(values, 'flow', 0, Number.MAX_SAFE_INTEGER);
  if (flow === undefined) throw new UsageError('follow needs --flow N, the number of a flow.');
  const direction = text(values, 'direction') ?? 'both';
  if (!Object.hasOwn(WAYS, direction))
    throw new UsageError(`--direction ${direction} is unknown: ${Object.keys(WAYS).join(', ')} are allowed.`);
  const wanted = text(values, 'as');
  const look = LOOKS.find((each) => each === wanted);
  if (wanted !== undefined && look === undefined)
    throw new UsageError(`--as ${wanted} is unknown: ${LOOKS.join(', ')} are allowed.`);
  const [keys, asSent] = [text(values, 'keys'), values['as-sent'] === true];
  if (keys !== undefined && asSent) throw new UsageError('--keys decrypts, --as-sent does not: give one of them.');
  const isHandshake = values['handshake'] === true;
  if (isHandshake && asSent) throw new UsageError('--handshake reads what --as-sent leaves closed: give one of them.');
  return { command: 'follow', ...common, flow, way: WAYS[direction], look, keys, asSent, isHandshake };
}

/** Names of protocols, parted by commas. Throws UsageError for one that is not read. */
function readProtocols(text: string | undefined, known: readonly string[]): readonly string[] {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.some((one) => one.toLowerCase() === name.toLowerCase()));
  if (unknown !== undefined) throw new UsageError(`--protocol ${unknown} is not read: ${known.join(', ')} are.`);
  return names;
}

/** NFStream would write every part over the one before if the name did not say where the number goes. */
function checkNumberedOutput({ output, format }: Common): void {
  const ending = format ?? 'csv';
  if (output === undefined || !output.includes(ending)) {
    throw new UsageError(
      `--flows-per-file needs --output with a name that contains “${ending}”, where the number goes.`,
    );
  }
}

function readMatch(values: Values, common: Common): MatchArguments {
  const code = text(values, 'code');
  if (code === undefined)
    throw new UsageError('match needs --code FILE.ts, a module that exports classes of relational flows.');
  if (text(values, 'class') !== undefined && common.captures.length > 1)
    throw new UsageError('--class goes with one capture: its columns follow from what is found there.');
  return {
    command: 'match',
    ...common,
    code,
    incomplete: values['incomplete'] === true,
    nearMisses: values['near-misses'] === true,
    funnel: text(values, 'funnel'),
    explain: readWholeNumber(values, 'explain', 1, Number.MAX_SAFE_INTEGER),
    doubleTake: values['double-take'] === true,
    events: readEvents(values, common),
    order: readOrder(values),
    className: text(values, 'class'),
    maxMatches: readWholeNumber(values, 'max-matches', 1, Number.MAX_SAFE_INTEGER),
  };
}

function readEvents(values: Values, { packetFilter }: Common): Source | undefined {
  const wanted = text(values, 'events');
  if (wanted === undefined) return undefined;
  const source = SOURCES.find((each) => each === wanted);
  if (source === undefined) throw new UsageError(`--events ${wanted} is unknown: ${SOURCES.join(', ')} are allowed.`);
  if (source === 'lines' && packetFilter !== undefined)
    throw new UsageError('--bpf-filter chooses packets: a log has none.');
  return source;
}

/** Undefined: the order of the file. */
function readOrder(values: Values): 'time' | undefined {
  const wanted = text(values, 'order') ?? 'file';
  if (wanted !== 'time' && wanted !== 'file')
    throw new UsageError(`--order ${wanted} is unknown: file and time are allowed.`);
  return wanted === 'time' ? 'time' : undefined;
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
