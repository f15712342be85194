import type { Reply } from '../model/failure.ts';
import type { CaptureTable } from './tables/capture-table.ts';

/** Groupings kept; the page shows a few at a time. */
const KEPT = 8;
/** While a capture is read its rows are grouped again when there are so many times as many: all in all this costs a third of grouping the whole. */
const GROWTH = 4;

/** What groups are made of, as it is now. */
export interface GroupedState {
  /** Changes when any table does, and when rows are others though there are as many. */
  readonly stamp: string;
  /** The part of the stamp that does not change while a capture is read. */
  readonly times: number;
  /** Rows of the table that is grouped. */
  readonly rows: number;
  /** A capture is read. */
  readonly growing: boolean;
}

interface Kept {
  readonly table: CaptureTable;
  readonly state: GroupedState;
}

/** Keeps the groups of the last questions while the tables stay as they are; while a capture is read they may lag behind. */
export class KeptGroups {
  private readonly tables = new Map<string, Kept>();

  /** The groups by their key; made if it is new or what they are made of has changed. */
  get(key: string, state: GroupedState, make: () => Reply<CaptureTable>): Reply<CaptureTable> {
    const known = this.tables.get(key);
    if (known !== undefined && isGood(known.state, state)) return { ok: true, value: known.table };
    this.tables.delete(key);
    const made = make();
    if (made.ok) this.keep(key, { table: made.value, state });
    return made;
  }

  private keep(key: string, kept: Kept): void {
    for (const [other, { state }] of this.tables) if (!isGood(state, kept.state)) this.tables.delete(other);
    const [oldest] = this.tables.keys();
    if (this.tables.size >= KEPT && oldest !== undefined) this.tables.delete(oldest);
    this.tables.set(key, kept);
  }
}

function isGood(known: GroupedState, now: GroupedState): boolean {
  if (known.stamp === now.stamp) return known.growing === now.growing;
  return now.growing && known.times === now.times && now.rows < GROWTH * known.rows;
}
