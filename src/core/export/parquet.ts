import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnSource, SchemaElement } from 'hyparquet-writer';
import type { Column, ColumnDescription, NumberColumn } from '../model/column.ts';

const NS_PER_SECOND = 1_000_000_000;

/**
 * Writes a Parquet file in row groups. Whole numbers are INT64, floats and times since the first packet (in seconds)
 * DOUBLE, texts UTF-8 strings, lists LISTs of INT64; nothing is null. Import this module lazily: it brings a library.
 */
export class ParquetTable {
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  readonly #sink: (bytes: Uint8Array<ArrayBuffer>) => void;

  /** `sink` is given the file's bytes in order, in pieces that it may keep. */
  constructor(columns: readonly ColumnDescription[], sink: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#sink = sink;
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema: schemaOf(columns), createdBy: 'flowloom' });
  }

  /** Writes rows as one row group; the columns are those of the constructor. */
  writeRows(columns: readonly Column[], rows: readonly number[] | Int32Array): void {
    if (rows.length === 0) return;
    const columnData = columns.map((column) => ({ name: column.description.id, data: dataOf(column, rows) }));
    void this.#writer.write({ columnData, rowGroupSize: rows.length });
    this.#handOver();
  }

  /** Writes the footer. */
  finish(): void {
    void this.#writer.finish();
    this.#handOver();
  }

  /** The writer counts on in `offset`; `index` is where it writes in its buffer. */
  #handOver(): void {
    this.#sink(this.#bytes.getBytes().slice());
    this.#bytes.index = 0;
  }
}

function schemaOf(columns: readonly ColumnDescription[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(schemaElements)];
}

/** Lists have three levels (LogicalTypes.md, "Lists", of the Parquet format). */
function schemaElements({ id, kind }: ColumnDescription): SchemaElement[] {
  if (kind === 'text' || kind === 'address')
    return [{ name: id, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' }];
  if (kind !== 'list') return [{ name: id, type: isDouble(kind) ? 'DOUBLE' : 'INT64', repetition_type: 'REQUIRED' }];
  return [
    { name: id, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'INT64', repetition_type: 'REQUIRED' },
  ];
}

function isDouble(kind: ColumnDescription['kind']): boolean {
  return kind === 'float' || kind === 'relative-ns';
}

function dataOf(column: Column, rows: readonly number[] | Int32Array): ColumnSource['data'] {
  if (column.type === 'list') return Array.from(rows, (row) => column.list(row).map(BigInt));
  if (column.type === 'number') return numbersOf(column, rows);
  return Array.from(rows, (row) => {
    const code = column.code(row);
    return code < 0 ? '' : column.text(code);
  });
}

function numbersOf(column: NumberColumn, rows: readonly number[] | Int32Array): ColumnSource['data'] {
  const { kind } = column.description;
  if (!isDouble(kind)) return BigInt64Array.from(rows, (row) => BigInt(Math.round(column.number(row))));
  const divisor = kind === 'relative-ns' ? NS_PER_SECOND : 1;
  return Float64Array.from(rows, (row) => column.number(row) / divisor);
}
