import { useRef } from 'react';
import type { RefObject } from 'react';
import { notify } from '../../../state/notice.ts';
import { currentDocument, nameDocument, titleOf } from '../../../state/documents.ts';
import { downloadBlob } from '../../widgets/download.ts';
import type { Code } from './use-code.ts';

/** More than anybody writes. */
const MOST_BYTES = 2_000_000;

/** Opening and saving documents as files of TypeScript. */
export interface CodeFiles {
  /** Of the hidden input for files. */
  readonly input: RefObject<HTMLInputElement | null>;
  readonly open: () => void;
  readonly take: (files: FileList | null) => Promise<void>;
  readonly save: () => void;
}

/** Ways between documents and .ts files. */
export function useFiles(code: Code): CodeFiles {
  const input = useRef<HTMLInputElement>(null);
  return {
    input,
    open: () => input.current?.click(),
    async take(files) {
      for (const file of files ?? []) {
        if (file.size > MOST_BYTES)
          notify({ tone: 'danger', sentence: `${file.name} is larger than 2 MB: it is no code that somebody wrote.` });
        else code.add(await file.text(), file.name);
      }
    },
    save() {
      const document = currentDocument();
      if (document === undefined) return;
      const name = fileName(titleOf(document));
      downloadBlob(new Blob([document.code], { type: 'text/plain' }), name);
      nameDocument(name);
    },
  };
}

function fileName(title: string): string {
  const plain = title
    .replace(/\.ts$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain === '' ? 'flowloom' : plain.slice(0, 60)}.ts`;
}
