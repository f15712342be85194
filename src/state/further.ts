import { create } from 'zustand';
import type { CaptureSummary, FurtherPackets } from '../core/model/capture-info.ts';
import { DECODINGS, type Decoding } from '../core/model/parameters.ts';

/** What further decodings would open of a capture, most packets first. */
export interface Further {
  readonly choices: readonly FurtherPackets[];
  /** All that the choices name, in the order of DECODINGS. */
  readonly decode: readonly Decoding[];
  readonly packets: number;
  /** Of these, the ones that are in no flow now. */
  readonly inNoFlow: number;
}

/** undefined: nothing is closed. */
export function furtherOf(summary: Pick<CaptureSummary, 'further'> | undefined): Further | undefined {
  const choices = [...(summary?.further ?? [])].filter(({ packets }) => packets > 0);
  if (choices.length === 0) return undefined;
  choices.sort((a, b) => b.packets - a.packets);
  const names = new Set(choices.flatMap(({ decode }) => decode));
  return {
    choices,
    decode: DECODINGS.filter((name) => names.has(name)),
    packets: choices.reduce((sum, { packets }) => sum + packets, 0),
    inNoFlow: choices.reduce((sum, choice) => sum + notInFlow(choice), 0),
  };
}

/** Packets of a choice that are in no flow now. */
export function notInFlow({ flowless }: FurtherPackets): number {
  return flowless.reduce((sum, count) => sum + count, 0);
}

const useSaid = create<{ readonly said: string | undefined }>()(() => ({ said: undefined }));

/** What was said of further decodings when it was put aside; something else may be said again. */
export function useAside(): string | undefined {
  return useSaid((state) => state.said);
}

/** Puts what is said aside. */
export function putAside(said: string): void {
  useSaid.setState({ said });
}
