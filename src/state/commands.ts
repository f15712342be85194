import { useEffect, useRef } from 'react';
import type { State } from './store.ts';

/** Something that can be done on the page: by its key, from the list of all actions, or both. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** What it belongs to, shown beside it: "Flows", "Theme". Without it: the page as a whole. */
  readonly group?: string;
  /** Other words by which it is looked for. */
  readonly words?: string;
  /** As `keyOf` of src/ui/app/keys.ts says a key; any of them will do. */
  readonly keys: readonly string[];
  /** Without it the command can always be given. */
  readonly when?: (state: State) => boolean;
  /** Listed only to those who look for it: there are many of its kind. */
  readonly onlySearched?: boolean;
  readonly run: () => void;
}

/** What a part of the page offers while it is on screen. */
export interface Offer {
  readonly list: () => readonly Command[];
  /** Those that have to be asked for. */
  readonly further?: () => Promise<readonly Command[]>;
}

const offers = new Set<Offer>();

/** Adds what can be done with a part of the page to the list of all actions; what is given back takes it out. */
export function offerCommands(offer: Offer): () => void {
  offers.add(offer);
  return () => offers.delete(offer);
}

/** What the parts on screen offer now. */
export function offeredCommands(): readonly Command[] {
  return [...offers].flatMap(({ list }) => list());
}

/** What the parts on screen offer besides, once it is known. */
export async function furtherCommands(): Promise<readonly Command[]> {
  const lists = await Promise.all([...offers].map(async ({ further }) => further?.() ?? []));
  return lists.flat();
}

/** Offers commands as long as a component is on screen; they are made when they are asked for. */
export function useOfferedCommands(offer: Offer): void {
  const latest = useRef(offer);
  useEffect(() => {
    latest.current = offer;
  });
  useEffect(
    () =>
      offerCommands({
        list: () => latest.current.list(),
        further: async () => latest.current.further?.() ?? [],
      }),
    [],
  );
}
