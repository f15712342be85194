import { create } from 'zustand';

/** A sentence for the user that belongs to no panel; `details` are for those who are to mend a defect. */
export interface Notice {
  readonly tone: 'info' | 'danger';
  readonly sentence: string;
  readonly details?: string;
  /** Something that can be done about it; the notice goes with it. */
  readonly action?: { readonly title: string; readonly run: () => void };
}

/** The one notice that is shown; a later one replaces it. */
export const useNotice = create<{ readonly notice: Notice | undefined }>()(() => ({ notice: undefined }));

/** How long a notice stays that only says what has been done, ms. */
const PASSING_MS = 8000;

/** Says that something has been done; the notice goes by itself. */
export function notifyPassing(sentence: string): void {
  const notice: Notice = { tone: 'info', sentence };
  notify(notice);
  setTimeout(() => {
    if (useNotice.getState().notice === notice) notify(undefined);
  }, PASSING_MS);
}

/** Shows a notice, or takes away the one that is shown. */
export function notify(notice: Notice | undefined): void {
  useNotice.setState({ notice });
}
