import { create } from 'zustand';
import type { Said } from '../core/model/console-line.ts';

/** What the code of the last run has written to its console. */
export const useUserConsole = create<Said>()(() => ({ lines: [], omitted: 0 }));

/** Begins anew: another run, or the person has read it. */
export function clearConsole(): void {
  useUserConsole.setState({ lines: [], omitted: 0 });
}

/** Adds what was written since. */
export function addSaid({ lines, omitted }: Said): void {
  useUserConsole.setState((before) => ({ lines: [...before.lines, ...lines], omitted }));
}
