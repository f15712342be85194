import type { Column, Rows } from '../../model/column.ts';
import { answered, type Reply } from '../../model/failure.ts';
import type { FieldSource } from './byte-tests.ts';
import { joinAll, joinAny, negate } from './predicates.ts';
import type { Comparison, RowPredicate } from './syntax.ts';

/** Compiles a comparison for a column: `compile.ts` does. */
type CompileColumn = (column: Column, comparison: Comparison, rows: Rows) => Reply<RowPredicate>;

/**
 * A comparison of a decoded field. A packet may have it several times: any value may fit, but `!=` keeps the packets that
 * have the field and of which no value is equal, as Wireshark's does.
 */
export function compileFieldComparison(
  sources: readonly FieldSource[],
  comparison: Comparison,
  compileColumn: CompileColumn,
): Reply<RowPredicate> {
  const unequal = comparison.operator === '!=';
  const fitting: RowPredicate[] = [];
  for (const source of sources) {
    const asked: Comparison = unequal ? { ...comparison, operator: '=' } : comparison;
    const test = compileColumn(source.column, asked, source.values);
    if (!test.ok) return test;
    fitting.push(source.having(test.value));
  }
  const any = joinAny(fitting);
  return answered(unequal ? joinAll([hasField(sources), negate(any)]) : any);
}

/** Rows with a packet that has the field at all. */
export function hasField(sources: readonly FieldSource[]): RowPredicate {
  return joinAny(sources.map((source) => source.having(undefined)));
}
