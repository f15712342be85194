import { bisectLeft } from '../../../base/bisect.ts';
import { secondsOf } from '../../../base/exact-time.ts';
import type { PacketWords } from '../../model/capture-notes.ts';
import type { Column, ColumnDescription, DictionaryColumn, NumberColumn, Rows } from '../../model/column.ts';
import type { EndNames } from '../../model/names.ts';
import { ipProtocolName, TCP, UDP } from '../../model/ip-protocols.ts';
import { PACKET_COLUMNS } from '../../model/packet-columns.ts';
import {
  PacketMark,
  FlowlessReason,
  type AddressTable,
  type FlowEnds,
  type PacketTable,
  type StrayTable,
} from '../../model/packet-table.ts';
import { closedWords } from '../../model/decoding-words.ts';
import { REASON_WORDS } from '../../model/reasons.ts';
import { setFlags } from '../../model/tcp-flags.ts';
import { NONE } from '../../model/units.ts';

/** What the names of a packet's row are read from. */
export interface PacketSources {
  readonly packets: PacketTable;
  readonly strays: StrayTable;
  readonly addresses: AddressTable;
  readonly ends: FlowEnds;
  readonly words: PacketWords;
  /** Names of the ends of flows; without them those of the file alone. */
  readonly names?: EndNames;
}

/** Source (end 0) or destination (end 1) of a packet as an interned address, or -1. */
export function packetAddress({ packets, strays, ends }: PacketSources, row: number, end: 0 | 1): number {
  const flow = packets.flow[row];
  if (flow >= 0) return isSource(packets, row, end) ? ends.source(flow) : ends.destination(flow);
  const stray = strayRow(strays, row);
  if (stray < 0) return NONE;
  return end === 0 ? strays.source[stray] : strays.destination[stray];
}

/** Source or destination port of a packet; -1 if it has none. */
export function packetPort({ packets, ends }: PacketSources, row: number, end: 0 | 1): number {
  const flow = packets.flow[row];
  const protocol = packets.protocol[row];
  if (flow < 0 || (protocol !== TCP && protocol !== UDP)) return NONE;
  return isSource(packets, row, end) ? ends.sourcePort(flow) : ends.destinationPort(flow);
}

/** Why a packet is in no flow; None if it is in one. */
export function packetReason({ packets, strays }: PacketSources, row: number): FlowlessReason {
  const stray = packets.flow[row] >= 0 ? NONE : strayRow(strays, row);
  return stray < 0 ? FlowlessReason.None : strays.reason[stray];
}

/** Reasons, in a code of the reason column, below the row of CaptureSummary.further. */
const REASON_CODES = 16;

/** Code of the reason column: the reason, and above it which decodings would open the packet. */
function reasonCode({ packets, strays }: PacketSources, row: number): number {
  const stray = packets.flow[row] >= 0 ? NONE : strayRow(strays, row);
  return stray < 0 ? FlowlessReason.None : strays.reason[stray] + REASON_CODES * strays.further[stray];
}

/** What stands in that column. A packet that some decoding opens is not said to be something else. */
function reasonText({ words }: PacketSources, code: number): string {
  const further = words.further[Math.floor(code / REASON_CODES) - 1];
  return further === undefined
    ? (REASON_WORDS[(code % REASON_CODES) as FlowlessReason] ?? '')
    : closedWords(further.decode);
}

/** Row of the stray table that holds the packet, or -1. */
function strayRow(strays: StrayTable, packet: number): number {
  const at = bisectLeft(strays.packet, packet, 0, strays.length);
  return at < strays.length && strays.packet[at] === packet ? at : NONE;
}

/** True if this end of the packet is the source of its flow. */
function isSource(packets: PacketTable, row: number, end: 0 | 1): boolean {
  return ((packets.marks[row] & PacketMark.Backward) === 0) === (end === 0);
}

/** Codes of the protocol column: IP protocol numbers, then labels of packets without flow. */
export function packetProtocolCode({ packets, strays }: PacketSources, row: number): number {
  if (packets.flow[row] >= 0) return packets.protocol[row];
  const stray = strayRow(strays, row);
  return stray < 0 ? NONE : 256 + strays.label[stray];
}

/** Text of a protocol code; "" for none. */
export function packetProtocolText({ strays }: PacketSources, code: number): string {
  return code < 0 ? '' : code < 256 ? ipProtocolName(code) : (strays.labels[code - 256] ?? '');
}

/** The set TCP flags in the order in which analysts write them: "SYN, ACK". */
export function formatTcpFlags(flags: number): string {
  return setFlags(flags).join(', ');
}

/** The packet table as questions see it. The info column is not in it: it is read from the bytes of rows in view. */
export function packetRows(sources: PacketSources): Rows {
  const columns = new Map<string, Column>();
  for (const description of PACKET_COLUMNS) {
    const column = packetColumn(description, sources);
    if (column !== undefined) columns.set(description.id, column);
  }
  return {
    get length() {
      return sources.packets.length;
    },
    columns,
  };
}

