import { X } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import { hexBytes } from '../../../base/text.ts';
import { nameWords } from '../../../core/model/name-words.ts';
import type { ToldName } from '../../../core/model/names.ts';
import type { Problem } from '../../../core/model/problem.ts';
import type { PacketDetail } from '../../../core/model/question.ts';
import type { PacketIndex } from '../../../core/model/units.ts';
import { selectPacket } from '../../../state/actions/view.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { usePacketHits } from '../../../state/use-packet-hits.ts';
import { usePacketDetail } from '../../../state/use-details.ts';
import { problemMessage } from '../../words/messages.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { useWidth } from '../../widgets/use-width.ts';
import { Banner } from '../../widgets/Banner.tsx';
import { IconButton } from '../../widgets/Button.tsx';
import { CopyButton } from '../../widgets/CopyButton.tsx';
import { NameList } from '../../widgets/NameList.tsx';
import { Splitter } from '../../widgets/Splitter.tsx';
import { nodeAt, nodeInWords, rangeOf } from './byte-fields.ts';
import type { LayerNode } from './byte-fields.ts';
import { FlowPlace } from './FlowPlace.tsx';
import { doubtsOf } from './packet-doubts.ts';
import { HexView } from './HexView.tsx';
import { HitSteps } from './HitSteps.tsx';
import { hitNodes } from './hit-nodes.ts';
import { LayerTree } from './LayerTree.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './PacketDetailPane.module.css';

/** Below this width, CSS pixels, the bytes stand under the layers. */
const NARROW = 720;

/** The selected packet: its decoded layers beside its bytes, each showing the other's place. */
export function PacketDetailPane({ packet }: { readonly packet: PacketIndex }) {
  const { value, failure } = usePacketDetail(packet);
  return (
    <aside aria-label={`Packet ${packet + 1}`} className={styles.pane}>
      <header className={styles.header}>
        <h2 className={styles.title}>Packet {packet + 1}</h2>
        {value !== undefined && <Facts detail={value} />}
        <IconButton label="Close the detail" icon={<X aria-hidden />} onClick={() => selectPacket(undefined)} />
      </header>
      {failure !== undefined && <Banner tone="danger" title={answerFailure(failure)} />}
      {value !== undefined && <Doubts detail={value} />}
      {value !== undefined && <Notes detail={value} />}
      {value !== undefined && <Contents key={value.packet} detail={value} />}
    </aside>
  );
}

function Facts({ detail }: { readonly detail: PacketDetail }) {
  const { capturedLength, wireLength, fileOffset, file, bytes } = detail;
  const cut = capturedLength < wireLength ? `, ${formatCount(capturedLength)} captured` : '';
  const shown = bytes.length < capturedLength ? `, the first ${formatCount(bytes.length)} shown` : '';
  return (
    <p className={styles.facts}>
      <FlowPlace detail={detail} />
      <span>
        {formatCount(wireLength)} B{cut}
        {shown}
      </span>
      <span>
        at byte {formatCount(fileOffset)} <span className="mono">(0x{fileOffset.toString(16)})</span> of{' '}
        {file === undefined ? 'the capture' : <Foreign>{file}</Foreign>}
      </span>
    </p>
  );
}

/** Why the packet may be wrong. */
function Doubts({ detail }: { readonly detail: PacketDetail }) {
  const summary = useStore((state) => summaryOf(state.session));
  if (summary === undefined) return undefined;
  return doubtsOf(summary, detail).map((problem, at) => (
    <Banner key={at} tone="warning" title="This packet may not be what was on the wire.">
      <p>{doubtSentence(problem)}</p>
    </Banner>
  ));
}

/** As in the list of problems, but for what that says of its own place. */
function doubtSentence(problem: Problem): string {
  if (problem.code !== 'wrong-checksum') return problemMessage(problem).sentence;
  const [bytes = 0] = problem.facts;
  return `A checksum of the compressed data does not fit: of the ${formatCountOf(bytes, 'byte')} from byte ${formatCount(problem.offset)} on, some are not what was written.`;
}

