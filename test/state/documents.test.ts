import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A browser's storage; with `full`, one that takes nothing. */
function storage(full = false) {
  const texts = new Map<string, string>();
  return {
    texts,
    get length() {
      return texts.size;
    },
    key: (at: number) => [...texts.keys()][at] ?? null,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem(key: string, text: string) {
      if (full) throw new Error('full');
      texts.set(key, text);
    },
    removeItem: (key: string) => void texts.delete(key),
  };
}

let documents: typeof import('../../src/state/documents.ts');
let kept: ReturnType<typeof storage>;

async function visit(before = storage()): Promise<void> {
  kept = before;
  vi.stubGlobal('localStorage', kept);
  vi.resetModules();
  documents = await import('../../src/state/documents.ts');
}

const codes = (): string[] => documents.useDocuments.getState().documents.map(({ code }) => code);
const titles = (): string[] => documents.useDocuments.getState().documents.map(documents.titleOf);

beforeEach(() => visit());
afterEach(() => vi.unstubAllGlobals());

describe('the documents of the editor', () => {
  it('begin with one that is lent, which is not kept until somebody writes in it', () => {
    expect(documents.beginDocuments('first')).toBe(false);
    expect(documents.currentDocument()).toMatchObject({ code: 'first', lent: true });
    expect(kept.texts.size).toBe(0);
    documents.writeDocument('mine');
    documents.addDocument('other', 'other.ts');
    expect(titles()).toEqual(['Untitled', 'other.ts']);
  });

  it('come back at the next visit, with the one that was in the editor', async () => {
    documents.beginDocuments('first');
    documents.writeDocument('a');
    documents.addDocument('b');
    documents.chooseDocument(documents.useDocuments.getState().documents[0]?.id ?? '');
    await visit(kept);
    expect(documents.beginDocuments('first')).toBe(true);
    expect(codes()).toEqual(['a', 'b']);
    expect(documents.currentDocument()?.code).toBe('a');
  });

  it('take over the one that an earlier version kept', async () => {
    const old = storage();
    old.texts.set('flowloom:code', 'old');
    await visit(old);
    expect(documents.beginDocuments('first')).toBe(true);
    documents.writeDocument('new');
    expect([...kept.texts.keys()]).toEqual(['flowloom:code:documents']);
  });

  it('let what is lent stand beside what was written, and another lent one take its place', () => {
    documents.beginDocuments('first');
    documents.writeDocument('mine');
    documents.lendDocument('example');
    documents.lendDocument('another');
    expect(codes()).toEqual(['mine', 'another']);
    documents.writeDocument('another, changed');
    documents.lendDocument('third');
    expect(codes()).toEqual(['mine', 'another, changed', 'third']);
  });

  it('come to the front when the same text comes by a link', () => {
    documents.beginDocuments('first');
    documents.writeDocument('mine');
    documents.addDocument('other');
    documents.lendDocument('mine');
    expect(codes()).toEqual(['mine', 'other']);
    expect(documents.currentDocument()?.code).toBe('mine');
  });

  it('are closed, the last leaving an empty one, and opened again', () => {
    documents.beginDocuments('first');
    documents.writeDocument('mine');
    documents.closeDocument();
    expect(codes()).toEqual(['']);
    documents.reopenDocument();
    expect(codes()).toEqual(['', 'mine']);
    expect(documents.currentDocument()?.code).toBe('mine');
  });

  it('say when they are not kept', async () => {
    await visit(storage(true));
    documents.beginDocuments('first');
    documents.writeDocument('mine');
    expect(documents.useDocuments.getState().kept).toBe(false);
  });

  it('are not made of what somebody else has put into the storage', async () => {
    const odd = storage();
    odd.texts.set(
      'flowloom:code:documents',
      JSON.stringify({ codes: [1, { code: 2 }, null, { code: 'a', file: 3 }], at: 9 }),
    );
    await visit(odd);
    documents.beginDocuments('first');
    expect(codes()).toEqual(['a']);
  });

  it('are called by their file, else by what they define', () => {
    const titleOf = (code: string) => documents.titleOf({ id: '', code, lent: false });
    expect(titleOf(`export const a = sequence('Half-open').key('flow')`)).toBe('Half-open');
    expect(titleOf('export class Visit extends Flow {}')).toBe('Visit');
    expect(titleOf('\n')).toBe('Empty');
  });
});
