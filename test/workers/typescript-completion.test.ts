import { beforeAll, describe, expect, it } from 'vitest';
import type { CompletionOption } from '../../src/protocol/language.ts';
import { completionsAt, completionWords, formattingOf, signatureAt } from '../../workers/typescript-completion.ts';
import { startEnvironment } from '../../workers/typescript-environment.ts';

const path = '/flow.ts';
let env: ReturnType<typeof startEnvironment>;

beforeAll(() => {
  env = startEnvironment();
  env.createFile(path, 'export {};');
});

/** Puts a text into the editor; the place of `|` in it. */
function write(text: string): number {
  env.updateFile(path, text.replace('|', ''));
  return text.indexOf('|');
}

/** What is offered at `|` for the word before it, best first. */
function offered(text: string): readonly CompletionOption[] {
  const pos = write(text);
  const word = /[\w$]*$/.exec(text.slice(0, pos))?.[0] ?? '';
  const list = completionsAt(env, { path, context: { pos, explicit: false } });
  return (list?.options ?? []).filter(({ label }) => label.startsWith(word)).sort((a, b) => b.boost - a.boost);
}

const CLASS = `import { Flow, type PacketEvent } from 'flowloom';\nexport class A extends Flow<PacketEvent> {\n`;

describe('completion in the editor', () => {
  it('offers our names first, and brings their import', () => {
    expect(offered('export class A extends Fl|')[0]).toMatchObject({
      label: 'Flow',
      detail: 'flowloom',
      change: { from: 0, to: 0, insert: "import { Flow } from 'flowloom';\n\n" },
    });
    expect(offered(`import { sequence } from 'flowloom';\nexport const a = win|`)[0]).toMatchObject({
      label: 'window',
      change: { from: 8, to: 18, insert: ' sequence, window ' },
    });
    expect(offered('const f = (packet: Pack|)')[0]).toMatchObject({
      label: 'PacketEvent',
      change: { insert: "import { type PacketEvent } from 'flowloom';\n\n" },
    });
    expect(offered(`import { sequence } from 'flowloom';\nexport const a = seq|`)[0]?.change).toBeUndefined();
  });

  it('does not offer what only the engine has', () => {
    const labels = offered('const a = |').map(({ label }) => label);
    expect(labels).not.toContain('__flowloom');
    expect(labels).not.toContain('SequenceMatcher');
  });

  it.each([
    ['is|', 'isNextEvent', 'isNextEvent(packet: PacketEvent): boolean {\n\t#{}\n}'],
    ['isC|', 'isComplete', 'isComplete(): boolean {\n\t#{}\n}'],
    ['static override wi|', 'within', 'within = #{};'],
    ['static ke|', 'key', 'key(packet: PacketEvent) {\n\t#{}\n}'],
  ])('completes the member %s with parameters and types', (text, label, snippet) => {
    const option = offered(`${CLASS}  ${text}\n}`).find((each) => each.label === label);
    expect(option?.snippet).toBe(snippet);
    expect(env.getSourceFile(path)?.text).toBe(`${CLASS}  ${text.replace('|', '')}\n}`);
  });

  it('describes what it offers', () => {
    const text = `export const a = sequence('A').st|`;
    const option = offered(text).find(({ label }) => label === 'step');
    const words = completionWords(env, path, text.indexOf('|'), option as CompletionOption);
    expect(words?.words).toContain('The next packet that must come');
    const [flow] = offered('const a = Flow|');
    expect(completionWords(env, path, 14, flow as CompletionOption)?.words).toContain('One sequence of related events');
  });

  it('knows the fields that a step may ask for, and what was taken before', () => {
    expect(offered(`sequence('A').step('a', { dstP|`).map(({ label }) => label)).toContain('dstPort');
    const taken = offered(`sequence('A').step('syn', {}).step('b', { src: (m) => m.s| })`).map(({ label }) => label);
    expect(taken).toContain('syn');
  });

  it('says what a call takes while it is written', () => {
    const pos = write(`sequence('A').repeat('again', |)`);
    const words = signatureAt(env, path, pos);
    expect(words?.type).toContain('▸ times: number | readonly [');
    expect(words?.words).toContain('several times');
    expect(signatureAt(env, path, write(`const a = 1;|`))).toBeUndefined();
  });

  it('lays a document out evenly', () => {
    const text = `export const a=sequence( 'A' )\n.step('x',{syn:true})`;
    write(`${text}|`);
    const laid = formattingOf(env, path).reduce(
      (before, { from, to, insert }) => before.slice(0, from) + insert + before.slice(to),
      text,
    );
    expect(laid).toBe(`export const a = sequence('A')\n  .step('x', { syn: true });`);
  });
});
