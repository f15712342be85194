import { create } from 'zustand';
import type { Failure } from '../core/model/failure.ts';
import type { DataCall } from './engine-port.ts';

/** A file that is no capture. */
export interface RefusedFile {
  readonly name: string;
  readonly failure: Failure;
  /** The file itself, if it is one alone. */
  readonly file?: Blob | undefined;
}

/** What stands in the way of the part of the page that reads captures and answers questions. */
export interface ReaderTrouble {
  /** Bytes of the open capture's files can no longer be had. */
  readonly lost: Failure | undefined;
  /** The person has put the message about it aside. */
  readonly aside: boolean;
  /** A file that was to take the place of the open capture, and why it could not. */
  readonly refused: RefusedFile | undefined;
  /** It has not answered these for some seconds. */
  readonly busy: readonly DataCall[] | undefined;
}

const NONE: ReaderTrouble = { lost: undefined, aside: false, refused: undefined, busy: undefined };

/** The trouble that there is now. */
export const useReaderTrouble = create<ReaderTrouble>()(() => NONE);

/** Changes what is known of it. */
export const setReaderTrouble = (change: Partial<ReaderTrouble>): void => useReaderTrouble.setState(change);

/** Another capture is wanted: what was wrong with the files of the one before does not matter. */
export function forgetLostFile(): void {
  setReaderTrouble({ lost: undefined, aside: false, refused: undefined });
}