/** What the capture itself says of the packet: comments, and names of its ends. */
function Notes({ detail: { comments, names, endNames } }: { readonly detail: PacketDetail }) {
  const shown = useStore((state) => state.showNames);
  const told = endNames.filter((one) => shown && one !== undefined && one.source !== 'file');
  if (comments.length === 0 && names.length === 0 && told.length === 0) return undefined;
  return (
    <dl className={styles.notes}>
      {comments.map((comment, at) => (
        <div key={at}>
          <dt>Comment</dt>
          <dd>
            <Foreign>{comment}</Foreign>
          </dd>
        </div>
      ))}
      {told.map((one, at) => one && <ToldNameRow key={at} told={one} />)}
      {names.map(({ address, names: known }) => (
        <div key={address}>
          <dt className="mono">{address}</dt>
          <dd>
            <NameList names={known} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ToldNameRow({ told }: { readonly told: ToldName }) {
  return (
    <div>
      <dt className="mono">{told.address}</dt>
      <dd>
        <Foreign>{told.name}</Foreign> · {nameWords(told)}
      </dd>
    </div>
  );
}

function Contents({ detail }: { readonly detail: PacketDetail }) {
  const frame = useRef<HTMLDivElement>(null);
  const narrow = useWidth(frame) < NARROW;
  const [selected, setSelected] = useState<LayerNode>();
  const [hovered, setHovered] = useState<LayerNode>();
  const { layers, bytes } = detail;
  const hits = usePacketHits(detail.packet);
  const [hit, setHit] = useState(0);
  const found = useMemo(() => hitNodes(layers, hits), [layers, hits]);
  const goTo = (at: number): void => {
    setHit(at);
    setSelected(nodeAt(layers, hits.bytes[at]?.[0] ?? 0));
  };
  const hex = useMemo(() => hexBytes(bytes), [bytes]);
  const selectedRange = useMemo(() => rangeOf(layers, selected), [layers, selected]);
  const hoveredRange = useMemo(() => rangeOf(layers, hovered), [layers, hovered]);
  const overByte = (at: number | undefined): void => setHovered(at === undefined ? undefined : nodeAt(layers, at));
  return (
    <div ref={frame} className={styles.contents}>
      <Splitter
        key={narrow ? 'narrow' : 'wide'}
        name="packet"
        direction={narrow ? 'vertical' : 'horizontal'}
        label="Size of layers and bytes"
        firstSize={narrow ? 55 : 48}
        first={
          <div className={styles.part}>
            {layers.length === 0 && <p className={styles.none}>This packet has no layer that is decoded here.</p>}
            <LayerTree
              layers={layers}
              selected={selected}
              hovered={hovered}
              found={found}
              onSelect={setSelected}
              onHover={setHovered}
            />
          </div>
        }
        second={
          <div className={styles.part}>
            <HexView
              bytes={bytes}
              selected={selectedRange}
              hovered={hoveredRange}
              hits={hits.bytes}
              hit={hit}
              onSelect={(at) => setSelected(nodeAt(layers, at))}
              onHover={overByte}
            />
            <div className={styles.foot}>
              <p role="status" className={styles.words}>
                <Foreign>{placeInWords(detail, selected)}</Foreign>
              </p>
              <HitSteps count={hits.bytes.length} hit={hit} onHit={goTo} />
              <CopyButton text={hex}>Copy as hex</CopyButton>
            </div>
          </div>
        }
      />
    </div>
  );
}

/** The selected node in words: where, how long, what. */
function placeInWords({ layers }: PacketDetail, node: LayerNode | undefined): string {
  if (node === undefined) return 'Press a byte or a field to see where it belongs.';
  const { from, to } = rangeOf(layers, node);
  const place = to > from ? `0x${from.toString(16).padStart(4, '0')}, ${to - from} B: ` : '';
  return place + nodeInWords(layers, node);
}
