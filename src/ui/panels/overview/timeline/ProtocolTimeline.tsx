import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CaptureSummary } from '../../../../core/model/capture-info.ts';
import type { ProtocolBinsRequest } from '../../../../core/model/protocol-bins.ts';
import { setRange } from '../../../../state/actions/view.ts';
import { useStore } from '../../../../state/store.ts';
import { useProtocolBins, useSilences } from '../../../../state/use-protocol-bins.ts';
import { Button } from '../../../widgets/Button.tsx';
import { Section } from '../../../widgets/Section.tsx';
import controls from '../../../widgets/controls.module.css';
import { KindList } from './KindList.tsx';
import { binsOf, layersOf, stretchesOf } from './stack.ts';
import { StackPicture } from './StackPicture.tsx';
import { StackTable } from './StackTable.tsx';
import styles from './ProtocolTimeline.module.css';

/** Kinds that have a colour of their own. */
const MOST = 8;

type By = ProtocolBinsRequest['by'];
type Unit = ProtocolBinsRequest['unit'];

/** What passed when: bytes or packets over time, stacked by what they are; a stretch of it limits all views, a kind leads to its rows. */
export function ProtocolTimeline({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const [by, setBy] = useState<By>('application');
  const [unit, setUnit] = useState<Unit>('bytes');
  const range = useStore((state) => state.range);
  const answer = useProtocolBins(useRequest(summary, by, unit));
  const bins = useMemo(() => binsOf(answer?.request.stretches ?? []), [answer]);
  const layers = useMemo(() => (answer === undefined ? [] : layersOf(answer)), [answer]);
  const asked = answer?.request.unit ?? unit;
  const note = range === undefined ? 'drag over it, or press a bar, to limit all views' : 'in the time range';
  return (
    <Section title="Over time" note={note}>
      <div className={styles.frame}>
        <div className={styles.choices}>
          <select
            aria-label="Told apart by"
            className={controls.select}
            value={by}
            onChange={({ target }) => setBy(target.value as By)}
          >
            <option value="application">By application</option>
            <option value="protocol">By IP protocol</option>
          </select>
          <select
            aria-label="Counted in"
            className={controls.select}
            value={unit}
            onChange={({ target }) => setUnit(target.value as Unit)}
          >
            <option value="bytes">Bytes on the wire</option>
            <option value="packets">Packets</option>
          </select>
          {range !== undefined && <Button onClick={() => setRange(undefined)}>Whole capture</Button>}
        </div>
        <StackPicture layers={layers} bins={bins} unit={asked} summary={summary} />
        <KindList layers={layers} unit={asked} />
        {bins.length > 0 && <StackTable layers={layers} bins={bins} summary={summary} unit={asked} />}
      </div>
    </Section>
  );
}

/** What is asked for; nothing until the silences are known, by which the time is cut. */
function useRequest(summary: CaptureSummary, by: By, unit: Unit): ProtocolBinsRequest | undefined {
  const { firstNs, lastNs, packets } = summary;
  const range = useStore((state) => state.range);
  const silences = useSilences();
  return useMemo(() => {
    if (silences === undefined) return undefined;
    const stretches = stretchesOf({ fromNs: firstNs, toNs: lastNs }, range, silences, packets);
    return { by, unit, most: MOST, stretches };
  }, [by, unit, firstNs, lastNs, packets, range, silences]);
}