function packetColumn(description: ColumnDescription, sources: PacketSources): Column | undefined {
  const { packets } = sources;
  const number = (read: (row: number) => number): NumberColumn => ({ type: 'number', description, number: read });
  switch (description.id) {
    case 'number':
      return number((row) => row + 1);
    case 'time':
      return { ...number((row) => packets.timeNs[row]), far: (row) => farSeconds(packets.farNs(row)) };
    case 'length':
      return number((row) => packets.wireLength(row));
    case 'captured':
      return number((row) => packets.capturedLength(row));
    case 'payload':
      return number((row) => packets.payloadSize[row]);
    case 'flow':
      return number((row) => packets.flow[row]);
    case 'src_port':
      return number((row) => packetPort(sources, row, 0));
    case 'dst_port':
      return number((row) => packetPort(sources, row, 1));
    default:
      return textColumn(description, sources);
  }
}

function farSeconds(ns: bigint | undefined): string | undefined {
  return ns === undefined ? undefined : secondsOf(ns);
}

function textColumn(description: ColumnDescription, sources: PacketSources): Column | undefined {
  const { packets, addresses } = sources;
  const address = (end: 0 | 1): Column => ({
    type: 'dictionary',
    description,
    code: (row) => packetAddress(sources, row, end),
    size: () => addresses.length,
    text: (code) => addresses.text(code),
    compare: (a, b) => addresses.compare(a, b),
  });
  const words = (
    code: (row: number) => number,
    size: number,
    text: (code: number) => string,
    fixed: boolean,
  ): Column => ({ type: 'dictionary', description, code, size: () => size, text, fixed });
  switch (description.id) {
    case 'src':
      return address(0);
    case 'dst':
      return address(1);
    case 'protocol':
      return words(
        (row) => packetProtocolCode(sources, row),
        512,
        (code) => packetProtocolText(sources, code),
        false,
      );
    case 'flags':
      return words((row) => packets.tcpFlags[row], 256, formatTcpFlags, true);
    case 'reason':
      return {
        type: 'dictionary',
        description,
        code: (row) => reasonCode(sources, row),
        size: () => REASON_CODES * (1 + sources.words.further.length),
        text: (code) => reasonText(sources, code),
      };
    case 'src_name':
      return nameColumn(description, sources, 0);
    case 'dst_name':
      return nameColumn(description, sources, 1);
    case 'comment':
      return commentColumn(description, sources);
    case 'file':
      return fileColumn(description, sources);
    default:
      return undefined;
  }
}

/** Names of an end: those of its flow’s; while a capture is read those of its name resolution blocks. */
function nameColumn(description: ColumnDescription, sources: PacketSources, end: 0 | 1): DictionaryColumn {
  const ofFile = fileNameReader(sources, end);
  const { names } = sources;
  if (names === undefined) return { type: 'dictionary', description, ...ofFile };
  return {
    type: 'dictionary',
    description,
    code: (row) => (names.isEmpty ? ofFile.code(row) : endNameCode(sources, names, row, end)),
    size: () => (names.isEmpty ? ofFile.size() : names.size()),
    text: (code) => (names.isEmpty ? ofFile.text(code) : names.text(code)),
    // Questions are compiled anew when tables grow: as long as there are no names, no search need look here.
    get fixed() {
      return names.isEmpty && sources.words.names.size === 0;
    },
  };
}

function fileNameReader(sources: PacketSources, end: 0 | 1): Pick<DictionaryColumn, 'code' | 'size' | 'text'> {
  const { addresses, words } = sources;
  return {
    code: (row) => (words.names.size === 0 ? NONE : packetAddress(sources, row, end)),
    size: () => (words.names.size === 0 ? 0 : addresses.length),
    text: (code) => words.names.get(addresses.text(code))?.join(' ') ?? '',
  };
}

function endNameCode(sources: PacketSources, names: EndNames, row: number, end: 0 | 1): number {
  const { packets } = sources;
  const flow = packets.flow[row];
  if (flow < 0) return names.codeOfAddress(packetAddress(sources, row, end));
  return names.code(flow, isSource(packets, row, end) ? 0 : 1);
}

function commentColumn(description: ColumnDescription, { words }: PacketSources): DictionaryColumn {
  return {
    type: 'dictionary',
    description,
    code: (row) => words.commentCode(row),
    size: () => words.commentTexts.length,
    text: (code) => words.commentTexts[code],
    get fixed() {
      return words.commentTexts.length === 0;
    },
  };
}

function fileColumn(description: ColumnDescription, { packets, words }: PacketSources): DictionaryColumn {
  return {
    type: 'dictionary',
    description,
    code: (row) => words.fileOfInterface(packets.interface[row] ?? 0),
    size: () => words.files.length,
    text: (code) => words.files[code].name,
    // The files are known before their packets.
    fixed: true,
  };
}
