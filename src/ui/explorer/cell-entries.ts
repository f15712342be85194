import { formatDurationNs } from '../../base/format.ts';
import type { Equivalent } from '../../core/model/filter-advice.ts';
import { mayGroupBy } from '../../core/model/groups.ts';
import type { Question, TimeRange } from '../../core/model/question.ts';
import type { TableDescription } from '../../core/model/table.ts';
import { hasTimes, spanOfRow } from '../../state/actions/row.ts';
import { adviseFilter } from '../../state/actions/table.ts';
import { setRange, showGroups } from '../../state/actions/view.ts';
import { notify, notifyPassing } from '../../state/notice.ts';
import { bothFilters, cellTerms, type CellTerms } from '../filter/cell-terms.ts';
import { rowsAsText } from '../table/copy-rows.ts';
import { isFieldId } from '../table/field-columns.ts';
import { exactCell } from '../table/format-cell.ts';
import type { CellTarget, GridRows, MenuEntry } from '../table/types.ts';

/** A cell, the question that its row answers, and what may be done with both. */
export interface CellScene extends CellTarget {
  readonly description: TableDescription;
  readonly question: Question;
  readonly rows: GridRows;
  /** Puts another filter into force. */
  readonly onFilter: (filter: string) => void;
  /** What the panel adds for its rows. */
  readonly rowEntries: readonly MenuEntry[];
}

/** An entry of the menu, or none where it makes no sense. */
type EntryMaker = (scene: CellScene) => MenuEntry | undefined;

/**
 * All that can be done with a cell of a table, in the order of its menu; whatever is to be there for every table comes into
 * this list. The panel's own entries for the row come last.
 */
const ENTRIES: readonly EntryMaker[] = [
  keepOnly,
  exclude,
  atLeast,
  atMost,
  copyValue,
  copyRow,
  copyForWireshark,
  showOnStrip,
  groupByColumn,
];

/** What can be done with a cell. */
export function cellEntries(scene: CellScene): readonly MenuEntry[] {
  return [...ENTRIES.map((make) => make(scene)).filter((entry) => entry !== undefined), ...scene.rowEntries];
}

/** The terms about the cell's value, as far as filters of the table may name its column. */
function termsOf({ column, context, description }: CellScene): CellTerms | undefined {
  const { id } = column.description;
  const decoded = isFieldId(id);
  const named = [...description.columns, ...(description.testsBytes ? description.writtenColumns : [])];
  if (context.unread || (!decoded && !named.some((one) => one.id === id))) return undefined;
  return cellTerms(column.description, context.cell, decoded);
}

function filtering(scene: CellScene, id: string, label: string, term: string | undefined): MenuEntry | undefined {
  if (term === undefined) return undefined;
  return { id, label, note: term, run: () => scene.onFilter(bothFilters(scene.question.filter, term)) };
}

function keepOnly(scene: CellScene): MenuEntry | undefined {
  const entry = filtering(scene, 'keep', 'Keep only this value', termsOf(scene)?.keep);
  return entry && { ...entry, keys: 'f' };
}

function exclude(scene: CellScene): MenuEntry | undefined {
  const entry = filtering(scene, 'exclude', 'Exclude this value', termsOf(scene)?.exclude);
  return entry && { ...entry, keys: 'F' };
}

function atLeast(scene: CellScene): MenuEntry | undefined {
  return filtering(scene, 'at-least', 'At least this', termsOf(scene)?.atLeast);
}

function atMost(scene: CellScene): MenuEntry | undefined {
  return filtering(scene, 'at-most', 'At most this', termsOf(scene)?.atMost);
}

function copyValue({ column, context }: CellScene): MenuEntry | undefined {
  if (!column.stored || context.unread) return undefined;
  return {
    id: 'copy-value',
    label: 'Copy the value',
    begins: true,
    run: () => void copy(exactCell(context.cell), 'The value'),
  };
}

function copyRow({ rows, context }: CellScene): MenuEntry {
  const run = async (): Promise<void> => {
    const reply = await rows.read(context.position, 1);
    if (!reply.ok) return notify({ tone: 'danger', sentence: 'This row could not be read.' });
    return copy(rowsAsText(reply.value, rows.columns, context.position, 1), 'The row, with the names of its columns,');
  };
  return { id: 'copy-row', label: 'Copy the row', run: () => void run() };
}

/** Either side of a flow, since Wireshark's filters keep packets. */
const EITHER_SIDE = /^(?:src|dst)_(ip|port)$/;

function copyForWireshark(scene: CellScene): MenuEntry | undefined {
  const { description, column } = scene;
  const term = termsOf(scene)?.keep;
  if (term === undefined || !description.testsBytes) return undefined;
  const { id } = column.description;
  const either = EITHER_SIDE.exec(id)?.[1];
  const terms = either === undefined ? [term] : [term, either + term.slice(id.length)];
  const find = async (): Promise<Translated | undefined> => firstEquivalent(description.id, terms);
  return {
    id: 'copy-wireshark',
    label: 'Copy as Wireshark display filter',
    later: async () => {
      const found = await find();
      return found === undefined ? { note: 'it has no words for it', off: true } : { note: found.text };
    },
    run: () => void find().then(copyTranslated),
  };
}

/** A filter in another tool's language, and for which packets it may differ. */
type Translated = Extract<Equivalent, { readonly text: string }>;

/** The first term that Wireshark has words for, in its words. */
async function firstEquivalent(table: string, terms: readonly string[]): Promise<Translated | undefined> {
  for (const term of terms) {
    const display = (await adviseFilter(table, term, term.length))?.equivalents?.display;
    if (display !== undefined && 'text' in display) return display;
  }
  return undefined;
}

async function copyTranslated(found: Translated | undefined): Promise<void> {
  if (found === undefined) return;
  const but = found.unlike === undefined ? '' : ` It keeps the same packets, but perhaps for ${found.unlike}.`;
  await copy(found.text, 'The display filter', but);
}

function groupByColumn({ column, description }: CellScene): MenuEntry | undefined {
  const { id, label } = column.description;
  const known = description.columns.find((one) => one.id === id);
  if (known === undefined || !mayGroupBy(known)) return undefined;
  return {
    id: 'group-by',
    label: `Group by ${label}`,
    note: 'sums and counts of the rows in view',
    run: () => showGroups({ table: description.id, by: [id] }),
  };
}

function showOnStrip({ question, context }: CellScene): MenuEntry | undefined {
  if (!hasTimes(question.table)) return undefined;
  const find = (): Promise<TimeRange | undefined> => spanOfRow(question, context.position);
  return {
    id: 'show-on-strip',
    label: 'Show its time on the strip',
    begins: true,
    later: async () => {
      const range = await find();
      if (range === undefined) return { note: 'it has no time', off: true };
      return { note: `limits every view to ${formatDurationNs(range.toNs - range.fromNs)}` };
    },
    run: () => void find().then(setRange),
  };
}

/** Puts a text into the clipboard and says so. */
async function copy(text: string, what: string, but = ''): Promise<void> {
  await navigator.clipboard.writeText(text).then(
    () => notifyPassing(`${what} is in the clipboard.${but}`),
    () => notify({ tone: 'danger', sentence: 'The browser did not allow copying.' }),
  );
}
