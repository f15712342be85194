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
  private readonly byName = new Map<string, ColumnWriter | undefined>();
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
    for (const name of Object.keys(values)) {
      const value = (values as Readonly<Record<string, unknown>>)[name];
      if (value !== undefined) this.writer(prefix, name)?.set(row, value);
    }
  }

  /** All columns of so many rows. */
  finish(rows: number): AddedColumn[] {
    const filled = this.columns.filter(([, writer]) => !writer.isEmpty);
    const columns = filled.map(([id, writer]) => writer.finish(this.table, id, rows));
    return this.tags.isEmpty ? columns : [...columns, this.tags.finish(this.table, rows)];
  }

  private writer(prefix: string, name: string): ColumnWriter | undefined {
    const key = `${prefix}.${name}`;
    if (this.byName.has(key)) return this.byName.get(key);
    if (this.columns.length >= MOST_COLUMNS - 1) {
      this.losses.columns++;
      if (this.byName.size < MOST_NAMES) this.byName.set(key, undefined);
      return undefined;
    }
    const writer = new ColumnWriter(this.losses);
    this.byName.set(key, writer);
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
