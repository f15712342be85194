import { Share2, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCountOf, formatDurationNs } from '../../../base/format.ts';
import { endWords } from '../../../core/model/match-words.ts';
import type { MatchDetail } from '../../../core/model/match.ts';
import type { MatchIndex } from '../../../core/model/units.ts';
import { selectMatch, selectPacket, showPacket } from '../../../state/actions/view.ts';
import { showShare } from '../../../state/share.ts';
import { askWhy } from '../../../state/why.ts';
import { useMatchDetail } from '../../../state/use-match-detail.ts';
import { MatchSteps } from '../../explorer/MatchSteps.tsx';
import { SavePackets } from '../../explorer/SavePackets.tsx';
import { LadderView } from '../../ladder/LadderView.tsx';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { Banner } from '../../widgets/Banner.tsx';
import { Button, IconButton } from '../../widgets/Button.tsx';
import controls from '../../widgets/controls.module.css';
import { Spinner } from '../../widgets/Progress.tsx';
import { timeText } from '../../table/time-text.ts';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Fields } from './Fields.tsx';
import { LineMatchPane } from './LineMatchPane.tsx';
import styles from './MatchPane.module.css';

interface MatchPaneProps {
  readonly match: MatchIndex;
  readonly times: PacketTimes;
  /** Shows only this match's packets or flows. */
  readonly onShow: (panel: 'packets' | 'flows') => void;
}

/** One sequence: what its class captured, and its ladder. */
export function MatchPane({ match, times, onShow }: MatchPaneProps): ReactNode {
  const { value: detail, failure } = useMatchDetail(match);
  const [showOthers, setShowOthers] = useState(true);
  const formatTime = useCallback((ns: number) => timeText(ns, times), [times]);
  if (failure !== undefined)
    return <Banner tone="danger" title={`This sequence cannot be shown. ${answerFailure(failure)}`} />;
  if (detail === undefined) return <Spinner label="Drawing the ladder …" />;
  if (detail.lines !== undefined) return <LineMatchPane detail={detail} lines={detail.lines} times={times} />;
  return (
    <section className={styles.pane} aria-label={`Sequence ${match + 1}`}>
      <div className={styles.bar}>
        <h2 className={styles.title}>
          <Foreign>{detail.className}</Foreign> {match + 1}
        </h2>
        <MatchSteps />
        <span className={styles.facts}>{factsOf(detail)}</span>
        {detail.others.length > 0 && (
          <label className={styles.switch}>
            <input type="checkbox" checked={showOthers} onChange={(event) => setShowOthers(event.target.checked)} />
            {othersWords(detail)}
          </label>
        )}
        {detail.end !== undefined && <WhyButton detail={detail} />}
        <EndingPacket end={detail.end} />
        <Button onClick={() => onShow('packets')}>Only its packets</Button>
        <Button onClick={() => onShow('flows')}>Only its flows</Button>
        <Button icon={<Share2 aria-hidden />} title="Share …" onClick={() => showShare(true)}>
          <span className={controls.word}>Share …</span>
        </Button>
        <SavePackets what={`sequence-${match + 1}`} question={{ table: 'packets', filter: '', match }} />
        <IconButton
          className={styles.close}
          label="Close the ladder"
          icon={<X aria-hidden />}
          onClick={() => selectMatch(undefined)}
        />
      </div>
      {detail.unread !== undefined && (
        <Banner tone="warning" title={`What the packets say is left out. ${answerFailure(detail.unread)}`} />
      )}
      <Fields detail={detail} />
      <div className={styles.ladder}>
        <LadderView
          key={detail.match}
          label={`Ladder of ${detail.className} ${match + 1}`}
          content={detail}
          showOthers={showOthers}
          plain={false}
          formatTime={formatTime}
          onSelect={selectPacket}
          onOpen={showPacket}
        />
      </div>
    </section>
  );
}

/** Conditions that are no class’s can be asked again. */
function WhyButton({ detail: { match, flowClass, events } }: { readonly detail: MatchDetail }): ReactNode {
  const packets = events.map(({ packet }) => packet);
  return (
    <Button
      title="Runs the code once more and lists what its conditions said, packet by packet"
      onClick={() => void askWhy(`sequence ${match + 1}`, { flow: { flowClass, packets } })}
    >
      Why? …
    </Button>
  );
}

/** The packet that ended a flow is none of its events, so the ladder does not have it. */
function EndingPacket({ end }: Pick<MatchDetail, 'end'>): ReactNode {
  const by = end?.by;
  if (by === undefined) return undefined;
  return (
    <Button title="Show the packet that ended it, in the Packets panel" onClick={() => showPacket(by)}>
      Ended by packet {by + 1}
    </Button>
  );
}

function factsOf(detail: MatchDetail): string {
  const { complete, end, events, flows, firstNs, lastNs } = detail;
  const ended = endWords(end);
  const state = complete ? 'complete' : end === undefined ? 'incomplete: it waits for another event' : 'no match';
  return [
    ended === '' ? state : `${state}: ${ended}`,
    formatCountOf(events.length, 'event'),
    formatCountOf(flows.length, 'flow'),
    formatDurationNs(lastNs - firstNs),
  ].join(' · ');
}

function othersWords({ others, othersOmitted }: MatchDetail): string {
  const omitted = othersOmitted === 0 ? '' : `, first ${others.length}`;
  return `Other packets (${others.length + othersOmitted}${omitted})`;
}
