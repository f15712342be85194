import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import { followPacket } from '../../../state/actions/stream.ts';
import { setTimeFormat, showFlow, showPacket } from '../../../state/actions/view.ts';
import { useKeys } from '../../../state/keys.ts';
import { lookForObjects, useObjects } from '../../../state/objects.ts';
import { useStore } from '../../../state/store.ts';
import type { MenuRow } from '../../explorer/row-entries.ts';
import { TableExplorer, type ChosenRange } from '../../explorer/TableExplorer.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import { usePacketTimes } from '../../explorer/use-packet-times.ts';
import type { FilterExample } from '../../filter/FilterBox.tsx';
import type { MenuEntry } from '../../table/types.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { OBJECT_COLUMNS_AT_FIRST, objectGridColumns } from './object-grid-columns.ts';
import { ObjectPane } from './ObjectPane.tsx';
import { saveObjects } from './save-objects.ts';
import { SaveShown } from './SaveShown.tsx';

const FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'content ~ "^application"', keeps: 'programs, archives, documents, by their first bytes' },
  { filter: 'state = incomplete', keeps: 'what is not whole' },
  { filter: 'size > 100000', keeps: 'larger than 100 kB' },
];
const NONE_FOUND =
  'No flow shows a body of HTTP/1 or HTTP/2, a mail of SMTP, POP3 or IMAP, or a file of SMB, TFTP or FTP. What passes in TLS is looked for where there are keys; what other protocols carry is not.';

/** Files that passed in the capture: looked for when the panel is first opened, saved on a press only, never opened. */
export function ObjectsPanel(): ReactNode {
  useSearch();
  const generation = useStore((state) => state.generation);
  const style = useStore((state) => state.timeFormat);
  const [selected, setSelected] = useState<{ readonly row: number; readonly of: number }>();
  const [chosen, setChosen] = useState<ChosenRange>();
  const times = usePacketTimes();
  const columns = useMemo(() => objectGridColumns(times), [times]);
  const row = selected?.of === generation ? selected.row : undefined;
  return (
    <TableExplorer
      table="objects"
      name="Objects of the capture"
      columns={columns}
      columnsAtFirst={OBJECT_COLUMNS_AT_FIRST}
      examples={FILTER_EXAMPLES}
      selected={row}
      onSelect={(next) => setSelected(next === undefined ? undefined : { row: next, of: generation })}
      onRows={setChosen}
      rowEntries={objectEntries}
      detail={
        row === undefined ? undefined : <ObjectPane row={row} times={times} onClose={() => setSelected(undefined)} />
      }
      detailSize={45}
      mayStandBeside
      none={<None />}
      tools={
        <>
          <SaveShown chosen={chosen} />
          <Omitted />
          <TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />
        </>
      }
    />
  );
}

/** Looks for objects when all has been read, and again when flows have changed or there are other keys. */
function useSearch(): void {
  const keys = useKeys((state) => state.version);
  const ready = useStore((state) => state.session.phase === 'ready');
  const generation = useStore((state) => state.generation);
  useEffect(() => {
    if (ready) void lookForObjects(generation, keys);
  }, [ready, generation, keys]);
}

/** Why there is no object, or how far the search is. */
function None(): ReactNode {
  const ready = useStore((state) => state.session.phase === 'ready');
  const { failure, progress, found } = useObjects();
  if (!ready) return 'They are looked for when the capture has been read.';
  if (failure !== undefined) return `They could not be looked for. ${answerFailure(failure)}`;
  if (found !== undefined && progress === undefined) return NONE_FOUND;
  const { done = 0, total = 0 } = progress ?? {};
  const far = total > 0 ? ` ${formatCount(done)} of ${formatCount(total)} flows are read.` : '';
  return <span role="status">{`Looking for objects …${far}`}</span>;
}

/** Says what found no room. */
function Omitted(): ReactNode {
  const omitted = useObjects(({ found }) => found?.omitted ?? 0);
  return omitted > 0 && <span>{formatCountOf(omitted, 'further object')} found no room.</span>;
}

function objectEntries({ row, cell }: MenuRow): readonly MenuEntry[] {
  const packet = async (): Promise<number> => Number((await cell('packet')) ?? 0) - 1;
  return [
    { id: 'save', label: 'Save the object', run: () => void saveObjects([row]) },
    { id: 'follow', label: 'Follow the stream to it', run: () => void packet().then(followPacket) },
    { id: 'show-packet', label: 'Show its first packet', run: () => void packet().then(showPacket) },
    {
      id: 'show-flow',
      label: 'Show its flow',
      run: () => void cell('flow').then((flow) => flow !== undefined && showFlow(Number(flow))),
    },
  ];
}
