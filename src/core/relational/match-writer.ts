import { grown, nextCapacity } from '../../base/growable.ts';
import { OUTCOMES, type CapturedField, type Match, type MatchColumns, type MatchEnd } from '../model/match.ts';
import { NOT_SHOWN } from './captured-fields.ts';

/** As `limit` counts them. */
export const LIMITS = [undefined, 'within', 'gap'] as const;

/** In place of fields that no room is left for. */
const TOO_MUCH: readonly CapturedField[] = [{ name: NOT_SHOWN, value: 'not shown: too much text in all' }];

/** Rows, packets or fields that there is room for at first. */
const LEAST = 64;

/** Names and texts of all matches of a run, each kept once. */
export class MatchTexts {
  readonly names = new Map<string, number>();
  readonly texts = new Map<string, number>();
  /** True once there was no room for the fields of a match: none are taken any more. */
  isFull = false;
  private units = 0;

  /** @param most UTF-16 code units that are kept */
  constructor(private readonly most: number) {}

  /** Whether there is room for the fields of a match. */
  haveRoomFor(fields: readonly CapturedField[]): boolean {
    let { units } = this;
    for (const { name, value, number } of fields) {
      if (!this.names.has(name)) units += name.length;
      if (number === undefined && !this.texts.has(value)) units += value.length;
    }
    this.isFull ||= units > this.most;
    return !this.isFull;
  }

  nameOf(name: string): number {
    return this.numberIn(this.names, name);
  }

  textOf(text: string): number {
    return this.numberIn(this.texts, text);
  }

  private numberIn(known: Map<string, number>, text: string): number {
    const number = known.get(text);
    if (number !== undefined) return number;
    this.units += text.length;
    known.set(text, known.size);
    return known.size - 1;
  }
}

/** Writes matches into columns that grow. */
export class MatchWriter {
  private rows = 0;
  private packetCount = 0;
  private fieldCount = 0;
  private ofRows = {
    flowClass: new Uint16Array(0),
    complete: new Uint8Array(0),
    packetEnd: new Int32Array(0),
    fieldEnd: new Int32Array(0),
    outcome: new Uint8Array(0),
    limit: new Uint8Array(0),
    atNs: new Float64Array(0),
    by: new Int32Array(0),
    what: new Int32Array(0),
  };
  private ofPackets = { packets: new Int32Array(0), step: new Uint8Array(0) };
  private ofFields = { fieldName: new Int32Array(0), fieldValue: new Float64Array(0) };

  constructor(private readonly texts: MatchTexts) {}

  get length(): number {
    return this.rows;
  }

  /** Packets of a row that exists. */
  packetsIn(row: number): number {
    const { packetEnd } = this.ofRows;
    return packetEnd[row] - (row === 0 ? 0 : packetEnd[row - 1]);
  }

  add({ flowClass, complete, packets, steps, fields, end }: Match): void {
    const row = this.rows;
    this.ofRows = roomFor(this.ofRows, row + 1);
    const { ofRows } = this;
    ofRows.flowClass[row] = flowClass;
    ofRows.complete[row] = complete ? 1 : 0;
    this.addPackets(packets, steps);
    ofRows.packetEnd[row] = this.packetCount;
    this.addFields(this.texts.haveRoomFor(fields) ? fields : TOO_MUCH);
    ofRows.fieldEnd[row] = this.fieldCount;
    ofRows.by[row] = -1;
    if (end !== undefined) this.addEnd(end, row);
    this.rows++;
  }

  /** Adds the first rows of another writer with the same texts, as matches of a class. */
  append(other: MatchWriter, rows: number, flowClass: number): void {
    if (rows === 0) return;
    if (this.rows === 0) return this.takeOver(other, rows, flowClass);
    const packets = other.ofRows.packetEnd[rows - 1];
    const fields = other.ofRows.fieldEnd[rows - 1];
    const { rows: row, packetCount, fieldCount } = this;
    this.ofRows = copied(this.ofRows, other.ofRows, row, rows);
    this.ofPackets = copied(this.ofPackets, other.ofPackets, packetCount, packets);
    this.ofFields = copied(this.ofFields, other.ofFields, fieldCount, fields);
    const { packetEnd, fieldEnd } = this.ofRows;
    for (let at = row; at < row + rows; at++) {
      packetEnd[at] += packetCount;
      fieldEnd[at] += fieldCount;
    }
    this.ofRows.flowClass.fill(flowClass, row, row + rows);
    this.rows += rows;
    this.packetCount += packets;
    this.fieldCount += fields;
  }

