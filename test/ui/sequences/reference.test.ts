import { getLints } from '@valtown/codemirror-ts/worker';
import { MEMBERS } from 'virtual:api-reference';
import { beforeAll, describe, expect, it } from 'vitest';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { exampleOf } from '../../../src/ui/panels/sequences/reference/examples.ts';
import { TEMPLATES } from '../../../src/ui/panels/sequences/reference/templates.ts';
import { startEnvironment } from '../../../workers/typescript-environment.ts';
import { openTables, runOver, type OpenCapture } from './run-over.ts';

provideModule(globalThis);
const path = '/flow.ts';
let env: ReturnType<typeof startEnvironment>;
let web: OpenCapture;
let dns: OpenCapture;

beforeAll(async () => {
  env = startEnvironment();
  env.createFile(path, 'export {};');
  web = await openTables('web-page.pcap');
  dns = await openTables('dns-tls.pcap');
});

function faults(code: string): string[] {
  env.updateFile(path, code);
  return getLints({ env, path, diagnosticCodesToIgnore: [] }).map(({ message }) => message);
}

describe('the reference beside the editor', () => {
  it('has every member with words', () => {
    expect(MEMBERS.filter(({ description }) => description === '').map(({ id }) => id)).toEqual([]);
    expect(MEMBERS.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'sequence',
        'window',
        'SequenceBuilder.without',
        'PacketEvent.srcPort',
        'Flow.isNextEvent',
      ]),
    );
    expect(MEMBERS.find(({ id }) => id === 'hosts')?.signature).toBe('hosts');
    expect(MEMBERS.find(({ id }) => id === 'sequence')?.signature).toMatch(/^sequence\(/);
    expect(new Set(MEMBERS.map(({ id }) => id)).size).toBe(MEMBERS.length);
  });

  it.each(MEMBERS.map((member) => [member.id, member] as const))(
    'shows %s by what compiles and runs',
    async (_id, member) => {
      const code = exampleOf(member);
      expect(code).toBeDefined();
      expect(faults(code ?? '')).toEqual([]);
      const found = await runOver(web, code ?? '');
      const faulty = found.classes.filter(({ fault }) => fault !== undefined);
      expect(faulty).toEqual([]);
    },
  );

  it.each(TEMPLATES.map((template) => [template.title, template.code] as const))(
    'offers the template %s, which compiles and runs',
    async (_title, code) => {
      expect(faults(code)).toEqual([]);
      const found = [...(await runOver(web, code)).classes, ...(await runOver(dns, code)).classes];
      expect(found.every(({ fault }) => fault === undefined)).toBe(true);
    },
  );
});
