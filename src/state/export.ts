import { create } from 'zustand';

/** The file that is being written: its name, and rows or packets done out of all. */
export interface Exporting {
  readonly name: string;
  readonly done: number;
  readonly total: number;
}

/** The one export that is going on, if one is. */
export const useExporting = create<{ readonly exporting: Exporting | undefined }>()(() => ({ exporting: undefined }));

/** Tells how far the export has come; undefined: none is going on. */
export function setExporting(exporting: Exporting | undefined): void {
  useExporting.setState({ exporting });
}
