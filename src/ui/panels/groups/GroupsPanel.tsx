import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../../core/model/column.ts';
import type { TableDescription } from '../../../core/model/table.ts';
import { setTimeFormat } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { useQuestion } from '../../../state/question.ts';
import { TableExplorer } from '../../explorer/TableExplorer.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import { keyColumns } from '../../groups/group-columns.ts';
import { useFlowTimes } from '../../explorer/use-flow-times.ts';
import { epochColumn, type FlowTimes } from '../../table/epoch-column.ts';
import { gridColumn } from '../../table/grid-columns.ts';
import type { GridColumn } from '../../table/types.ts';
import { activityColumn, shareBar } from './group-pictures.tsx';
import { GroupDetailPane } from './GroupDetailPane.tsx';
import { GroupTools } from './GroupTools.tsx';
import { showGroup } from './show-group.ts';

const EXAMPLES = [] as const;
/** Chosen among the groups of one question: numbers of groups mean nothing in another one. */
interface Chosen {
  readonly key: string;
  readonly group: number;
}

/** Flows or packets in groups: hosts, conversations, services, or by any columns, and all about the selected group. */
export function GroupsPanel(): ReactNode {
  const { table, by } = useStore((state) => state.grouping);
  const style = useStore((state) => state.timeFormat);
  const description = useTableDescription(table);
  const times = useFlowTimes();
  const { sort: _, ...question } = useQuestion(table);
  const key = JSON.stringify([question, by]);
  const [chosen, setChosen] = useState<Chosen>();
  const selected = chosen?.key === key ? chosen.group : undefined;
  const keys = useMemo(() => keyColumns(description, by), [description, by]);
  const columns = useMemo(() => gridColumnsOf(description, keys, times), [description, keys, times]);
  const columnsAtFirst = useMemo(
    () => [...keys.map(({ id }) => id), ...(description.grouping?.atFirst ?? ['count'])],
    [keys, description],
  );
  const order = description.grouping?.order ?? 'count';
  const groups = useMemo(() => ({ by, view: 'groups', sort: { column: order, descending: true } }), [by, order]);
  return (
    <TableExplorer
      key={table}
      table={table}
      name="Groups"
      columns={columns}
      columnsAtFirst={columnsAtFirst}
      examples={EXAMPLES}
      groups={groups}
      selected={selected}
      onSelect={(group) => setChosen(group === undefined ? undefined : { key, group })}
      onOpen={(group) => void showGroup({ ...question, group: by }, keys, group, description.grouping?.ends)}
      detail={
        selected === undefined ? undefined : (
          <GroupDetailPane question={{ ...question, group: by }} keys={keys} group={selected} />
        )
      }
      detailSize={45}
      mayStandBeside
      none={`There are no ${description.nouns} to group.`}
      tools={
        <>
          <GroupTools />
          <TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />
        </>
      }
    />
  );
}

/** Keys, measures and the picture of when they were, as columns of the grid. */
function gridColumnsOf(
  { grouping, nouns }: TableDescription,
  keys: readonly ColumnDescription[],
  times: FlowTimes,
): readonly GridColumn[] {
  const columns = [...keys, ...(grouping?.measures ?? [])].map((description) =>
    gridColumn(description, {
      ...(description.kind === 'epoch-ms' && epochColumn(times)),
      ...(description.kind === 'address' && { width: 150 }),
      ...(description.id === 'share' && { width: 96, render: shareBar }),
    }),
  );
  return grouping?.times === undefined ? columns : [...columns, activityColumn(nouns)];
}
