import { useRef } from 'react';
import type { RefObject } from 'react';
import { openLog } from '../../../state/actions/log.ts';

/** Opening a log from a file. */
export interface LogFiles {
  /** Of the hidden input for files. */
  readonly input: RefObject<HTMLInputElement | null>;
  readonly open: () => void;
  readonly take: (files: FileList | null | undefined) => void;
}

/** Ways from a file to the open log. */
export function useLogFiles(): LogFiles {
  const input = useRef<HTMLInputElement>(null);
  return {
    input,
    open: () => input.current?.click(),
    take(files) {
      const file = files?.[0];
      if (file !== undefined) void openLog(file, file.name);
    },
  };
}
