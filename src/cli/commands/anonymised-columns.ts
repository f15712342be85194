import { randomBytes } from 'node:crypto';
import type { Column } from '../../core/model/column.ts';
import type { Anonymisation } from '../anonymise-options.ts';
import type { Report } from '../report.ts';

/** What is done to the columns before they are written. */
export type ColumnStep = (columns: readonly Column[]) => readonly Column[];

/** NFStream's number of bytes. */
const KEY_BYTES = 64;

/**
 * The step that puts digests in the place of columns. As in NFStream a column that is not there is reported, once, and
 * passed over.
 */
export async function anonymisedColumns({ columns: ids, key }: Anonymisation, report: Report): Promise<ColumnStep> {
  if (ids.length === 0) return (columns) => columns;
  const { Anonymiser } = await import('../../core/export/anonymise.ts');
  const anonymiser = new Anonymiser(key ?? randomBytes(KEY_BYTES));
  const wanted = new Set(ids);
  const reported = new Set<string>();
  return (columns) => {
    for (const id of wanted) {
      if (reported.has(id) || columns.some((column) => column.description.id === id)) continue;
      reported.add(id);
      report.say(`--columns-to-anonymize: there is no column “${id}”; it was passed over.`);
    }
    return anonymiser.columns(columns, wanted);
  };
}
