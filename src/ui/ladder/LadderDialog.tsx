import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import { LADDER_PAGE, type LadderPart } from '../../core/model/ladder.ts';
import type { PacketIndex } from '../../core/model/units.ts';
import { selectPacket, showPacket } from '../../state/actions/view.ts';
import { setDrawn, useDrawn, useLadder, type Drawn } from '../../state/ladder.ts';
import { usePacketTimes } from '../explorer/use-packet-times.ts';
import { timeText } from '../table/time-text.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { answerFailure } from '../words/row-failure.ts';
import { LadderView } from './LadderView.tsx';
import styles from './LadderDialog.module.css';

/** Packets as a ladder, over the page. */
export function LadderDialog(): ReactNode {
  const drawn = useDrawn((state) => state.drawn);
  const title = drawn === undefined ? 'Ladder' : `Ladder of ${visibleText(drawn.title)}`;
  return (
    <Dialog title={title} size="full" open={drawn !== undefined} onClose={() => setDrawn(undefined)}>
      {drawn !== undefined && <Content key={JSON.stringify([drawn.question, drawn.rows])} drawn={drawn} />}
    </Dialog>
  );
}

function Content({ drawn }: { readonly drawn: Drawn }): ReactNode {
  const { ladder, failure, pending, goOn } = useLadder(drawn);
  const times = usePacketTimes();
  const formatTime = useCallback((ns: number) => timeText(ns, times), [times]);
  const content = useMemo(() => ({ events: ladder?.packets ?? [], others: [] }), [ladder?.packets]);
  const open = (packet: PacketIndex): void => {
    setDrawn(undefined);
    showPacket(packet);
  };
  return (
    <div className={styles.content} aria-busy={pending}>
      {failure !== undefined && <Banner tone="danger" title={answerFailure(failure)} />}
      {ladder === undefined && pending && <Spinner label="Drawing the ladder …" />}
      {ladder?.total === 0 && <EmptyState title="There are no packets to draw." />}
      {ladder !== undefined && <Notes ladder={ladder} />}
      {ladder !== undefined && ladder.total > 0 && (
        <LadderView
          label={`Ladder of ${drawn.title}`}
          content={content}
          showOthers={false}
          plain
          formatTime={formatTime}
          onSelect={selectPacket}
          onOpen={open}
          tools={<Count ladder={ladder} pending={pending} onGoOn={goOn} />}
        />
      )}
    </div>
  );
}

interface CountProps {
  readonly ladder: LadderPart;
  readonly pending: boolean;
  readonly onGoOn: () => void;
}

/** How many packets are drawn, and the way to more. */
function Count({ ladder: { packets, total }, pending, onGoOn }: CountProps): ReactNode {
  const left = total - packets.length;
  if (left === 0) return <span>{formatCountOf(total, 'packet')}</span>;
  return (
    <>
      <span>
        The first {formatCount(packets.length)} of {formatCountOf(total, 'packet')}
      </span>
      <Button disabled={pending} onClick={onGoOn}>
        Draw {formatCount(Math.min(LADDER_PAGE, left))} more
      </Button>
    </>
  );
}

/** What could not be said of the packets. */
function Notes({ ladder: { unread, unnoted } }: { readonly ladder: LadderPart }): ReactNode {
  return (
    <>
      {unread !== undefined && (
        <Banner tone="warning" title={`What the packets say is left out. ${answerFailure(unread)}`} />
      )}
      {unnoted.length > 0 && (
        <p className={styles.note}>
          Retransmissions and losses are not marked in {formatCountOf(unnoted.length, 'long flow')}: too many packets
          come before those that are drawn.
        </p>
      )}
    </>
  );
}
