import { useEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { FilterFault } from './use-checked-text.ts';
import styles from './FilterBox.module.css';

interface FaultMarkProps {
  readonly text: string;
  /** Character of the text. */
  readonly offset: number;
  readonly input: RefObject<HTMLInputElement | null>;
}

/** A wavy line under the very characters that a fault is about: both are written in one-width letters. */
export function FaultMark({ text, offset, input }: FaultMarkProps): ReactNode {
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const box = input.current;
    const follow = (): void => setHidden(box?.scrollLeft ?? 0);
    follow();
    box?.addEventListener('scroll', follow);
    return () => box?.removeEventListener('scroll', follow);
  }, [text, input]);
  return (
    <span aria-hidden="true" className={styles.mark} style={{ transform: `translateX(-${hidden}px)` }}>
      <span>{text.slice(0, offset)}</span>
      <span className={styles.marked}>{markedPart(text, offset)}</span>
    </span>
  );
}

/** The word, quoted text or sign at a place; a blank at the end, where something is missing. */
function markedPart(text: string, offset: number): string {
  const part = /^(?:[\w.:/-]+|"[^"]*"?|'[^']*'?|\S)/.exec(text.slice(offset))?.[0];
  return part ?? ' ';
}

/** Why a filter cannot be used. */
export function FaultSentence({ id, fault }: { readonly id: string; readonly fault: FilterFault }): ReactNode {
  return (
    <p id={id} role="status" className={styles.fault}>
      {fault.detail ?? 'This filter cannot be read.'}
    </p>
  );
}
