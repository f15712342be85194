import { create } from 'zustand';

/** What the page knows of vendors of MAC addresses: the list itself the worker has. */
interface GivenVendors {
  /** Names of the files that were given since the last were forgotten. */
  readonly names: readonly string[];
  /** Prefixes of MAC addresses in them, those that stand in several counted each time. */
  readonly prefixes: number;
  /** Rises whenever there are others: hosts are asked for anew. Never falls. */
  readonly times: number;
}

export const useVendors = create<GivenVendors>()(() => ({ names: [], prefixes: 0, times: 0 }));
