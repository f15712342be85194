import { ArrowDownUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FROM_CODE } from '../../../core/model/operators.ts';
import { PACKET_COLUMNS } from '../../../core/model/packet-columns.ts';
import { drawRows, drawShown } from '../../../state/actions/ladder.ts';
import { selectPacket, setMatchFilter, setTimeFormat } from '../../../state/actions/view.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { packetEntries } from '../../explorer/row-entries.ts';
import { MatchSteps } from '../../explorer/MatchSteps.tsx';
import { TableExplorer, type ChosenRange } from '../../explorer/TableExplorer.tsx';
import { usePacketTimes } from '../../explorer/use-packet-times.ts';
import { packetGridColumns } from '../../table/packet-grid-columns.ts';
import { MatchedToggle } from '../../explorer/TableToolbar.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import { Button } from '../../widgets/Button.tsx';
import controls from '../../widgets/controls.module.css';
import { packetColumnsAtFirst } from './columns-at-first.ts';
import { PACKET_FILTER_EXAMPLES } from './filter-examples.ts';
import { PacketDetailPane } from './PacketDetailPane.tsx';

/** All packets of the capture as a grid, and the bytes and layers of the selected one. */
export function PacketsPanel() {
  const selected = useStore((state) => state.packet);
  const times = usePacketTimes();
  const [chosen, setChosen] = useState<ChosenRange>();
  const severalFiles = useStore((state) => (summaryOf(state.session)?.files.length ?? 0) > 1);
  const commented = useStore((state) => (summaryOf(state.session)?.notes.packetComments.total ?? 0) > 0);
  const { columns: known } = useTableDescription('packets');
  const added = useMemo(() => known.filter(({ group }) => group === FROM_CODE), [known]);
  const columnsAtFirst = useMemo(
    () => packetColumnsAtFirst(severalFiles, commented, added),
    [severalFiles, commented, added],
  );
  const canLimit = useStore((state) => state.run.phase === 'done' && state.matchFilter === undefined);
  const columns = useMemo(() => packetGridColumns([...PACKET_COLUMNS, ...added], times), [times, added]);
  return (
    <TableExplorer
      table="packets"
      name="Packets of the capture"
      columns={columns}
      columnsAtFirst={columnsAtFirst}
      examples={PACKET_FILTER_EXAMPLES}
      selected={selected}
      onSelect={selectPacket}
      onRows={setChosen}
      rowEntries={packetEntries}
      detail={selected === undefined ? undefined : <PacketDetailPane packet={selected} />}
      detailSize={45}
      mayStandBeside
      matchedText="In a sequence."
      none="This capture has no packets."
      tools={
        <>
          <Button
            icon={<ArrowDownUp aria-hidden />}
            title={chosen === undefined ? 'Draw the packets that are shown (l)' : 'Draw the chosen packets'}
            onClick={() => (chosen === undefined ? drawShown() : drawRows(chosen.question, chosen.first, chosen.last))}
          >
            <span className={controls.word}>Ladder</span>
          </Button>
          {canLimit && <MatchedToggle onPress={() => setMatchFilter('any')} />}
          <MatchSteps />
          <TimeFormatSelect value={times.style} onChange={setTimeFormat} />
        </>
      }
    />
  );
}
