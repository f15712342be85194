import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../../base/format.ts';
import type { CaptureSummary } from '../../../../core/model/capture-info.ts';
import type { ProtocolBinsRequest } from '../../../../core/model/protocol-bins.ts';
import { setRange } from '../../../../state/actions/view.ts';
import { rangeWords } from '../../../charts/time-strip/axis-text.ts';
import { Button } from '../../../widgets/Button.tsx';
import { Foreign } from '../../../widgets/Foreign.tsx';
import facts from '../../../widgets/facts.module.css';
import { useTimeWriting } from './kind-words.ts';
import { countAt, totalsOf, type Bin, type Layer } from './stack.ts';
import styles from './ProtocolTimeline.module.css';

interface StackTableProps {
  readonly layers: readonly Layer[];
  readonly bins: readonly Bin[];
  readonly summary: CaptureSummary;
  readonly unit: ProtocolBinsRequest['unit'];
}

/** The picture in numbers: a row a part of the time, whose press limits all views to it. Parts without packets are left out. */
export function StackTable(props: StackTableProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the numbers' : 'The same in numbers'}
      </Button>
      {open && <Numbers {...props} />}
    </>
  );
}

function Numbers({ layers, bins, summary, unit }: StackTableProps): ReactNode {
  const writing = useTimeWriting(summary);
  const totals = totalsOf(layers, bins.length);
  return (
    // Scrolls by itself, so it must be reached by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.table} role="region" aria-label="Over time in numbers" tabIndex={0}>
      <table className={facts.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {layers.map(({ name }, at) => (
              <th key={at} scope="col" className={facts.number}>
                <Foreign>{name}</Foreign>
                {unit === 'bytes' && <span className={facts.dim}> B</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bins.map((bin, at) =>
            totals[at] === 0 ? undefined : (
              <tr key={at}>
                <th scope="row">
                  <Button look="link" onClick={() => setRange(bin)}>
                    {rangeWords(bin, writing)}
                  </Button>
                </th>
                {layers.map(({ counts }, layer) => (
                  <td key={layer} className={facts.number}>
                    {countAt(counts, at) === 0 ? '' : formatCount(countAt(counts, at))}
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
