import { BitSet } from '../../../base/bit-set.ts';
import type { Column, ColumnDescription, ColumnKind, DictionaryColumn, Rows } from '../../model/column.ts';
import type { FindingReach } from '../../model/findings.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import type { CaptureTable } from '../tables/capture-table.ts';

/** Something that was seen in a packet, and in no column of the tables. */
export interface Seen {
  readonly packet: PacketIndex;
}

/** What was seen, and how much was looked at if not all. */
export interface Sight<S extends Seen> {
  readonly seen: readonly S[];
  readonly reach?: FindingReach;
}

/** A column of evidence: its words and how it is read. */
export interface EvidenceColumn<S> {
  readonly description: ColumnDescription;
  read(seen: S): string | number;
}

/** How a kind of evidence is made: a table whose rows are looked for when a rule asks for it. */
export interface EvidenceSpec<S extends Seen> {
  /** Its name in rules. */
  readonly id: string;
  readonly noun: string;
  /** True if bytes of packets are read for it. */
  readonly readsBytes: boolean;
  readonly columns: readonly EvidenceColumn<S>[];
  /** What is told of groups. */
  readonly measures: readonly Measure[];
  find(tables: CaptureTables, bytes: ByteSource): Promise<Sight<S>>;
}

/** A table of evidence, and how much was looked at if not all. */
export interface Evidence {
  readonly table: CaptureTable;
  readonly reach?: FindingReach;
}

/** A kind of evidence as rules ask for it. */
export interface EvidenceKind {
  readonly id: string;
  readonly readsBytes: boolean;
  /** Its table without rows, for checking what is asked of it. */
  empty(): CaptureTable;
  find(tables: CaptureTables, bytes: ByteSource): Promise<Evidence>;
}

/** Makes a kind of evidence. */
export function evidenceKind<S extends Seen>(spec: EvidenceSpec<S>): EvidenceKind {
  return {
    id: spec.id,
    readsBytes: spec.readsBytes,
    empty: () => evidenceTable(spec, { seen: [] }),
    async find(tables, bytes) {
      const sight = await spec.find(tables, bytes);
      const { reach } = sight;
      return { table: evidenceTable(spec, sight), ...(reach !== undefined && { reach }) };
    },
  };
}

/** A column of evidence in words. */
export function evidenceColumn<S>(
  [id, label, kind, unit, help]: readonly [id: string, label: string, kind: ColumnKind, unit: string, help: string],
  read: (seen: S) => string | number,
): EvidenceColumn<S> {
  return { description: { id, label, kind, group: 'Evidence', unit, help, formula: '' }, read };
}

/** The table of what was seen: rows that stand in memory, each with the packet that it was seen in. */
export function evidenceTable<S extends Seen>(
  kind: Pick<EvidenceSpec<S>, 'id' | 'noun' | 'columns' | 'measures'>,
  { seen }: Pick<Sight<S>, 'seen'>,
): CaptureTable {
  const columns = kind.columns.map((column) => columnOf(column, seen));
  const rows: Rows = {
    length: seen.length,
    columns: new Map(columns.map((column) => [column.description.id, column])),
  };
  const { measures } = kind;
  return {
    description: {
      id: kind.id,
      noun: kind.noun,
      nouns: kind.id,
      limits: [],
      testsBytes: false,
      isPackets: false,
      columns: columns.map(({ description }) => description),
      writtenColumns: [],
      fileColumns: [],
      grouping: { measures: measures.map(({ description }) => description), atFirst: [], order: 'count' },
    },
    measures,
    rows: () => rows,
    withPacket: (_sources, fits) => (row) => fits(seen[row].packet),
    packetsOf({ tables }, chosen) {
      const packets = new BitSet(tables.packets.length);
      for (const row of chosen) packets.add(seen[row].packet);
      return packets.toArray();
    },
  };
}

function columnOf<S>({ description, read }: EvidenceColumn<S>, seen: readonly S[]): Column {
  if (description.kind === 'text' || description.kind === 'address')
    return textsOf(description, seen.map(read).map(String));
  const numbers = Float64Array.from(seen, (one) => Number(read(one)));
  return { type: 'number', description, number: (row) => numbers[row] };
}

function textsOf(description: ColumnDescription, values: readonly string[]): DictionaryColumn {
  const numbers = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    const known = numbers.get(value) ?? numbers.size;
    numbers.set(value, known);
    return known;
  });
  const texts = [...numbers.keys()];
  return {
    type: 'dictionary',
    description,
    code: (row) => codes[row],
    size: () => texts.length,
    text: (at) => texts[at],
  };
}
