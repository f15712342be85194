import { create } from 'zustand';
import { keepText, keptText, keptValue, onForgotten } from '../base/kept-texts.ts';

/** One text in the editor. */
export interface CodeDocument {
  readonly id: string;
  readonly code: string;
  /** The name of the file that it was opened from or saved as. */
  readonly file?: string;
  /** Nobody has written in it: it came with the page, a sample or a link, is not kept, and another may take its place. */
  readonly lent: boolean;
}

interface Documents {
  readonly documents: readonly CodeDocument[];
  readonly current: string;
  /** What was closed last, to be opened again. */
  readonly closed: CodeDocument | undefined;
  /** Whether the browser keeps them for the next visit: its storage may be full, or switched off. */
  readonly kept: boolean;
}

/** Under this name documents are kept; under the shorter one an earlier version kept its only one. */
const KEY = 'flowloom:code:documents';
const OLD_KEY = 'flowloom:code';
/** More than a person writes, and less than a browser keeps. */
const MOST_DOCUMENTS = 50;

let made = 0;
const nextId = (): string => `code-${(made += 1)}`;

/** The texts that can be in the editor: one at least, once they have begun. */
export const useDocuments = create<Documents>()(() => ({ documents: [], current: '', closed: undefined, kept: true }));
onForgotten(() => {
  const { documents } = useDocuments.getState();
  useDocuments.setState({ documents: documents.map((each) => ({ ...each, lent: true })), kept: true });
});

/** The text in the editor. Undefined before `beginDocuments`. */
export function currentDocument(): CodeDocument | undefined {
  const { documents, current } = useDocuments.getState();
  return documents.find(({ id }) => id === current);
}

/** Brings back those of the last visit; without any, `first` is lent. True if there were some. Once only. */
export function beginDocuments(first: string): boolean {
  if (useDocuments.getState().documents.length > 0) return false;
  const old = keptText(OLD_KEY);
  const kept = readKept(keptValue(KEY)) ?? (old === undefined ? undefined : { codes: [{ code: old }], at: 0 });
  const documents = kept?.codes.map((each) => ({ ...each, id: nextId(), lent: false })) ?? [lentOf(first)];
  useDocuments.setState({ documents, current: documents[kept?.at ?? 0]?.id ?? '' });
  return kept !== undefined;
}

/** What the person has written into the document in the editor. */
export function writeDocument(code: string): void {
  change(({ id }) => id === useDocuments.getState().current, { code, lent: false });
}

/** The document in the editor has been saved as a file of this name. */
export function nameDocument(file: string): void {
  change(({ id }) => id === useDocuments.getState().current, { file, lent: false });
}

/** Puts a text that comes from elsewhere beside what was written; in the place of one that was lent likewise. One that is there comes to the front. */
export function lendDocument(code: string): void {
  const { documents, current } = useDocuments.getState();
  const before = documents.find(({ id }) => id === current);
  const same = documents.find((each) => each.code === code);
  if (same !== undefined) return set(documents, same.id);
  const lent = lentOf(code);
  const others = before?.lent === true ? documents.filter(({ id }) => id !== current) : documents;
  set([...others, lent], lent.id);
}

/** Opens a new document, or a file's text, and brings it to the front. */
export function addDocument(code: string, file?: string): void {
  const { documents } = useDocuments.getState();
  const added: CodeDocument = { id: nextId(), code, lent: false, ...(file !== undefined && { file }) };
  set([...documents.filter(({ lent }) => !lent), added].slice(-MOST_DOCUMENTS), added.id);
}

/** Brings a document to the front. */
export function chooseDocument(id: string): void {
  set(useDocuments.getState().documents, id);
}

/** Closes the document in the editor; an empty one stands there when it was the last. */
export function closeDocument(): void {
  const { documents, current } = useDocuments.getState();
  const at = documents.findIndex(({ id }) => id === current);
  const others = documents.filter(({ id }) => id !== current);
  const left = others.length > 0 ? others : [{ id: nextId(), code: '', lent: false }];
  useDocuments.setState({ closed: documents[at] });
  set(left, (left[at] ?? left.at(-1))?.id ?? '');
}

/** Opens the one that was closed last. */
export function reopenDocument(): void {
  const { closed, documents } = useDocuments.getState();
  if (closed === undefined) return;
  useDocuments.setState({ closed: undefined });
  set([...documents, closed], closed.id);
}

/** What a document is called: its file, else what its code names first. */
export function titleOf({ code, file }: CodeDocument): string {
  const named =
    /\b(?:sequence|window)\(\s*(["'`])(.{1,60}?)\1/.exec(code)?.[2] ?? /\bclass\s+([\w$]{1,60})/.exec(code)?.[1];
  return file ?? named ?? (code.trim() === '' ? 'Empty' : 'Untitled');
}

function lentOf(code: string): CodeDocument {
  return { id: nextId(), code, lent: true };
}

function change(which: (document: CodeDocument) => boolean, to: Partial<CodeDocument>): void {
  const { documents, current } = useDocuments.getState();
  set(
    documents.map((each) => (which(each) ? { ...each, ...to } : each)),
    current,
  );
}

function set(documents: readonly CodeDocument[], current: string): void {
  const own = documents.filter(({ lent }) => !lent);
  const codes = own.map(({ code, file }) => ({ code, ...(file !== undefined && { file }) }));
  const found = own.findIndex(({ id }) => id === current);
  const at = found < 0 ? Math.max(0, own.length - 1) : found;
  const text = codes.length === 0 ? undefined : JSON.stringify({ codes, at });
  keepText(KEY, text);
  keepText(OLD_KEY, undefined);
  useDocuments.setState({ documents, current, kept: keptText(KEY) === text });
}

interface Kept {
  readonly codes: readonly Pick<CodeDocument, 'code' | 'file'>[];
  readonly at: number;
}

/** What was kept, if it is that: storage may hold anything. */
function readKept(value: unknown): Kept | undefined {
  const { codes, at } = (value ?? {}) as { readonly codes?: unknown; readonly at?: unknown };
  if (!Array.isArray(codes)) return undefined;
  const good = (codes as unknown[]).flatMap((each) => {
    const { code, file } = (each ?? {}) as { readonly code?: unknown; readonly file?: unknown };
    return typeof code === 'string' ? [{ code, ...(typeof file === 'string' && { file }) }] : [];
  });
  if (good.length === 0) return undefined;
  return { codes: good.slice(-MOST_DOCUMENTS), at: typeof at === 'number' && at in good ? at : 0 };
}
