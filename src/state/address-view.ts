import { create } from 'zustand';
import { keepText, keptText } from '../base/kept-texts.ts';

const KEY = 'flowloom.address';
const EMPTY = 'empty';

/** Whether the page's address, and so the browser's history, holds the view: filters, selection, settings and code. */
export const useAddressView = create<{ readonly kept: boolean }>()(() => ({ kept: keptText(KEY) !== EMPTY }));

/** Chooses it for this visit and, where the browser has storage, for the next ones. */
export function keepViewInAddress(kept: boolean): void {
  useAddressView.setState({ kept });
  keepText(KEY, kept ? undefined : EMPTY);
}
