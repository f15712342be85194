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
  /** Completes the output. */
  end(): Promise<void>;
  /** Ends without a result: a file that was there before stays as it was. */
  discard(): Promise<void>;
}

/** What ends an output: completed if something could be read, else what was there before stays. */
export function endOutput(
  output: Pick<RowOutput, 'end' | 'discard'>,
  { hasRead }: { hasRead: boolean },
): Promise<void> {
  return hasRead ? output.end() : output.discard();
}
