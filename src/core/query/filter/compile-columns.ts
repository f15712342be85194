import type { Column, DictionaryColumn, NumberColumn, Rows } from '../../model/column.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import { hasColumn, resolveField } from './fields.ts';
import type { Comparison, Operator, RowPredicate, Word } from './syntax.ts';

/** A column in the place of a value, and how many times it is taken. */
interface OtherColumn {
  readonly column: Column;
  readonly factor: number;
}

/** `dst2src_bytes`, `10*dst2src_bytes`, `0.5*dst2src_bytes`. */
const OTHER = /^(?:(\d+(?:\.\d+)?)\*)?([a-z_]\w*)$/i;

/** The column that stands where values do; undefined for a value. Quoted words are always values. */
function otherColumn(word: Word, rows: Rows): OtherColumn | undefined {
  const [, factor, name] = word.quoted ? [] : (OTHER.exec(word.text) ?? []);
  if (name === undefined) return undefined;
  const field = { ...word, text: name };
  const columns = hasColumn(field, rows) ? resolveField(field, rows) : undefined;
  const column = columns?.ok === true && columns.value.length === 1 ? columns.value[0] : undefined;
  return column && { column, factor: Number(factor ?? 1) };
}

/**
 * Compares two columns of one row: numbers of the same unit by all signs, one of them taken several times
 * (`src2dst_bytes > 10*dst2src_bytes`), texts by `=` and `!=`. undefined if no column stands in the place of the value.
 */
export function compileColumns(
  column: Column,
  { operator, values }: Comparison,
  rows: Rows,
): Reply<RowPredicate> | undefined {
  const [word] = values;
  const other = values.length === 1 ? otherColumn(word, rows) : undefined;
  if (other === undefined) return undefined;
  if (column.type === 'number' && other.column.type === 'number')
    return numbers(column, operator, other.column, other.factor, word);
  if (column.type !== 'dictionary' || other.column.type !== 'dictionary') return undefined;
  return operator === '=' || operator === '!=' ? answered(texts(column, operator, other.column)) : undefined;
}

function numbers(
  a: NumberColumn,
  operator: Operator,
  b: NumberColumn,
  factor: number,
  word: Word,
): Reply<RowPredicate> {
  const [one, two] = [a.description, b.description];
  if (one.unit !== two.unit || (one.kind === 'epoch-ms') !== (two.kind === 'epoch-ms'))
    return badQuestion(`${one.id} and ${two.id} count different things.`, word.offset);
  switch (operator) {
    case '<':
      return answered((row) => a.number(row) < factor * b.number(row));
    case '<=':
      return answered((row) => a.number(row) <= factor * b.number(row));
    case '>':
      return answered((row) => a.number(row) > factor * b.number(row));
    case '>=':
      return answered((row) => a.number(row) >= factor * b.number(row));
    case '=':
      return answered((row) => a.number(row) === factor * b.number(row));
    case '!=':
      return answered((row) => a.number(row) !== factor * b.number(row));
    default:
      return badQuestion(`“${operator}” does not compare columns.`, word.offset);
  }
}

function texts(a: DictionaryColumn, operator: Operator, b: DictionaryColumn): RowPredicate {
  const text = (column: DictionaryColumn, row: number): string => {
    const code = column.code(row);
    return code < 0 ? '' : column.text(code);
  };
  const wanted = operator === '=';
  return (row) => (text(a, row) === text(b, row)) === wanted;
}
