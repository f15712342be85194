import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Failure, Reply } from '../core/model/failure.ts';
import type { Question, RowWindow } from '../core/model/question.ts';
import { filterProgress } from './actions/table.ts';
import { engine } from './engine-port.ts';
import { questionKey } from './question.ts';
import { useNamesShown, useTablesStamp } from './names.ts';
import { createWindowFetcher } from './window-fetcher.ts';

/** Rows of a question as a table needs them: the window in view, and ways to ask for other rows. */
export interface Rows {
  /** undefined before the first answer, and while the question has failed. */
  readonly window: RowWindow | undefined;
  /** Columns of the window's cells. */
  readonly columns: readonly string[];
  readonly failure: Failure | undefined;
  /** True while an answer to the newest question is missing; the window is the last one's until then. */
  readonly pending: boolean;
  /** Changes with the question, not with the tables' growth. */
  readonly questionKey: string;
  /** That of the question which the window or the failure answers. */
  readonly key: string;
  /** Says which positions are in view. */
  want(from: number, count: number): void;
  /** Asks once more what has failed. */
  again(): void;
  /** Rows beside the window, for copying. */
  read(from: number, count: number): Promise<Reply<RowWindow>>;
  /** Position of a table row; -1 if the question leaves it out. */
  positionOf(row: number): Promise<Reply<number>>;
}

/**
 * Asks the data worker for the rows in view, newest-only, anew whenever the question, the columns or the worker's
 * tables change. `columns` are column ids that the worker knows.
 */
export function useRows(question: Question, columns: readonly string[]): Rows {
  const generation = useTablesStamp();
  const named = useNamesShown();
  const [fetcher] = useState(() => createWindowFetcher((request) => engine().data.rows(request), isReading));
  const rows = useSyncExternalStore(fetcher.subscribe, fetcher.now);
  useEffect(() => fetcher.ask({ question, columns, generation }), [fetcher, question, columns, generation]);
  return useMemo(
    () => ({
      ...rows,
      window: named ? rows.window : withoutNames(rows.window),
      questionKey: questionKey(question),
      want: fetcher.want,
      again: fetcher.again,
      read: (from, count) => engine().data.rows({ question, columns, from, count }),
      positionOf: (row) => engine().data.positionOf(question, row),
    }),
    [rows, fetcher, question, columns, named],
  );
}

function withoutNames(window: RowWindow | undefined): RowWindow | undefined {
  if (window?.names === undefined) return window;
  const { names: _, ...rest } = window;
  return rest;
}

/** True while the worker reads the file for a filter. */
async function isReading(): Promise<boolean> {
  return (await filterProgress()) !== undefined;
}
