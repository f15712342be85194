import type { DictionaryColumn } from '../../model/column.ts';
import type { RowPredicate } from './syntax.ts';
import type { TextTest } from './text-test.ts';

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** Tests each distinct text once, when its code is first met; position 0 is for rows without a text. */
export function testTexts(column: DictionaryColumn, test: TextTest): RowPredicate {
  let verdicts = new Uint8Array(column.size() + 1);
  const decide = (code: number): number => {
    if (code + 1 >= verdicts.length) verdicts = grow(verdicts, Math.max(column.size() + 1, code + 2));
    const verdict = test(code < 0 ? '' : column.text(code)) ? YES : NO;
    verdicts[code + 1] = verdict;
    return verdict;
  };
  return (row) => {
    const code = column.code(row);
    const verdict = code + 1 < verdicts.length ? verdicts[code + 1] : UNKNOWN;
    return (verdict === UNKNOWN ? decide(code) : verdict) === YES;
  };
}

function grow(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(length, bytes.length * 2));
  grown.set(bytes);
  return grown;
}

/** The rows that the predicate leaves out. */
export function negate(predicate: RowPredicate): RowPredicate {
  return (row) => !predicate(row);
}

/** The rows that every predicate keeps. */
export function joinAll(predicates: readonly RowPredicate[]): RowPredicate {
  const [first, second] = predicates;
  if (predicates.length === 1) return first;
  if (predicates.length === 2) return (row) => first(row) && second(row);
  return (row) => {
    for (const predicate of predicates) if (!predicate(row)) return false;
    return true;
  };
}

/** The rows that at least one predicate keeps; none without predicates. */
export function joinAny(predicates: readonly RowPredicate[]): RowPredicate {
  const [first, second, third] = predicates;
  if (predicates.length === 1) return first;
  if (predicates.length === 2) return (row) => first(row) || second(row);
  if (predicates.length === 3) return (row) => first(row) || second(row) || third(row);
  return (row) => {
    for (const predicate of predicates) if (predicate(row)) return true;
    return false;
  };
}
