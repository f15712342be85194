import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import {
  explainFeature,
  selectFlow,
  setMatchFilter,
  setTimeFormat,
  showPacketsOfFlows,
} from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription, useTableView } from '../../../state/tables.ts';
import { flowEntries } from '../../explorer/row-entries.ts';
import { MatchSteps } from '../../explorer/MatchSteps.tsx';
import { TableExplorer, type ChosenRange } from '../../explorer/TableExplorer.tsx';
import { NoFlows } from '../../inside/NoFlows.tsx';
import { MeterTools } from '../../settings/MeterTools.tsx';
import { MatchedToggle } from '../../explorer/TableToolbar.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import { useFlowTimes } from '../../explorer/use-flow-times.ts';
import type { OpenedCell } from '../../table/types.ts';
import { FLOW_FILTER_EXAMPLES } from './filter-examples.ts';
import { flowColumnsAtFirst, flowFilterFields, flowGridColumns, nfstreamFile } from './flow-grid-columns.tsx';
import { FlowDetailPane } from './FlowDetailPane.tsx';
import { ManyFlowsPane } from './ManyFlowsPane.tsx';
import { Button } from '../../widgets/Button.tsx';
import controls from '../../widgets/controls.module.css';

/** All flows of the capture as a grid, and everything about the selected one. */
export function FlowsPanel() {
  const selected = useStore((state) => state.flow);
  const style = useStore((state) => state.timeFormat);
  const canLimit = useStore((state) => state.run.phase === 'done' && state.matchFilter === undefined);
  const { columns: known } = useTableDescription('flows');
  const times = useFlowTimes();
  const columns = useMemo(() => flowGridColumns(known, times), [known, times]);
  const { filter } = useTableView('flows');
  const [chosen, setChosen] = useState<ChosenRange>();
  const columnsAtFirst = useMemo(() => flowColumnsAtFirst(known), [known]);
  const filePreset = useMemo(() => nfstreamFile(known), [known]);
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
      onRows={setChosen}
      rowEntries={flowEntries}
      filePreset={filePreset}
      detail={detailOf(chosen, selected)}
      detailSize={55}
      mayStandBeside
      matchedText="In a sequence."
      none={<NoFlows />}
      tools={
        <>
          <MeterTools />
          {filter !== '' && (
            <Button icon={<ListFilter aria-hidden />} onClick={() => showPacketsOfFlows(filter)}>
              <span className={controls.word}>Their packets</span>
            </Button>
          )}
          {canLimit && <MatchedToggle onPress={() => setMatchFilter('any')} />}
          <MatchSteps />
          <TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />
        </>
      }
    />
  );
}

/** Several flows together, or everything about one. */
function detailOf(chosen: ChosenRange | undefined, selected: number | undefined): ReactNode {
  if (chosen !== undefined) return <ManyFlowsPane chosen={chosen} />;
  return selected === undefined ? undefined : <FlowDetailPane flow={selected} />;
}

/** Enter on a cell of the selected row, or a double press on any, explains the cell. */
function explainCell(_flow: number, { column, wasSelected }: OpenedCell): void {
  if (wasSelected && column !== undefined && column !== 'shape') explainFeature(column);
}
