import type { Column, Rows } from '../../model/column.ts';
import type { Dialect, DialectName, Role, Term } from './equivalent-types.ts';
import { addressTerm } from './equivalent-addresses.ts';
import { numberTerm, portTerm } from './equivalent-numbers.ts';
import { flagTerm, protocolTerm } from './equivalent-protocols.ts';
import type { ByteTests } from '../filter/byte-tests.ts';
import { hasColumn, resolveField } from '../filter/fields.ts';
import { fieldTerm } from './equivalent-fields.ts';
import type { Comparison } from '../filter/syntax.ts';

type Translator = (name: DialectName, comparison: Comparison, column: Column) => Term | undefined;

/** Words of other filter languages for the fields of a table. */
export interface TableTerms {
  /** By the columns that a field means, with spaces between. */
  readonly byColumns: ReadonlyMap<string, Translator>;
  /** Packets for which each of its terms may differ. */
  readonly unlike: readonly string[];
}

/** Wireshark's display filter and libpcap's pcap-filter. Without terms they have no words for any field. */
export function dialectsOf(
  terms: TableTerms | undefined,
  filter: string,
  rows: Rows,
  bytes: ByteTests | undefined,
): readonly [Dialect, Dialect] {
  const dialect = (name: DialectName): Dialect => ({
    name,
    comparison: (comparison) =>
      hasColumn(comparison.field, rows)
        ? translateComparison(name, terms, comparison, filter, rows)
        : (fieldTerm(name, comparison, bytes?.fields(comparison.field.text) ?? []) ?? {
            missing: sourceOf(comparison, filter),
          }),
  });
  return [dialect('display'), dialect('pcap')];
}

function translateComparison(
  name: DialectName,
  terms: TableTerms | undefined,
  comparison: Comparison,
  filter: string,
  rows: Rows,
): Term {
  const columns = resolveField(comparison.field, rows);
  const ids = columns.ok ? columns.value.map(({ description }) => description.id).join(' ') : '';
  const column = columns.ok ? columns.value[0] : undefined;
  const term = column === undefined ? undefined : terms?.byColumns.get(ids)?.(name, comparison, column);
  if (term === undefined) return { missing: sourceOf(comparison, filter) };
  if (terms === undefined || 'missing' in term) return term;
  return { ...term, unlike: [...term.unlike, ...terms.unlike] };
}

/** The comparison as it stands in the filter. */
function sourceOf({ field, values }: Comparison, filter: string): string {
  const last = values[values.length - 1];
  const quotes = last.quoted ? 2 : 0;
  const end = last.offset + last.text.length + quotes + (values.length > 1 ? 1 : 0);
  return `“${filter.slice(field.offset, end).trim()}”`;
}

function addresses(role: Role): Translator {
  return (name, comparison) => addressTerm(name, role, comparison);
}

function ports(role: Role): Translator {
  return (name, comparison) => portTerm(name, role, comparison);
}

/** Number fields: the name in the display filter, and in pcap-filter if it has one. */
function numbers(display: string, pcap?: string): Translator {
  return (name, comparison, column) =>
    numberTerm(name === 'display' ? display : pcap, comparison, column, name === 'display');
}

const OF_PACKETS: ReadonlyMap<string, Translator> = new Map<string, Translator>([
  ['src', addresses('source')],
  ['dst', addresses('destination')],
  ['src dst', addresses('either')],
  ['src_port', ports('source')],
  ['dst_port', ports('destination')],
  ['src_port dst_port', ports('either')],
  ['protocol', protocolTerm],
  ['flags', flagTerm],
  ['length', numbers('frame.len', 'len')],
  ['captured', numbers('frame.cap_len')],
  ['number', numbers('frame.number')],
  ['time', numbers('frame.time_relative')],
]);

/** What is the same for every packet of a flow: which end opened it is not. */
const OF_FLOWS: ReadonlyMap<string, Translator> = new Map<string, Translator>([
  ['src_ip dst_ip', addresses('either')],
  ['src_port dst_port', ports('either')],
  ['protocol', protocolTerm],
  ['protocol_name', protocolTerm],
]);

/** Words for the fields of packets. */
export const PACKET_TERMS: TableTerms = { byColumns: OF_PACKETS, unlike: [] };

/** Words for the fields of flows: they keep packets, not flows. */
export const FLOW_TERMS: TableTerms = { byColumns: OF_FLOWS, unlike: ['packets that are in no flow'] };
