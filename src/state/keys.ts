import { create } from 'zustand';

/** What the page knows of secrets for decrypting: their texts it never keeps, the worker has them. */
export interface GivenKeys {
  /** Names of the key logs that were given since the last were forgotten. */
  readonly names: readonly string[];
  /** Changes whenever there are other secrets: what was decrypted by them is asked for again. */
  readonly version: number;
}

export const useKeys = create<GivenKeys>()(() => ({ names: [], version: 0 }));
