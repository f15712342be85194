import { answered, badQuestion, failed, type Reply } from '../../model/failure.ts';
import { HOST_KEY, PAIR_KEY } from '../../model/groups.ts';
import type { Column, Rows } from '../../model/column.ts';
import type { Rule, RulePart } from '../../findings/rule.ts';
import type { ByteTests } from '../../query/filter/byte-tests.ts';
import { compileFilter } from '../../query/filter/compile.ts';
import { resolveField } from '../../query/filter/fields.ts';
import type { CaptureTable, TableSources } from '../tables/capture-table.ts';
import { groupedTable } from '../tables/grouped.ts';

/** A rule whose names are all known: the columns of its sentence and of its order. */
export interface CheckedRule {
  readonly rule: Rule;
  /** Column ids by the names in the sentence. */
  readonly columns: ReadonlyMap<string, string>;
  readonly order: string | undefined;
}

/** Checks what a rule asks of a table. The failure’s place counts in the rule’s text. */
export function checkRule(
  rule: Rule,
  table: CaptureTable,
  sources: TableSources,
  bytes: ByteTests | undefined,
): Reply<CheckedRule> {
  const where = compilePart(rule.where, table.rows(sources), bytes);
  if (!where.ok) return where;
  const rows = checkGroup(rule, table, sources);
  if (!rows.ok) return rows;
  const having = compilePart(rule.having, rows.value, undefined);
  if (!having.ok) return having;
  const columns = new Map<string, string>();
  for (const piece of rule.say) {
    if ('words' in piece) continue;
    const column = columnOf({ text: piece.column, offset: piece.offset }, rows.value);
    if (!column.ok) return column;
    columns.set(piece.column, column.value.description.id);
  }
  const order = rule.order && columnOf(rule.order, rows.value);
  if (order?.ok === false) return order;
  return answered({ rule, columns, order: order?.value.description.id });
}

function compilePart(part: RulePart, rows: Rows, bytes: ByteTests | undefined): Reply<unknown> {
  return moved(compileFilter(part.text, rows, bytes), part.offset);
}

/** A complaint of a part, at its place in the whole. */
function moved<T>(reply: Reply<T>, offset: number): Reply<T> {
  return reply.ok ? reply : failed({ ...reply.failure, offset: offset + (reply.failure.offset ?? 0) });
}

/** What the sentence is made of: the rows, or their groups. */
function checkGroup(rule: Rule, table: CaptureTable, sources: TableSources): Reply<Rows> {
  const rows = table.rows(sources);
  if (rule.group === undefined) return answered(rows);
  for (const { text, offset } of rule.group) {
    const isEnds = text === HOST_KEY || text === PAIR_KEY;
    const known = isEnds ? table.description.grouping?.ends !== undefined : rows.columns.has(text);
    if (!known) return badQuestion(`${table.description.nouns} cannot be grouped by “${text}”.`, offset);
  }
  const by = rule.group.map(({ text }) => text);
  const groups = groupedTable(table, sources, by, new Int32Array(0));
  return groups.ok ? answered(groups.value.rows(sources)) : moved(groups, rule.group[0]?.offset ?? 0);
}

function columnOf({ text, offset }: RulePart, rows: Rows): Reply<Column> {
  const found = resolveField({ text, offset, raw: text, quoted: false }, rows);
  if (!found.ok) return found;
  const [column] = found.value;
  return found.value.length === 1 && column.type !== 'list'
    ? answered(column)
    : badQuestion(`“${text}” is not one value.`, offset);
}
