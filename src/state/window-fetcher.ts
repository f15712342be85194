import { newestOnly } from '../base/newest.ts';
import type { Failure, Reply } from '../core/model/failure.ts';
import type { Question, RowWindow } from '../core/model/question.ts';
import type { WindowRequest } from '../protocol/data.ts';
import { questionKey } from './question.ts';

/** What to fetch: rows of a question, as the worker's tables stand at a generation. */
export interface Ask {
  readonly question: Question;
  readonly columns: readonly string[];
  readonly generation: number;
}

/** The newest rows that are here. While others are on their way, those of the question before stay; a failure has none. */
export interface FetchedRows {
  readonly window: RowWindow | undefined;
  /** Columns of the window's cells. */
  readonly columns: readonly string[];
  /** Key of the question that the window or the failure answers. */
  readonly key: string;
  readonly failure: Failure | undefined;
  /** True while an answer to the newest question is missing. */
  readonly pending: boolean;
}

/** Keeps one window of rows around what is in view. */
export interface WindowFetcher {
  /** Changes what is asked; asking for the same again does nothing. */
  ask(ask: Ask): void;
  /** Says which positions are in view. */
  want(from: number, count: number): void;
  /** Asks once more what was answered by a failure. */
  again(): void;
  now(): FetchedRows;
  subscribe(changed: () => void): () => void;
}

interface Wish {
  readonly from: number;
  readonly count: number;
}

const NOTHING: FetchedRows = { window: undefined, columns: [], key: '', failure: undefined, pending: true };
const LEAST_MARGIN = 40;
const NOTHING_TO_OVERTAKE = (): void => undefined;

/**
 * Fetches windows newest-only: one request is under way at most, and when it ends only the newest wish counts. An
 * answer to a question that is no longer asked is dropped.
 *
 * Nor is it waited for if the worker has to read the file for it, which may take long. Who knows is the worker:
 * `isReading` asks it when the question is overtaken. It answers in the order in which it is asked, so that what it can
 * answer from memory has come by then, and is dropped; so a slow sort is still waited for and never piles up.
 */
export function createWindowFetcher(
  read: (request: WindowRequest) => Promise<Reply<RowWindow>>,
  isReading: () => Promise<boolean>,
): WindowFetcher {
  const listeners = new Set<() => void>();
  let rows = NOTHING;
  let asked: Ask | undefined;
  let askedKey = '';
  let wish: Wish | undefined;
  /** Key, columns and generation of the answer in `rows`. */
  let answered = '';
  let overtake = NOTHING_TO_OVERTAKE;

  const show = (change: Partial<FetchedRows>): void => {
    rows = { ...rows, ...change };
    for (const listener of listeners) listener();
  };

  const isSettled = (): boolean => {
    if (asked === undefined || wish === undefined) return true;
    if (answered !== fullKey(asked, askedKey)) return false;
    return rows.failure !== undefined || (rows.window !== undefined && covers(rows.window, wish));
  };

  const fetchNewest = newestOnly(async () => {
    if (asked === undefined || wish === undefined || isSettled()) return;
    const current = asked;
    const key = askedKey;
    const answer = read({ question: current.question, columns: current.columns, ...widen(wish) });
    const reply = await Promise.race([answer, overtakenWhileReading()]);
    overtake = NOTHING_TO_OVERTAKE;
    if (reply === undefined || key !== askedKey) return;
    answered = fullKey(current, key);
    if (reply.ok) show({ window: reply.value, columns: current.columns, key, failure: undefined, pending: false });
    else show({ window: undefined, columns: [], key, failure: reply.failure, pending: false });
  });

  const refresh = (): void => {
    if (!isSettled()) fetchNewest();
  };

  /** Comes when another question is asked while the worker reads the file. */
  const overtakenWhileReading = (): Promise<undefined> =>
    new Promise((resolve) => {
      overtake = () => void isReading().then((reading) => (reading ? resolve(undefined) : undefined));
    });

  return {
    ask(next) {
      const key = questionKey(next.question);
      if (asked !== undefined && fullKey(asked, askedKey) === fullKey(next, key)) return;
      const another = key !== askedKey;
      asked = next;
      askedKey = key;
      if (another) {
        answered = ''; // the one before is asked for anew if it comes back
        show({ pending: true, failure: undefined });
        overtake();
      }
      refresh();
    },
    want(from, count) {
      wish = { from, count };
      refresh();
    },
    again() {
      answered = '';
      show({ pending: true, failure: undefined });
      refresh();
    },
    now: () => rows,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function fullKey(ask: Ask, key: string): string {
  return `${key}\n${ask.columns.join(',')}\n${ask.generation.toString()}`;
}

/** Rows around the wish as well, so that a few steps of scrolling find them here. */
function widen({ from, count }: Wish): Wish {
  const margin = Math.max(count, LEAST_MARGIN);
  const start = Math.max(0, from - margin);
  return { from: start, count: from + count + margin - start };
}

/** True if the rows in view, and half a screen around them, are in the window as far as they exist. */
function covers(window: RowWindow, { from, count }: Wish): boolean {
  const margin = count >> 1;
  const first = Math.max(0, Math.min(from - margin, window.shown));
  const end = Math.min(from + count + margin, window.shown);
  return window.from <= first && window.from + window.rows.length >= end;
}
