import { create } from 'zustand';

/** What is said to those who cannot see it when another sequence is selected by a step; "": nothing. */
export const useStepSaid = create<{ readonly said: string }>()(() => ({ said: '' }));

/** Says where a step has led to. */
export function sayStep(said: string): void {
  useStepSaid.setState({ said });
}
