import { shownLine } from '../base/text.ts';
import { csvHeader, csvRowWriter } from '../core/export/csv.ts';
import { ndjsonRowWriter } from '../core/export/ndjson.ts';
import type { Column } from '../core/model/column.ts';
import type { RowFormat } from '../core/model/export.ts';
import { Output } from './output.ts';
import { ParquetOutput } from './parquet-output.ts';
import type { RowOutput } from './row-output.ts';

/** Makes outputs: to a file, which is opened `after` something if that is given, or (undefined) to standard output. */
export type OpenOutput = (path: string | undefined, after?: Promise<void>) => RowOutput;

/** How outputs of a format are made. Loads the Parquet library only if it is needed. */
export async function outputsOf(format: RowFormat): Promise<OpenOutput> {
  if (format !== 'parquet') return (path, after) => new TextOutput(Output.open(path, after), format);
  const library = await import('../core/export/parquet.ts');
  return (path, after) => new ParquetOutput(Output.open(path, after), library);
}

class TextOutput implements RowOutput {
  private readonly output: Output;
  private readonly format: 'csv' | 'ndjson';
  private write: (row: number) => string = () => '';
  private begun = false;

  constructor(output: Output, format: 'csv' | 'ndjson') {
    this.output = output;
    this.format = format;
  }

  setColumns(columns: readonly Column[], json?: ReadonlySet<string>): void {
    this.write = this.format === 'csv' ? csvRowWriter(columns) : ndjsonRowWriter(columns, json);
    if (!this.begun && this.format === 'csv') this.output.writeText(csvHeader(columns));
    this.begun = true;
  }

  row(row: number): void {
    const line = this.write(row);
    this.output.writeText(this.output.isTerminal ? `${shownLine(line.slice(0, -1))}\n` : line);
  }

  get closed(): boolean {
    return this.output.closed;
  }

  drain(): Promise<void> {
    return this.output.drain();
  }

  end(): Promise<void> {
    return this.output.end();
  }

  discard(): Promise<void> {
    return this.output.discard();
  }
}
