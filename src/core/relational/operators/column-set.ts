import type { AddedColumn, AddedTable } from '../../model/operators.ts';
import { clip } from '../match-bounds.ts';
import { ColumnWriter, type Losses } from './column-writer.ts';
import { MOST_COLUMNS } from './operator-bounds.ts';
import { TagWriter } from './tag-writer.ts';

/** Characters of a name; more are cut. */
const MOST_NAME = 64;

/** Names that are remembered: of columns that were left out each is counted once, until there are so many. */
const MOST_NAMES = 10_000;

/** The columns and tags that operators write for one table. */
export class ColumnSet {
  readonly tags: TagWriter;
  /** By prefix, then by name: undefined if the column was left out. */
  private readonly byName = new Map<string, Map<string, ColumnWriter | undefined>>();
  private names = 0;
  private readonly ids = new Set<string>(['tags']);
  private readonly columns: [string, ColumnWriter][] = [];

  constructor(
    private readonly table: AddedTable,
    private readonly losses: Losses,
  ) {
    this.tags = new TagWriter(losses);
  }

  /** Puts what an object has under its own names into a row, as columns `prefix.NAME`. User code may make it throw. */
  put(prefix: string, row: number, values: object): void {
    let writers = this.byName.get(prefix);
    if (writers === undefined) this.byName.set(prefix, (writers = new Map<string, ColumnWriter | undefined>()));
    for (const name of Object.keys(values)) {
      const value = (values as Readonly<Record<string, unknown>>)[name];
      if (value !== undefined) (writers.get(name) ?? this.writer(writers, prefix, name))?.set(row, value);
    }
  }

  /** All columns of so many rows. */
  finish(rows: number): AddedColumn[] {
    const filled = this.columns.filter(([, writer]) => !writer.isEmpty);
    const columns = filled.map(([id, writer]) => writer.finish(this.table, id, rows));
    return this.tags.isEmpty ? columns : [...columns, this.tags.finish(this.table, rows)];
  }

  private writer(
    writers: Map<string, ColumnWriter | undefined>,
    prefix: string,
    name: string,
  ): ColumnWriter | undefined {
    if (writers.has(name)) return undefined;
    if (this.columns.length >= MOST_COLUMNS - 1) {
      this.losses.columns++;
      if (this.names++ < MOST_NAMES) writers.set(name, undefined);
      return undefined;
    }
    const writer = new ColumnWriter(this.losses);
    this.names++;
    writers.set(name, writer);
    this.columns.push([this.idOf(prefix, name), writer]);
    return writer;
  }

  /** What filters can name: letters, digits, "_" and "-", no two the same but for case. */
  private idOf(prefix: string, name: string): string {
    let id = `${prefix}.${clip(name, MOST_NAME).replace(/[^\w-]+/g, '_')}`;
    while (this.ids.has(id.toLowerCase())) id += '_';
    this.ids.add(id.toLowerCase());
    return id;
  }
}
