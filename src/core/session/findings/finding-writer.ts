import type { ColumnDescription, DictionaryColumn, Rows } from '../../model/column.ts';
import type { Finding, FindingPart, FindingRows } from '../../model/findings.ts';
import { HOST_KEY, PAIR_KEY } from '../../model/groups.ts';
import type { Cell } from '../../model/question.ts';
import type { Rule, SentenceColumn } from '../../findings/rule.ts';
import { filterOfGroup } from '../../model/group-filter.ts';
import { cellOf } from '../cells.ts';
import type { CaptureTable, TableSources } from '../tables/capture-table.ts';
import { joined, namedRows } from './shown-rows.ts';
import { valueText } from './value-text.ts';

/** Writes what a rule found as sentences, with the rows that stand behind them. */
export class FindingWriter {
  private readonly rows: Rows;

  constructor(
    private readonly rule: Rule,
    private readonly columns: ReadonlyMap<string, string>,
    private readonly table: CaptureTable,
    /** The groups, or the table itself. */
    private readonly found: CaptureTable,
    private readonly sources: TableSources,
  ) {
    this.rows = found.rows(sources);
  }

  finding(row: number): Finding {
    const members = this.found.members?.(Int32Array.of(row)) ?? Int32Array.of(row);
    const keys = this.groupFilter(row);
    const own = this.shownOf(members, keys);
    const sentence = this.rule.say.map((piece): FindingPart =>
      'words' in piece ? { text: piece.words } : this.part(piece, row, keys, own.flows ?? own.packets),
    );
    return { sentence, ...own };
  }

  /** The filter of the group’s rows; of single rows "". */
  private groupFilter(row: number): string {
    const by = this.rule.group?.map(({ text }) => text) ?? [];
    const keys = by.flatMap((id) => (id === PAIR_KEY ? ['host_a', 'host_b'] : [id === HOST_KEY ? 'host' : id]));
    const cells = keys.map((id) => this.cell(id, row));
    return joined(this.rule.where.text, filterOfGroup(by, cells, this.table.description.grouping?.ends));
  }

  private shownOf(members: Int32Array, filter: string): Pick<Finding, 'flows' | 'packets'> {
    const { isFlows, isPackets } = this.table.description;
    const grouped = this.rule.group !== undefined;
    if (isFlows === true)
      return named(
        grouped ? { table: 'flows', filter } : namedRows('flows', 'flow', members),
        namedRows('packets', 'flow', members),
      );
    const packets = this.table.packetsOf(this.sources, members);
    return named(
      this.flowsOf(packets),
      isPackets && grouped
        ? { table: 'packets', filter }
        : namedRows(
            'packets',
            'number',
            packets.map((packet) => packet + 1),
          ),
    );
  }

  private flowsOf(packets: Int32Array): FindingRows | undefined {
    const { flow } = this.sources.tables.packets;
    const flows = new Set<number>();
    for (const packet of packets) if (flow[packet] >= 0) flows.add(flow[packet]);
    return namedRows(
      'flows',
      'flow',
      [...flows].sort((a, b) => a - b),
    );
  }

  private part(
    { column: name, nouns }: SentenceColumn,
    row: number,
    keys: string,
    own: FindingRows | undefined,
  ): FindingPart {
    const id = this.columns.get(name) ?? name;
    const column = this.rows.columns.get(id);
    if (column === undefined) return { text: name };
    const value = cellOf(column, row);
    const shows = this.showsOf(column.description, value, keys) ?? own;
    return {
      text: nounText(valueText(column.description, value), value, nouns),
      column: id,
      value,
      ...(column.description.kind === 'text' && (column as DictionaryColumn).fixed !== true && { foreign: true }),
      ...(shows !== undefined && { shows }),
    };
  }

  /** An address shows all flows of its host, a measure the rows that it counts; undefined: what the finding shows. */
  private showsOf({ kind, counts }: ColumnDescription, value: Cell, keys: string): FindingRows | undefined {
    if (kind === 'address') return { table: 'flows', filter: `ip = "${String(value)}"` };
    return counts === undefined ? undefined : { table: 'flows', filter: joined(keys, counts) };
  }

  private cell(id: string, row: number): Cell {
    const column = this.rows.columns.get(id);
    return column === undefined ? '' : cellOf(column, row);
  }
}

function named(flows: FindingRows | undefined, packets: FindingRows | undefined): Pick<Finding, 'flows' | 'packets'> {
  return { ...(flows !== undefined && { flows }), ...(packets !== undefined && { packets }) };
}

function nounText(text: string, value: Cell, nouns: SentenceColumn['nouns']): string {
  return nouns === undefined ? text : `${text} ${value === 1 ? nouns[0] : nouns[1]}`;
}
