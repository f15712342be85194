import { create } from 'zustand';

/** A place in the documentation: a page of docs/ by its file's name, and a heading of it; "" is its top. */
export interface DocsPlace {
  readonly page: string;
  readonly heading: string;
}

/** Where the documentation is open, the newest place last; none: it is closed. */
export const useDocs = create<{ readonly places: readonly DocsPlace[] }>()(() => ({ places: [] }));

/** Opens the documentation at a place, from which it leads back to the place before. */
export function openDocs(page: string, heading = ''): void {
  useDocs.setState(({ places }) => ({ places: [...places, { page, heading }] }));
}

/** Goes back to the place before. */
export function backInDocs(): void {
  useDocs.setState(({ places }) => ({ places: places.slice(0, -1) }));
}

/** Closes the documentation. */
export function closeDocs(): void {
  useDocs.setState({ places: [] });
}
