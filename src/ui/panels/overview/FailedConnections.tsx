import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { Question } from '../../../core/model/question.ts';
import { showRowsWhere } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { useRows } from '../../../state/use-rows.ts';
import { Button } from '../../widgets/Button.tsx';

const COLUMNS = ['failed', 'count'] as const;

/** How many of the TCP connections failed, in whatever way; a press shows them. */
export function FailedConnections(): ReactNode {
  const range = useStore((state) => state.range);
  const { grouping } = useTableDescription('flows');
  const question = useMemo(
    (): Question => ({ table: 'flows', filter: 'protocol = TCP', group: [], ...(range !== undefined && { range }) }),
    [range],
  );
  const { window, want } = useRows(question, COLUMNS);
  useEffect(() => want(0, 1), [want, question]);
  const [failed, all] = window?.cells[0] ?? [];
  const counts = grouping?.measures.find(({ id }) => id === 'failed')?.counts;
  if (typeof failed !== 'number' || typeof all !== 'number' || counts === undefined) return undefined;
  if (failed === 0) return <p>None of {formatCount(all)} TCP flows failed.</p>;
  return (
    <p>
      <Button look="link" onClick={() => showRowsWhere('flows', counts)}>
        {formatCount(failed)} of {formatCount(all)} TCP flows failed
      </Button>
    </p>
  );
}
