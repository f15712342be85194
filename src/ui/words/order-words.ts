import type { CaptureOrder } from '../../core/model/capture-info.ts';

/** How several files are one capture, in words. */
export const ORDER_WORDS: Readonly<Record<CaptureOrder, { readonly title: string; readonly help: string }>> = {
  time: {
    title: 'by their times',
    help: 'Files that were captured side by side, on several interfaces or machines, become one.',
  },
  list: {
    title: 'one file after the other',
    help: 'In the order above, as NFStream reads a list of files: for the parts of one long capture.',
  },
};
