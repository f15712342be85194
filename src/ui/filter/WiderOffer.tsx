import { useEffect, useState, type ReactNode } from 'react';
import type { FilterAdvice } from '../../core/model/filter-advice.ts';
import { Button } from '../widgets/Button.tsx';
import type { Advise } from './use-filter-list.ts';
import styles from './WiderOffer.module.css';

interface WiderOfferProps {
  /** The filter in force. */
  readonly filter: string;
  readonly advise: Advise;
  /** Takes the wider filter. */
  readonly onUse: (filter: string) => void;
}

/**
 * Says where plain words were looked for, and offers to look elsewhere, too: in the columns that are not shown, in Info and the
 * bytes, in the layers; all but the first are read for that.
 */
export function WiderOffer({ filter, advise, onUse }: WiderOfferProps): ReactNode {
  const { wider, widerColumns, widerLayers } = useWider(filter, advise);
  if (wider === undefined && widerColumns === undefined) return null;
  const left = [
    widerColumns !== undefined && 'not in hidden ones',
    wider !== undefined && 'not in Info and not in the bytes',
  ].filter((part) => part !== false);
  const scope = widerColumns === undefined ? 'all columns' : 'the columns shown';
  return (
    <p className={styles.line}>
      Plain words were looked for in {[scope, ...left].join(', ')}.{' '}
      <Wider label="All columns" filter={widerColumns} onUse={onUse} />
      <Wider label="Info and bytes, too" filter={wider} onUse={onUse} />
      <Wider label="All layers, too" filter={widerLayers} onUse={onUse} />
    </p>
  );
}

interface WiderProps {
  readonly label: string;
  /** undefined: nothing wider there. */
  readonly filter: string | undefined;
  readonly onUse: (filter: string) => void;
}

function Wider({ label, filter, onUse }: WiderProps): ReactNode {
  if (filter === undefined) return undefined;
  return (
    <Button look="link" className={styles.press} onClick={() => onUse(filter)}>
      {label}
    </Button>
  );
}

type WiderForms = Pick<FilterAdvice, 'wider' | 'widerColumns' | 'widerLayers'>;

const NOTHING: WiderForms = {};

/** The wider forms of a filter; none as long as they are not known. */
function useWider(filter: string, advise: Advise): WiderForms {
  const [known, setKnown] = useState<{ readonly filter: string; readonly wider: WiderForms }>();
  useEffect(() => {
    if (filter === '') return undefined;
    let awaited = true;
    void advise(filter, filter.length).then((advice) => awaited && setKnown({ filter, wider: advice ?? NOTHING }));
    return () => {
      awaited = false;
    };
  }, [filter, advise]);
  return known?.filter === filter ? known.wider : NOTHING;
}
