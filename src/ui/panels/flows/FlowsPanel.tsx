import { useEffect, useMemo } from 'react';
import { FLOW_COLUMNS_AT_FIRST } from '../../../core/model/flow-columns.ts';
import { selectFlow, setMatchFilter, setTimeFormat } from '../../../state/actions/view.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { preloadCharts } from '../../charts/LazyChart.tsx';
import { TableExplorer } from '../../explorer/TableExplorer.tsx';
import { MatchedToggle } from '../../table/TableToolbar.tsx';
import { TimeFormatSelect } from '../../table/TimeFormatSelect.tsx';
import { FLOW_FILTER_EXAMPLES } from './filter-examples.ts';
import { FLOW_FILTER_FIELDS, flowGridColumns } from './flow-grid-columns.tsx';
import { FlowDetailPane } from './FlowDetailPane.tsx';

/** All flows of the capture as a grid, and everything about the selected one. */
export function FlowsPanel() {
  const selected = useStore((state) => state.flow);
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const canLimit = useStore((state) => state.run.phase === 'done' && state.matchFilter === undefined);
  const columns = useMemo(() => flowGridColumns(style, epochNs), [style, epochNs]);
  useEffect(() => void preloadCharts().catch(() => undefined), []); // a failure shows when a chart is wanted
  return (
    <TableExplorer
      table="flows"
      name="Flows of the capture"
      noun="flow"
      nouns="flows"
      columns={columns}
      columnsAtFirst={FLOW_COLUMNS_AT_FIRST}
      fields={FLOW_FILTER_FIELDS}
      examples={FLOW_FILTER_EXAMPLES}
      selected={selected}
      onSelect={selectFlow}
      detail={selected === undefined ? undefined : <FlowDetailPane flow={selected} />}
      detailSize={55}
      mayStandBeside
      matchedText="In a sequence."
      none="Flows need IPv4 or IPv6 packets; packets of other kinds are in the Packets panel."
      tools={
        <>
          {canLimit && <MatchedToggle onPress={() => setMatchFilter('any')} />}
          <TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />
        </>
      }
    />
  );
}
