import type { Reply } from '../model/failure.ts';
import type { CaptureTable } from './tables/capture-table.ts';

/** Groupings kept; the page shows a few at a time. */
const KEPT = 8;

/** Keeps the groups of the last questions while the tables stay as they are. */
export class KeptGroups {
  private readonly tables = new Map<string, CaptureTable>();
  private stamp = '';

  /** The groups by their key; made if it is new or the stamp has changed. */
  get(key: string, stamp: string, make: () => Reply<CaptureTable>): Reply<CaptureTable> {
    if (stamp !== this.stamp) this.tables.clear();
    this.stamp = stamp;
    const known = this.tables.get(key);
    if (known !== undefined) return { ok: true, value: known };
    const made = make();
    if (made.ok) this.keep(key, made.value);
    return made;
  }

  private keep(key: string, table: CaptureTable): void {
    const [oldest] = this.tables.keys();
    if (this.tables.size >= KEPT && oldest !== undefined) this.tables.delete(oldest);
    this.tables.set(key, table);
  }
}
