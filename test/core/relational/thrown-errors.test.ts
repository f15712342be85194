import { describe, expect, it } from 'vitest';
import type { PacketEvent } from '../../../src/core/model/event.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { DefinitionRun, type AnySequence } from '../../../src/core/relational/sequence/definition-run.ts';
import { window } from '../../../src/core/relational/sequence/window-builder.ts';

const PACKET = {} as PacketEvent;

function fail(): never {
  throw new Error('no such thing');
}

function runOver(definition: AnySequence, packets: number): DefinitionRun {
  const run = new DefinitionRun(definition);
  for (let number = 1; number <= packets; number++) run.ingest(PACKET, number, number);
  run.end();
  return run;
}

describe('what a definition throws', () => {
  it('is told once, with how often it happened', () => {
    const failing = sequence('Failing').step('a', fail);
    expect(runOver(failing, 1).fault?.detail).toBe('Error: no such thing (at packet 1)');
    expect(runOver(failing, 3).fault?.detail).toBe('Error: no such thing (at packet 1). 2 more followed.');
  });

  it.each([
    sequence('Failing').step('a', fail),
    window('Failing').within(1).distinct(fail, 2),
    window('Failing').key(fail).within(1).count(2),
  ])('ends it after a thousand times, and says so', (definition) => {
    expect(runOver(definition, 2000).fault?.detail).toBe(
      'Error: no such thing (at packet 1). The last of 1000, at packet 1000, ended it: it saw nothing behind that.',
    );
  });

  it('leaves room for that behind long words', () => {
    const long = sequence('Long').step('a', () => {
      throw new Error('x'.repeat(5000));
    });
    const detail = runOver(long, 2000).fault?.detail ?? '';
    expect(detail.length).toBeLessThanOrEqual(2000);
    expect(detail).toMatch(/x…\. The last of 1000/);
  });
});
