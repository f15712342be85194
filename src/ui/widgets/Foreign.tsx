import type { ReactNode } from 'react';
import { beginningOf, visibleText } from '../../base/text.ts';

/** Characters that are shown of one text: laying out a comment of a megabyte would take a browser half a minute. */
const MOST_SHOWN = 4000;

/**
 * A text that others wrote: of a capture, a file's name, of code. It turns nothing around it, whichever way it is written, and
 * what is in it unseen is seen.
 */
export function Foreign({ children }: { readonly children: string }): ReactNode {
  return <bdi>{visibleText(beginningOf(children, MOST_SHOWN))}</bdi>;
}
