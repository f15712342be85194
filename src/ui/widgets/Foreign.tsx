import type { ReactNode } from 'react';
import { visibleText } from '../../base/text.ts';

/**
 * A text that others wrote: of a capture, a file's name, of code. It turns nothing around it, whichever way it is written, and
 * what is in it unseen is seen.
 */
export function Foreign({ children }: { readonly children: string }): ReactNode {
  return <bdi>{visibleText(children)}</bdi>;
}
