import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPacked, packLink, unpackLink } from '../../src/state/packed-link.ts';
import { useStore } from '../../src/state/store.ts';
import { base64url } from '../../src/state/url-text.ts';

const first = useStore.getInitialState();
const { panel, range, tables, wanted, toMatch } = first;
const some = { ...first, panel, range, tables, wanted, toMatch };

async function deflated(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `z=1.${base64url(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

describe('a packed link', () => {
  it('brings back view, code, notes and match, code of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.option(fc.record({ match: fc.nat(), packet: fc.nat() }), { nil: undefined }),
        async (code, notes, match) => {
          const link = await packLink({ ...some, code, notes, toMatch: match, panel: 'flows' });
          expect(isPacked(`#${link}`)).toBe(true);
          const back = await unpackLink(`#${link}`, { ...some, code: '' });
          expect(back).toMatchObject({ code, notes, panel: 'flows' });
          expect(back?.toMatch).toEqual(match);
        },
      ),
      { numRuns: 50 },
    );
    const long = 'const x = 1;\n'.repeat(5000);
    const link = await packLink({ ...some, code: long });
    expect(link.length).toBeLessThan(1000);
    expect((await unpackLink(link, some))?.code).toBe(long);
  });

  it('leaves the code that is there where it brings none', async () => {
    const link = await packLink({ ...some, code: '', notes: 'look' });
    expect(await unpackLink(link, { ...some, code: 'mine' })).toMatchObject({ code: 'mine', notes: 'look' });
  });

  it('is nothing if it was cut, changed, is of a later version, or grows without end', async () => {
    const link = await packLink({ ...some, code: 'class A {}', notes: 'n', panel: 'packets' });
    expect(await unpackLink(link.slice(0, -4), some)).toBeUndefined();
    expect(await unpackLink(link.replace('z=1', 'z=2'), some)).toBeUndefined();
    expect(await unpackLink('z=1.!!', some)).toBeUndefined();
    expect(await unpackLink('z=1.', some)).toBeUndefined();
    expect(await unpackLink(await deflated('v=9&panel=flows\n{"code":"","notes":""}'), some)).toBeUndefined();
    expect(await unpackLink(await deflated('v=1&panel=flows\n{"code":7,"notes":""}'), some)).toBeUndefined();
    expect(await unpackLink(await deflated('v=1&panel=flows'), some)).toBeUndefined();
    expect(await unpackLink(await deflated(`\n${' '.repeat(2_000_000)}{"code":"","notes":""}`), some)).toBeUndefined();
  });

  it('never fails, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'abcXYZ019-_') }), async (text) => {
        await unpackLink(`#z=1.${text}`, some);
      }),
      { numRuns: 60 },
    );
  });
});
