import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnSource, SchemaElement } from 'hyparquet-writer';
import type { Column, DictionaryColumn, NumberColumn } from '../model/column.ts';

const NS_PER_SECOND = 1_000_000_000;

/**
 * Writes a Parquet file in row groups. Whole numbers are INT64 (times since 1970 as well: milliseconds as NFStream has
 * them, without a TIMESTAMP annotation), floats and times since the first packet (in seconds) DOUBLE, texts STRINGs,
 * lists LISTs of INT64; what may have a fraction is DOUBLE. Nothing is null. Import this module lazily: it brings a
 * library.
 */
export class ParquetTable {
  private readonly bytes = new ByteWriter();
  private readonly writer: ParquetWriter;
  private readonly sink: (bytes: Uint8Array<ArrayBuffer>) => void;

  /** `sink` is given the file's bytes in order, in pieces that it may keep. */
  constructor(columns: readonly Column[], sink: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.sink = sink;
    this.writer = new ParquetWriter({ writer: this.bytes, schema: schemaOf(columns), createdBy: 'flowloom' });
  }

  /** Writes rows as one row group; the columns are those of the constructor. */
  writeRows(columns: readonly Column[], rows: readonly number[] | Int32Array): void {
    if (rows.length === 0) return;
    const columnData = columns.map((column) => ({ name: column.description.id, data: dataOf(column, rows) }));
    void this.writer.write({ columnData, rowGroupSize: rows.length });
    this.handOver();
  }

  /** Writes the footer. */
  finish(): void {
    void this.writer.finish();
    this.handOver();
  }

  /** The writer counts on in `offset`; `index` is where it writes in its buffer. */
  private handOver(): void {
    this.sink(this.bytes.getBytes().slice());
    this.bytes.index = 0;
  }
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(schemaElements)];
}

/**
 * Annotations in both ways that the format has had, logical and converted type; lists have three levels, named as the
 * format asks (LogicalTypes.md, "Lists").
 */
function schemaElements(column: Column): SchemaElement[] {
  const name = column.description.id;
  if (column.type === 'number') return [{ name, type: isDouble(column) ? 'DOUBLE' : 'INT64', ...REQUIRED }];
  if (column.type === 'dictionary')
    return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' }, ...REQUIRED }];
  return [
    { name, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' }, ...REQUIRED },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: column.fractional === true ? 'DOUBLE' : 'INT64', ...REQUIRED },
  ];
}

const REQUIRED = { repetition_type: 'REQUIRED' } as const;

function isDouble({ description: { kind }, exact, fractional }: NumberColumn): boolean {
  return kind === 'float' || kind === 'relative-ns' || exact !== undefined || fractional === true;
}

function dataOf(column: Column, rows: readonly number[] | Int32Array): ColumnSource['data'] {
  if (column.type === 'number') return numbersOf(column, rows);
  if (column.type === 'dictionary') return textsOf(column, rows);
  if (column.fractional === true) return Array.from(rows, (row) => [...column.list(row)]);
  return Array.from(rows, (row) => column.list(row).map(BigInt));
}

function textsOf(column: DictionaryColumn, rows: readonly number[] | Int32Array): string[] {
  return Array.from(rows, (row) => {
    const code = column.code(row);
    return code < 0 ? '' : column.text(code);
  });
}

function numbersOf(column: NumberColumn, rows: readonly number[] | Int32Array): ColumnSource['data'] {
  const { kind } = column.description;
  if (!isDouble(column)) return BigInt64Array.from(rows, (row) => int64(column.number(row)));
  const divisor = kind === 'relative-ns' ? NS_PER_SECOND : 1;
  return Float64Array.from(rows, (row) => column.number(row) / divisor);
}

const LARGEST = (1n << 63n) - 1n;
const LEAST = -(1n << 63n);

/** The nearest INT64: of a time that no calendar holds it may be the largest or the least there is. */
function int64(value: number): bigint {
  const whole = BigInt(Math.round(value));
  return whole > LARGEST ? LARGEST : whole < LEAST ? LEAST : whole;
}
