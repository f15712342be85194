import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { HOST_COLUMNS_AT_FIRST } from '../../../core/model/host-columns.ts';
import { keysOfGroup } from '../../../state/actions/groups.ts';
import { setTimeFormat, showFlowsWhere, showPacketsWhere } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useVendors } from '../../../state/vendors.ts';
import { useFlowTimes } from '../../explorer/use-flow-times.ts';
import type { MenuRow } from '../../explorer/row-entries.ts';
import { TableExplorer } from '../../explorer/TableExplorer.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import type { FilterExample } from '../../filter/FilterBox.tsx';
import type { MenuEntry } from '../../table/types.ts';
import { hostGridColumns } from './host-grid-columns.ts';
import { HostPane } from './HostPane.tsx';

const FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'scope = private', keeps: 'hosts with private addresses' },
  { filter: 'offers contains "443/tcp"', keeps: 'who answers on TCP port 443' },
  { filter: 'tags contains cleartext', keeps: 'who says something that anybody can read' },
  { filter: 'host in {10.0.0.0/8}', keeps: 'hosts of a network' },
];

/** Hosts: who took part, what each of them is called, offers, uses and sends; each leads to its flows and packets. */
export function HostsPanel(): ReactNode {
  const generation = useStore((state) => state.generation);
  const ready = useStore((state) => state.session.phase === 'ready');
  const style = useStore((state) => state.timeFormat);
  const hasVendors = useVendors(({ prefixes }) => prefixes > 0);
  const [selected, setSelected] = useState<{ readonly row: number; readonly of: number }>();
  const times = useFlowTimes();
  const columns = useMemo(() => hostGridColumns(times), [times]);
  const atFirst = useMemo(() => HOST_COLUMNS_AT_FIRST.filter((id) => hasVendors || id !== 'vendor'), [hasVendors]);
  const row = selected?.of === generation ? selected.row : undefined;
  return (
    <TableExplorer
      table="hosts"
      name="Hosts of the capture"
      columns={columns}
      columnsAtFirst={atFirst}
      examples={FILTER_EXAMPLES}
      selected={row}
      onSelect={(next) => setSelected(next === undefined ? undefined : { row: next, of: generation })}
      onOpen={(opened) => void showFlowsOf(opened)}
      rowEntries={hostEntries}
      detail={
        row === undefined ? undefined : <HostPane row={row} times={times} onClose={() => setSelected(undefined)} />
      }
      detailSize={45}
      mayStandBeside
      none={ready ? 'No flow has an address.' : 'They are put together when the capture has been read.'}
      tools={<TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />}
    />
  );
}

async function showFlowsOf(row: number): Promise<void> {
  const cells = await keysOfGroup({ table: 'hosts', filter: '' }, ['host'], row);
  if (cells !== undefined) showFlowsWhere(`ip = ${String(cells[0])}`);
}

function hostEntries({ cell }: MenuRow): readonly MenuEntry[] {
  const filter = async (): Promise<string> => `ip = ${String((await cell('host')) ?? '')}`;
  return [
    { id: 'flows', label: 'Show its flows', run: () => void filter().then(showFlowsWhere) },
    { id: 'packets', label: 'Show its packets', run: () => void filter().then(showPacketsWhere) },
  ];
}
