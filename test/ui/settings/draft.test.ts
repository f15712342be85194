import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARAMETERS } from '../../../src/core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS, PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { costSentence } from '../../../src/ui/settings/cost-words.ts';
import { draftOf, readDraft, toggleName, valueText, type Draft } from '../../../src/ui/settings/draft.ts';
import { PARAMETER_GROUPS } from '../../../src/ui/settings/groups.ts';
import { PRESETS } from '../../../src/ui/settings/presets.ts';
import { anyParameters } from '../../state/any-parameters.ts';

const errorOf = (id: keyof Draft, text: string): string | undefined =>
  readDraft({ ...draftOf(PAGE_DEFAULTS), [id]: text }, PAGE_DEFAULTS).errors.get(id);
const wordsOf = (id: keyof Draft): string =>
  PARAMETERS.filter((parameter) => parameter.id === id)
    .map((parameter) => valueText(parameter, NFSTREAM_DEFAULTS))
    .join();

describe('the fields', () => {
  it('are every parameter, once', () => {
    const ids = PARAMETER_GROUPS.flatMap(({ parameters }) => parameters.map(({ id }) => id));
    expect([...ids].sort()).toEqual(PARAMETERS.map(({ id }) => id).sort());
  });

  it('read back what they were filled with', () => {
    fc.assert(
      fc.property(anyParameters, (parameters) => {
        const trimmed = { ...parameters, bpfFilter: parameters.bpfFilter.trim() };
        expect(readDraft(draftOf(parameters), PAGE_DEFAULTS)).toEqual({ parameters: trimmed, errors: new Map() });
      }),
    );
  });

  it('say what is allowed, and keep what is in force', () => {
    expect(errorOf('nDissections', '256')).toBe('255 at most: a whole number from 0 to 255');
    expect(errorOf('nDissections', '-1')).toBe('0 at least: a whole number from 0 to 255');
    expect(errorOf('idleTimeout', '')).toMatch(/^This must be a whole number from 0 to \d+$/);
    expect(errorOf('spltAnalysis', '1.5')).toBe('This must be a whole number from 0 to 65535');
    expect(errorOf('idleTimeout', ' 30 ')).toBeUndefined();
    const { parameters } = readDraft({ ...draftOf(PAGE_DEFAULTS), spltAnalysis: 'x' }, PAGE_DEFAULTS);
    expect(parameters).toEqual(PAGE_DEFAULTS);
  });

  it('say NFStream’s values in words', () => {
    const ids = ['decodeTunnels', 'bpfFilter', 'idleTimeout', 'accountingMode', 'decode', 'timeResolution'] as const;
    expect(ids.map(wordsOf)).toEqual(['on', 'none', '120', '0 link', 'none', 'ms']);
  });

  it('take names in and out', () => {
    expect(toggleName('', 'gre')).toBe('gre');
    expect(toggleName('gre', 'qinq')).toBe('gre,qinq');
    expect(toggleName('gre,qinq', 'gre')).toBe('qinq');
  });
});

describe('the presets', () => {
  it('are NFStream’s defaults, the page’s, and all that there is', () => {
    const [nfstream, page, everything] = PRESETS.map(({ parameters }) => parameters);
    expect([nfstream, page]).toEqual([NFSTREAM_DEFAULTS, PAGE_DEFAULTS]);
    const off = PARAMETERS.filter(({ id, kind }) => kind.type === 'switch' && everything?.[id] !== true);
    expect(off).toEqual([]);
    for (const { id, kind } of PARAMETERS)
      if (kind.type === 'names') expect(everything?.[id]).toEqual(kind.choices.map(({ value }) => value));
  });
});

describe('the cost', () => {
  it('is said in a sentence', () => {
    expect(costSentence({ type: 'memory', packets: 1 })).toBe('This meters 1 packet again from memory.');
    expect(costSentence({ type: 'first-packets', packets: 7, labels: ['A'] })).toBe(
      'This meters 7 packets again from memory, and reads the first packets of flows that begin elsewhere by “A”.',
    );
    expect(costSentence({ type: 'bytes', because: [{ type: 'reading' }] })).toBe(
      'This reads the capture again, since it is still being read.',
    );
    const because = [
      { type: 'parameters', labels: ['A', 'B', 'C', 'D'] },
      { type: 'features', labels: ['E'] },
    ] as const;
    expect(costSentence({ type: 'bytes', because })).toBe(
      'This reads the capture again, since “A”, “B” and 2 more change what is read of it and “E” needs headers, which are not kept in memory.',
    );
  });
});
