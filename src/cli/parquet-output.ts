import type * as Library from '../core/export/parquet.ts';
import type { Column } from '../core/model/column.ts';
import { keptColumn } from './kept-column.ts';
import type { KeptColumn } from './kept-column.ts';
import type { Output } from './output.ts';
import type { RowOutput } from './row-output.ts';

const ROWS_PER_GROUP = 20_000;

/** Collects rows, since row groups are written column by column, and the rows of a stream of flows are used again. */
export class ParquetOutput implements RowOutput {
  private readonly output: Output;
  private readonly library: typeof Library;
  private table: Library.ParquetTable | undefined;
  private kept: KeptColumn[] = [];
  private waiting = 0;

  constructor(output: Output, library: typeof Library) {
    this.output = output;
    this.library = library;
  }

  setColumns(columns: readonly Column[]): void {
    this.writeGroup();
    this.kept = columns.map(keptColumn);
    this.table ??= new this.library.ParquetTable(columns, (bytes) => this.output.writeBytes(bytes));
  }

  row(row: number): void {
    for (const column of this.kept) column.keep(row);
    if (++this.waiting >= ROWS_PER_GROUP) this.writeGroup();
  }

  get closed(): boolean {
    return this.output.closed;
  }

  drain(): Promise<void> {
    return this.output.drain();
  }

  end(): Promise<void> {
    this.writeGroup();
    this.table?.finish();
    return this.output.end();
  }

  discard(): Promise<void> {
    return this.output.discard();
  }

  private writeGroup(): void {
    const rows = Array.from({ length: this.waiting }, (_, row) => row);
    this.table?.writeRows(
      this.kept.map((column) => column.column),
      rows,
    );
    for (const column of this.kept) column.clear();
    this.waiting = 0;
  }
}
