import type { Distribution } from '../model/distribution.ts';
import { answered, badQuestion, type Reply } from '../model/failure.ts';
import type { FilterAdvice } from '../model/filter-advice.ts';
import type { Question } from '../model/question.ts';
import type { TableId } from '../model/table.ts';
import { distributionOf } from '../query/distribution.ts';
import { compileFilter } from '../query/filter/compile.ts';
import { adviseFilter } from './advise-filter.ts';
import type { PacketTests } from './bytes/packet-tests.ts';
import { allRows } from './export-sources.ts';
import { hasRow } from './limits.ts';
import { noTable, type RowAnswers } from './row-answers.ts';
import type { CaptureTable, TableSources } from './tables/capture-table.ts';
import { wideForms } from './wide-forms.ts';

/** Answers what is asked of a table and its filters, but for its rows themselves. */
export class TableQuestions {
  constructor(
    private readonly entries: ReadonlyMap<TableId, CaptureTable>,
    private readonly answers: RowAnswers,
    private readonly packetTests: PacketTests,
    private readonly sources: () => TableSources,
  ) {}

  /** Position of a table row in the order of a question; -1 if it leaves the row out. */
  async positionOf(question: Question, row: number): Promise<Reply<number>> {
    const asked = await this.answers.ask(question);
    if (!asked.ok) return asked;
    const { table, order } = asked.value;
    if (order !== undefined) return answered(order.indexOf(row));
    return answered(hasRow(row, table.rows(this.sources()).length) ? row : -1);
  }

  /** How the values of a numeric column spread over the rows that a question keeps. */
  async distribution(question: Question, id: string): Promise<Reply<Distribution>> {
    const { sort: _, ...unsorted } = question;
    const asked = await this.answers.ask(unsorted);
    if (!asked.ok) return asked;
    const { table, order } = asked.value;
    const { columns, length } = table.rows(this.sources());
    const column = columns.get(id);
    if (column?.type !== 'number') return badQuestion(`“${id}” is no column of numbers.`);
    return answered(distributionOf(Float64Array.from(order ?? allRows(length), (row) => column.number(row))));
  }

  /** Whether a filter is understood; the failure has the place of the fault. */
  checkFilter(tableId: TableId, filter: string): Reply<true> {
    const table = this.entries.get(tableId);
    if (table === undefined) return noTable(tableId);
    const compiled = compileFilter(filter, table.rows(this.sources()), this.answers.byteTests(table));
    return compiled.ok ? answered(true) : compiled;
  }

  /** Help with a filter that is being written, `caret` characters into it. */
  filterAdvice(tableId: TableId, filter: string, caret: number): Reply<FilterAdvice> {
    const table = this.entries.get(tableId);
    if (table === undefined) return noTable(tableId);
    const rows = table.rows(this.sources());
    const advice = adviseFilter(filter, caret, rows, table.terms, this.answers.byteTests(table));
    const { testsBytes } = table.description;
    const reading = testsBytes ? this.packetTests.reading(filter, rows) : undefined;
    return answered({ ...advice, ...wideForms(filter, testsBytes), ...(reading && { reading }) });
  }
}
