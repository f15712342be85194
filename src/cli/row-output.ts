import type { Column } from '../core/model/column.ts';

/** Writes rows in one format. A row is read from its columns during the call, so tables may use rows again. */
export interface RowOutput {
  /**
   * The columns of the rows to come; ids and kinds stay the same from call to call. `json`: ids of columns whose texts
   * are JSON, which NDJSON takes as they are.
   */
  setColumns(columns: readonly Column[], json?: ReadonlySet<string>): void;
  row(row: number): void;
  /** True if nobody takes the rows any more. */
  readonly closed: boolean;
  drain(): Promise<void>;
  end(): Promise<void>;
}
