import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';

export interface CopyButtonProps {
  /** The text, or what makes it when it is copied. */
  readonly text: string | (() => string);
  readonly children: ReactNode;
}

/** Copies a text to the clipboard and says whether that went well. */
export function CopyButton({ text, children }: CopyButtonProps): ReactNode {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setState('copied');
    } catch {
      setState('refused'); // the browser may forbid it; the text stands on the page, too
    }
  };
  const words = { ready: children, copied: 'Copied', refused: 'The browser refused to copy' };
  return (
    <Button icon={state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => void copy()}>
      <span aria-live="polite">{words[state]}</span>
    </Button>
  );
}
