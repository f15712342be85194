import { ScanSearch, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { furtherOf, putAside, useAside, type Further } from '../../state/further.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { IconButton } from '../widgets/Button.tsx';
import { decodingRule, insideSentence } from './inside-words.ts';
import { BackToNfstream, LookInside } from './LookInside.tsx';
import styles from './InsideBar.module.css';

/**
 * A calm line above the panels: that packets have more inside than the flows tell, and the way there; after it was
 * taken, by which rule the numbers are now, and the way back.
 */
export function InsideBar(): ReactNode {
  const phase = useStore((state) => state.session.phase);
  const summary = useStore((state) => summaryOf(state.session));
  const decode = useStore((state) => state.parameters.decode);
  const aside = useAside();
  // While a capture is read, what is within it is not known yet.
  const further = phase === 'ready' ? furtherOf(summary) : undefined;
  const opened = decode.length > 0 ? `Flows are ${decodingRule(decode)}.` : undefined;
  const sentence = [opened, further && insideSentence(further)].filter(Boolean).join(' ');
  const said = `${summary?.name ?? ''} ${sentence}`;
  if (sentence === '' || aside === said) return undefined;
  return (
    <aside aria-label="More inside" className={styles.bar}>
      <ScanSearch aria-hidden className={styles.icon} />
      <span className={styles.sentence}>{sentence}</span>
      <InsideButtons further={further} isOpened={opened !== undefined} />
      <IconButton label="Put this line aside" icon={<X aria-hidden />} onClick={() => putAside(said)} />
    </aside>
  );
}

interface InsideButtonsProps {
  readonly further: Further | undefined;
  readonly isOpened: boolean;
}

function InsideButtons({ further, isOpened }: InsideButtonsProps): ReactNode {
  return (
    <>
      {further !== undefined && (
        <LookInside decode={further.decode}>
          {further.choices.length > 1 ? 'Look inside all' : 'Look inside'}
        </LookInside>
      )}
      {isOpened && <BackToNfstream />}
    </>
  );
}
