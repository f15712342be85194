import type { Rows } from '../../core/model/column.ts';
import type { ByteTests } from '../../core/query/filter/byte-tests.ts';
import { compileFilter } from '../../core/query/filter/compile.ts';
import type { RowPredicate } from '../../core/query/filter/syntax.ts';
import { UsageError } from '../usage-error.ts';

/** The text of --filter as a test of a table's rows. Throws UsageError, which says at which character it went wrong. */
export function filterOption(text: string, rows: Rows, bytes?: ByteTests): RowPredicate {
  const predicate = compileFilter(text, rows, bytes);
  if (predicate.ok) return predicate.value;
  const { detail = '', offset = 0 } = predicate.failure;
  throw new UsageError(`--filter at character ${offset + 1}: ${detail}`, '');
}
