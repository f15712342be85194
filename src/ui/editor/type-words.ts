import type { CompletionWords } from '../../protocol/language.ts';

/** A type and what is said of it, as plain text. */
export function typeAndWords({ type, words }: CompletionWords): HTMLElement {
  const root = document.createElement('div');
  append(root, 'cm-hover-type', type);
  append(root, 'cm-hover-text', words);
  return root;
}

function append(root: HTMLElement, className: string, text: string): void {
  if (text === '') return;
  const part = document.createElement('span');
  part.className = className;
  part.textContent = text;
  root.append(part);
}
