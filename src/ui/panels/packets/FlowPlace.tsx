import { formatCount, formatEndpoint } from '../../../base/format.ts';
import type { FlowlessReason } from '../../../core/model/packet-table.ts';
import type { PacketDetail, PacketPlace } from '../../../core/model/question.ts';
import { isOpenRemedy, REASON_RULES } from '../../../core/model/reason-rules.ts';
import { closedWords, decodingNouns } from '../../../core/model/decoding-words.ts';
import type { Decoding } from '../../../core/model/parameters.ts';
import { REASON_WORDS } from '../../../core/model/reasons.ts';
import { followPacket } from '../../../state/actions/stream.ts';
import { selectPacket, showFlow } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { LookInside } from '../../inside/LookInside.tsx';
import { RemedyOption } from '../../inside/RemedyOption.tsx';
import { Button } from '../../widgets/Button.tsx';
import styles from './PacketDetailPane.module.css';

/** The flow that a packet belongs to and its place there, or why it is in none and what would count it. */
export function FlowPlace({ detail }: { readonly detail: PacketDetail }) {
  const { flow, place, packet } = detail;
  if (place === undefined) return <Flowless reason={detail.reason} further={detail.further} />;
  return (
    <span>
      <Button look="link" onClick={() => showFlow(flow)}>
        Flow {flow}
      </Button>
      : packet {formatCount(place.position)} of {formatCount(place.packets)},{' '}
      <span className="mono">{ends(place)}</span>
      {place.opener !== packet && (
        <>
          , opened by{' '}
          <Button look="link" onClick={() => selectPacket(place.opener)}>
            packet {place.opener + 1}
          </Button>
        </>
      )}
      {' · '}
      <Button look="link" onClick={() => void followPacket(packet)}>
        Follow stream
      </Button>
      {detail.further !== undefined && (
        <>
          . It carries {decodingNouns(detail.further)}: <LookInside decode={detail.further} look="link" />
        </>
      )}
    </span>
  );
}

/** The packet's own way, from its sender to its receiver; the arrow says which way that is in the flow. */
function ends({ direction, source, destination, sourcePort, destinationPort }: PacketPlace): string {
  const [from, to] = [formatEndpoint(source, sourcePort), formatEndpoint(destination, destinationPort)];
  return direction === 0 ? `${from} → ${to}` : `${from} ← ${to}`;
}

interface FlowlessProps {
  readonly reason: number;
  /** Decodings that would count it. */
  readonly further: readonly Decoding[] | undefined;
}

function Flowless({ reason, further }: FlowlessProps) {
  const parameters = useStore((state) => state.parameters);
  const known = reason as FlowlessReason;
  const { rule, remedies } = REASON_RULES[known];
  if (further !== undefined)
    return (
      <span className={styles.flowless}>
        <strong>In no flow: {closedWords(further)}.</strong> There is an IP packet in it, behind headers that NFStream
        does not follow. <LookInside decode={further} look="link" />
      </span>
    );
  return (
    <span className={styles.flowless}>
      <strong>In no flow: {REASON_WORDS[known]}.</strong> {rule}
      {remedies
        .filter((remedy) => isOpenRemedy(remedy, parameters))
        .map((remedy) => (
          <span key={remedy.parameter}>
            {' '}
            <RemedyOption remedy={remedy} />
          </span>
        ))}
    </span>
  );
}
