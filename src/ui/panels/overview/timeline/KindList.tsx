import type { CSSProperties, ReactNode } from 'react';
import type { ProtocolBinsRequest } from '../../../../core/model/protocol-bins.ts';
import { showRowsWhere } from '../../../../state/actions/view.ts';
import { Button } from '../../../widgets/Button.tsx';
import { Foreign } from '../../../widgets/Foreign.tsx';
import { amountWords, kindColor } from './kind-words.ts';
import type { Layer } from './stack.ts';
import styles from './ProtocolTimeline.module.css';

interface KindListProps {
  readonly layers: readonly Layer[];
  readonly unit: ProtocolBinsRequest['unit'];
}

/** What the colours stand for, each with its sum and a press away from its rows. */
export function KindList({ layers, unit }: KindListProps): ReactNode {
  return (
    <ul className={styles.kinds} aria-label="Kinds">
      {layers.map((layer, at) => (
        <li key={`${layer.name} ${at}`} style={{ '--kind': kindColor(layer, at) } as CSSProperties}>
          <Kind layer={layer} unit={unit} />
        </li>
      ))}
    </ul>
  );
}

function Kind({
  layer: { name, total, shows },
  unit,
}: {
  readonly layer: Layer;
  readonly unit: KindListProps['unit'];
}) {
  const inside = (
    <>
      <span className={styles.swatch} aria-hidden /> <Foreign>{name}</Foreign>{' '}
      <span className={styles.count}>{amountWords(total, unit)}</span>
    </>
  );
  if (shows === undefined) return <span className={styles.rest}>{inside}</span>;
  return (
    <Button title={`Show these ${shows.table}`} onClick={() => showRowsWhere(shows.table, shows.filter)}>
      {inside}
    </Button>
  );
}
