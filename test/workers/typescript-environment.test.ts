import { getAutocompletion, getHover, getLints } from '@valtown/codemirror-ts/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VirtualTypeScriptEnvironment } from '@typescript/vfs';
import { EXAMPLES } from '../../src/ui/panels/sequences/examples/index.ts';
import { startEnvironment } from '../../workers/typescript-environment.ts';

const path = '/flow.ts';
let env: VirtualTypeScriptEnvironment;

beforeAll(() => {
  env = startEnvironment();
  env.createFile(path, 'export {};');
});

function lints(code: string): string[] {
  env.updateFile(path, code);
  return getLints({ env, path, diagnosticCodesToIgnore: [] }).map(({ message }) => message);
}

const IMPORT = `import { Flow, RelationalStream, type PacketEvent } from 'flowloom';\n`;
const METHODS = 'isNextEvent(event: PacketEvent) { return event.syn; } isComplete() { return true; }';

describe('the compiler of the editor', () => {
  it.each(EXAMPLES.map(({ id, code }) => [id, code]))('finds nothing wrong with the example %s', (_id, code) =>
    expect(lints(code)).toEqual([]),
  );

  it('knows the module and the same names without it', () => {
    expect(
      lints(`${IMPORT}export class A extends Flow<PacketEvent> { ${METHODS} }\nnew RelationalStream([A]).ingest;`),
    ).toEqual([]);
    expect(lints(`export class A extends Flow<PacketEvent> { ${METHODS} }`)).toEqual([]);
  });

  it('knows the language, but neither page nor network', () => {
    expect(
      lints(`export const a = [1, 2].at(-1), b = new Map<string, Set<number>>(), c = 'x'.replaceAll('x', 'y');`),
    ).toEqual([]);
    expect(lints('export const a = document.title;').join()).toContain("Cannot find name 'document'");
    expect(lints(`export const a = fetch('x');`).join()).toContain("Cannot find name 'fetch'");
  });

  it('marks what is wrong', () => {
    expect(
      lints(`${IMPORT}export class A extends Flow<PacketEvent> { isComplete() { return true; } }`).join(),
    ).toContain('isNextEvent');
    expect(
      lints(`${IMPORT}export class A extends Flow<PacketEvent> { ${METHODS} static override within = '3'; }`),
    ).toHaveLength(1);
    expect(lints(`${IMPORT}export const f = (e: PacketEvent) => e.sorce;`).join()).toContain('sorce');
  });

  it('completes the fields of an event and explains them', async () => {
    const code = `${IMPORT}export const f = (e: PacketEvent) => e.srcPort;`;
    lints(code);
    const pos = code.indexOf('srcPort');
    const result = await getAutocompletion({ env, path, context: { pos, explicit: true } });
    expect(result?.options.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['src', 'srcPort', 'payload', 'syn']),
    );
    const hover = getHover({ env, path, pos: pos + 1 });
    expect(hover?.quickInfo?.documentation?.map(({ text }) => text).join('')).toContain('Ports of TCP and UDP');
  });
});
