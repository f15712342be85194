import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { joinFilters } from '../../../core/model/group-filter.ts';
import { HOST_KEY, PAIR_KEY } from '../../../core/model/groups.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { drawWhere } from '../../../state/actions/ladder.ts';
import { keysOfGroup } from '../../../state/actions/groups.ts';
import { showRowsWhere } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { TopGroups } from '../../groups/TopGroups.tsx';
import { formatCell } from '../../table/format-cell.ts';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { filterWithGroup } from './show-group.ts';
import styles from './GroupDetailPane.module.css';

interface GroupDetailPaneProps {
  readonly question: Question;
  readonly keys: readonly ColumnDescription[];
  readonly group: number;
}

/** What is in one group: the same rows by applications, hosts, conversations and states, as far as the group leaves them open. */
export function GroupDetailPane({ question, keys, group }: GroupDetailPaneProps): ReactNode {
  const cells = useKeys(question, keys, group);
  const description = useTableDescription(question.table);
  if (cells === undefined) return undefined;
  const filter = filterWithGroup(question, cells, description.grouping?.ends);
  const title = cells.map((cell, at) => textOf(cell, keys[at])).join(' · ');
  const by = question.group ?? [];
  const has = (column: string): boolean => description.columns.some(({ id }) => id === column);
  const isOfFlows = has('dst_ip');
  const said = has('application') ? APPLICATION : SERVICE;
  const host = isOfFlows && by.join() === HOST_KEY ? String(cells[0]) : undefined;
  return (
    <section className={styles.pane} aria-label="Group">
      <header className={styles.head}>
        <h2>
          <Foreign>{title}</Foreign>
        </h2>
        <Button onClick={() => showRowsWhere(question.table, filter)}>Show {description.nouns}</Button>
        {(description.isPackets || description.isFlows === true) && (
          <Button onClick={() => drawWhere(description.isPackets, filter, title, question.range)}>Ladder</Button>
        )}
      </header>
      <div className={styles.tables}>
        {host === undefined ? (
          isOfFlows && !by.includes(said[0]) && <TopGroups {...SAID} title="Applications" by={said} filter={filter} />
        ) : (
          <>
            <TopGroups {...SAID} title="Used" by={said} filter={joinFilters(filter, `src_ip = ${host}`)} />
            <TopGroups {...SAID} title="Offered" by={said} filter={joinFilters(filter, `dst_ip = ${host}`)} />
          </>
        )}
        {WITHIN.filter(({ by: [key = ''], table }) => table === question.table && !by.includes(key)).map((within) => (
          <TopGroups key={within.title} {...within} filter={filter} />
        ))}
      </div>
    </section>
  );
}

const textOf = (cell: Cell, description: ColumnDescription | undefined): string =>
  (description === undefined ? String(cell) : formatCell(cell, description)) || '(none)';

const APPLICATION = ['application'] as const;
const SERVICE = ['service'] as const;

/** What flows are; of a host apart by who began them: what it used of others, and what others used of it. */
const SAID = { nouns: 'applications', table: 'flows', measures: ['bytes', 'count', 'failed'] } as const;

/** What the rows of a group are looked at by. */
const WITHIN = [
  {
    title: 'Conversations',
    nouns: 'conversations',
    table: 'flows',
    by: [PAIR_KEY],
    measures: ['bytes', 'count', 'failed'],
  },
  { title: 'Hosts', nouns: 'hosts', table: 'flows', by: [HOST_KEY], measures: ['bytes', 'sent', 'received', 'peers'] },
  {
    title: 'Destination ports',
    nouns: 'ports',
    table: 'flows',
    by: ['dst_port'],
    measures: ['count', 'bytes', 'failed'],
  },
  { title: 'Connections', nouns: 'states', table: 'flows', by: ['connection'], measures: ['count', 'bytes'] },
  {
    title: 'Conversations',
    nouns: 'conversations',
    table: 'packets',
    by: [PAIR_KEY],
    measures: ['count', 'bytes', 'flows'],
  },
  { title: 'Protocols', nouns: 'protocols', table: 'packets', by: ['protocol'], measures: ['count', 'bytes'] },
  { title: 'Flags', nouns: 'combinations of flags', table: 'packets', by: ['flags'], measures: ['count', 'bytes'] },
] as const;

/** The keys of a group, asked for anew with the worker’s tables. */
function useKeys(question: Question, keys: readonly ColumnDescription[], group: number): readonly Cell[] | undefined {
  const generation = useStore((state) => state.generation);
  const [cells, setCells] = useState<readonly Cell[]>();
  const asked = JSON.stringify([question, keys.map(({ id }) => id), group]);
  useEffect(() => {
    let current = true;
    const [about, ids, number] = JSON.parse(asked) as [Question, string[], number];
    void keysOfGroup(about, ids, number).then((found) => (current ? setCells(found) : undefined));
    return () => {
      current = false;
    };
  }, [asked, generation]);
  return cells?.length === keys.length ? cells : undefined;
}
