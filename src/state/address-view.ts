import { create } from 'zustand';

const KEY = 'flowloom.address';
const EMPTY = 'empty';

/** Whether the page's address, and so the browser's history, holds the view: filters, selection, settings and code. */
export const useAddressView = create<{ readonly kept: boolean }>()(() => ({ kept: readChoice() !== EMPTY }));

/** Chooses it for this visit and, where the browser has storage, for the next ones. */
export function keepViewInAddress(kept: boolean): void {
  useAddressView.setState({ kept });
  try {
    if (kept) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, EMPTY);
  } catch {
    return; // storage is switched off or full: chosen anew each time
  }
}

function readChoice(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // as above
  }
}