  private takeOver({ ofRows, ofPackets, ofFields }: MatchWriter, rows: number, flowClass: number): void {
    Object.assign(this, { ofRows, ofPackets, ofFields, rows });
    this.packetCount = ofRows.packetEnd[rows - 1];
    this.fieldCount = ofRows.fieldEnd[rows - 1];
    ofRows.flowClass.fill(flowClass, 0, rows);
  }

  /** Gives the columns away, as long as they are; the writer is empty afterwards. */
  take(): MatchColumns {
    const { rows, packetCount, fieldCount, ofRows, ofPackets, ofFields, texts } = this;
    this.clear();
    return {
      ...cut(ofRows, rows),
      ...cut(ofPackets, packetCount),
      ...cut(ofFields, fieldCount),
      names: [...texts.names.keys()],
      texts: [...texts.texts.keys()],
    };
  }

  /** Forgets all rows. */
  clear(): void {
    this.rows = this.packetCount = this.fieldCount = 0;
    this.ofRows = cut(this.ofRows, 0);
    this.ofPackets = cut(this.ofPackets, 0);
    this.ofFields = cut(this.ofFields, 0);
  }

  private addPackets(packets: readonly number[], steps: readonly number[] | undefined): void {
    const from = this.packetCount;
    this.ofPackets = roomFor(this.ofPackets, from + packets.length);
    this.ofPackets.packets.set(packets, from);
    for (let at = 0; at < packets.length; at++) this.ofPackets.step[from + at] = (steps?.[at] ?? -1) + 1;
    this.packetCount += packets.length;
  }

  private addFields(fields: readonly CapturedField[]): void {
    const { texts } = this;
    this.ofFields = roomFor(this.ofFields, this.fieldCount + fields.length);
    const { fieldName, fieldValue } = this.ofFields;
    for (const { name, value, number } of fields) {
      fieldName[this.fieldCount] = 2 * texts.nameOf(name) + (number === undefined ? 1 : 0);
      fieldValue[this.fieldCount++] = number ?? texts.textOf(value);
    }
  }

  private addEnd({ outcome, limit, atNs, by = -1, what }: MatchEnd, row: number): void {
    const { ofRows } = this;
    ofRows.outcome[row] = OUTCOMES.indexOf(outcome) + 1;
    ofRows.limit[row] = LIMITS.indexOf(limit);
    ofRows.atNs[row] = atNs;
    ofRows.by[row] = by;
    ofRows.what[row] = this.texts.nameOf(what);
  }
}

type NumberColumn =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
type Columns = Readonly<Record<string, NumberColumn>>;

/** Each column by a function that keeps its kind. */
function eachColumn<T extends Columns>(columns: T, change: (column: NumberColumn, name: string) => NumberColumn): T {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, change(column, name)])) as T;
}

function capacityOf(columns: Columns): number {
  for (const name in columns) return columns[name].length;
  return 0;
}

/** The columns if they have room for so many values, else larger ones. */
function roomFor<T extends Columns>(columns: T, length: number): T {
  const had = capacityOf(columns);
  if (had >= length) return columns;
  const capacity = Math.max(length, nextCapacity(had, LEAST));
  return eachColumn(columns, (column) => grown(column, capacity));
}

function copied<T extends Columns>(columns: T, from: T, at: number, count: number): T {
  const to = roomFor(columns, at + count);
  for (const [name, column] of Object.entries(from)) to[name].set(column.subarray(0, count), at);
  return to;
}

function cut<T extends Columns>(columns: T, length: number): T {
  return eachColumn(columns, (column) => (column.length === length ? column : column.slice(0, length)));
}
