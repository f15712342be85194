import { useEffect, useState, type ReactNode } from 'react';
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

/** Says where plain words were looked for, and offers to look in Info and in the bytes, which are read for that. */
export function WiderOffer({ filter, advise, onUse }: WiderOfferProps): ReactNode {
  const wider = useWider(filter, advise);
  if (wider === undefined) return null;
  return (
    <p className={styles.line}>
      Plain words were looked for in the columns, not in Info and not in the bytes.{' '}
      <Button look="link" onClick={() => onUse(wider)}>
        Look there, too
      </Button>
    </p>
  );
}

/** The wider form of a filter; undefined if there is none, or as long as it is not known. */
function useWider(filter: string, advise: Advise): string | undefined {
  const [known, setKnown] = useState<{ readonly filter: string; readonly wider: string | undefined }>();
  useEffect(() => {
    if (filter === '') return undefined;
    let awaited = true;
    void advise(filter, filter.length).then((advice) => awaited && setKnown({ filter, wider: advice?.wider }));
    return () => {
      awaited = false;
    };
  }, [filter, advise]);
  return known?.filter === filter ? known.wider : undefined;
}
