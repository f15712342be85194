import { useMemo } from 'react';
import { explainFeature, selectFlow, setMatchFilter, setTimeFormat } from '../../../state/actions/view.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { TableExplorer } from '../../explorer/TableExplorer.tsx';
import { MeterTools } from '../../settings/MeterTools.tsx';
import { MatchedToggle } from '../../explorer/TableToolbar.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import type { OpenedCell } from '../../table/types.ts';
import { FLOW_FILTER_EXAMPLES } from './filter-examples.ts';
import { flowColumnsAtFirst, flowFilterFields, flowGridColumns } from './flow-grid-columns.tsx';
import { FlowDetailPane } from './FlowDetailPane.tsx';

/** Digits of the second by the resolution of the meter's clock. */
const DIGITS = { ms: 3, us: 6, ns: 9 } as const;

/** All flows of the capture as a grid, and everything about the selected one. */
export function FlowsPanel() {
  const selected = useStore((state) => state.flow);
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const canLimit = useStore((state) => state.run.phase === 'done' && state.matchFilter === undefined);
  const { columns: known } = useTableDescription('flows');
  const digits = useStore((state) => DIGITS[state.parameters.timeResolution]);
  const columns = useMemo(() => flowGridColumns(known, { style, epochNs, digits }), [known, style, epochNs, digits]);
  const columnsAtFirst = useMemo(() => flowColumnsAtFirst(known), [known]);
  const fields = useMemo(() => flowFilterFields(known), [known]);
  return (
    <TableExplorer
      table="flows"
      name="Flows of the capture"
      columns={columns}
      columnsAtFirst={columnsAtFirst}
      fields={fields}
      examples={FLOW_FILTER_EXAMPLES}
      selected={selected}
      onSelect={selectFlow}
      onOpen={explainCell}
      detail={selected === undefined ? undefined : <FlowDetailPane flow={selected} />}
      detailSize={55}
      mayStandBeside
      matchedText="In a sequence."
      none="Flows need IPv4 or IPv6 packets; packets of other kinds are in the Packets panel."
      tools={
        <>
          <MeterTools />
          {canLimit && <MatchedToggle onPress={() => setMatchFilter('any')} />}
          <TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />
        </>
      }
    />
  );
}

/** Enter on a cell of the selected row, or a double press on any, explains the cell. */
function explainCell(_flow: number, { column, wasSelected }: OpenedCell): void {
  if (wasSelected && column !== undefined && column !== 'shape') explainFeature(column);
}
