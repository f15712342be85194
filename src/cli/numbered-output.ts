import type { Column } from '../core/model/column.ts';
import type { RowOutput } from './row-output.ts';

/**
 * So many rows a file, named as NFStream's to_csv does: every "csv" of the path becomes "0.csv", "1.csv", … No file is
 * made before there is a row for it.
 */
export class NumberedOutput implements RowOutput {
  private columns: readonly Column[] = [];
  private current: RowOutput | undefined;
  private files = 0;
  private rows = 0;
  private endings: Promise<void>[] = [];
  private lastEnding: Promise<void> = Promise.resolve();

  /**
   * `open` makes the output for the part with a number. It opens its file only `after` the part before has ended: many
   * parts may come at once, and the same file may be written again.
   */
  constructor(
    private readonly open: (part: number, after: Promise<void>) => RowOutput,
    private readonly rowsPerFile: number,
  ) {}

  setColumns(columns: readonly Column[]): void {
    this.columns = columns;
    this.current?.setColumns(columns);
  }

  row(row: number): void {
    if (this.current === undefined) {
      this.current = this.open(this.files++, this.lastEnding);
      this.current.setColumns(this.columns);
    }
    this.current.row(row);
    if (++this.rows % this.rowsPerFile === 0) this.close();
  }

  get closed(): boolean {
    return this.current?.closed ?? false;
  }

  async drain(): Promise<void> {
    await Promise.all(this.endings.splice(0));
    await this.current?.drain();
  }

  async end(): Promise<void> {
    this.close();
    await this.drain();
  }

  /** Without anything read there is no row, and so no file. */
  discard(): Promise<void> {
    return this.end();
  }

  private close(): void {
    if (this.current === undefined) return;
    const ending = this.current.end();
    this.endings.push(ending);
    // Failures are found by `drain`, which waits for all endings.
    this.lastEnding = ending.catch(() => undefined);
    this.current = undefined;
  }
}

/** The path of a part: "out.csv" -> "out.0.csv". */
export function numberedPath(path: string, ending: string, part: number): string {
  return path.replaceAll(ending, `${part}.${ending}`);
}
