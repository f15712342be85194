import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { unkeyedDefinitions } from '../../workers/typescript-unkeyed.ts';

function marked(code: string): string[] {
  const file = ts.createSourceFile('/flow.ts', code, ts.ScriptTarget.ES2022, true);
  return unkeyedDefinitions(file).map(({ from, to, severity }) => `${severity} ${code.slice(from, to)}`);
}

const STEPS = `.step('a', { syn: true }).step('b', { ack: true })`;

describe('definitions without a key', () => {
  it('are warned of where they mix flows, or may grow slow', () => {
    expect(marked(`export const a = sequence('a')${STEPS};`)).toEqual(['warning a']);
    expect(marked(`export const a = sequence('a').within(1)${STEPS};`)).toEqual(['warning a']);
    expect(marked(`export const a = sequence('a').step('a', {}).step('b', (p, m) => p.src === m.a.dst);`)).toEqual([
      'warning a',
    ]);
    expect(marked(`export class A extends Flow<PacketEvent> { isNextEvent() {} isComplete() {} }`)).toEqual([
      'warning A',
    ]);
  });

  it.each([
    `export const a = sequence('a').key('flow')${STEPS};`,
    `export const a = sequence('a').step('a', { syn: true });`,
    `export const a = sequence('a').within(1).step('a', {}).step('b', { src: (m) => m.a.dst });`,
    `export const a = sequence('a', 'DNS')${STEPS};`,
    `const base = sequence('a')${STEPS}; export const a = base.key('flow');`,
    `export const w = window('w').within(1).count(2);`,
    `export class A extends Flow<PacketEvent> { static key = 'flow'; isNextEvent() {} isComplete() {} }`,
    `export class A extends Flow<PacketEvent> { static within = 1; isNextEvent() {} isComplete() {} }`,
    `export class A extends Flow<PacketEvent> { isNextEvent(p) { return p.src === this.events[0].dst } isComplete() {} }`,
    `export abstract class A extends Flow<PacketEvent> { isNextEvent() {} }`,
  ])('are not what %s is', (code) => expect(marked(code)).toEqual([]));

  it('stand in no sample and no example', () => {
    const folders = ['../../public/samples/', '../../src/ui/panels/sequences/examples/'];
    const files = folders.flatMap((folder) => {
      const url = new URL(folder, import.meta.url);
      return readdirSync(url).flatMap((name) => (/\.ts(?:\.txt)?$/.test(name) ? [new URL(name, url)] : []));
    });
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) expect(marked(readFileSync(file, 'utf8')), file.pathname).toEqual([]);
  });
});
