import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_FIELD, shown, taken, type IdAndValue } from './field-values.ts';
import { hexToBytes, PACKETS } from './packets.ts';

const LINK_TYPES = [0, 1, 9, 12, 50, 101, 104, 105, 108, 113, 117, 127, 147, 192, 228, 229, 239, 276];
const HIDDEN = new Set(EVERY_FIELD.filter((field) => field.hidden).map(({ id }) => id));
/** What quotes the headers of another packet: these are shown, but say nothing of this one. */
const QUOTING = /^icmp/;

/** What is shown and taken must be equal, for all fields and for some of them alone. */
function compare(bytes: Uint8Array, linkType: number, wireLength: number, picks: readonly number[]): void {
  const all = taken(bytes, linkType, wireLength);
  const visible = all.filter(([id]) => !HIDDEN.has(id));
  const layers = shown(bytes, linkType, wireLength);
  expect(visible).toEqual(layers.slice(0, visible.length));
  if (visible.length < layers.length) expect(visible.some(([id]) => QUOTING.test(id))).toBe(true);
  const some = picks.map((pick) => EVERY_FIELD[pick % EVERY_FIELD.length]).filter((field) => field !== undefined);
  // What the packet has, so that not all picks miss.
  const first = EVERY_FIELD.find(({ id }) => id === all[(picks[0] ?? 0) % Math.max(1, all.length)]?.[0]);
  const wanted = first === undefined ? some : [...some, first];
  const ids = new Set(wanted.map(({ id }) => id));
  expect(taken(bytes, linkType, wireLength, wanted)).toEqual(all.filter(([id]: IdAndValue) => ids.has(id)));
}

describe('values of fields', () => {
  it('are what the layers show, of any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...LINK_TYPES),
        fc.nat(3000),
        fc.array(fc.nat(5000), { maxLength: 4 }),
        compare,
      ),
      { numRuns: 1500 },
    );
  });

  it('are what the layers show, of real packets cut and changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(PACKETS)),
        fc.nat(2000),
        fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { maxLength: 6 }),
        fc.array(fc.nat(5000), { maxLength: 4 }),
        (name, cut, changes, picks) => {
          const whole = hexToBytes(PACKETS[name]?.hex ?? '');
          for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
          compare(whole.slice(0, cut), PACKETS[name]?.linkType ?? 1, whole.length, picks);
        },
      ),
      { numRuns: 2500 },
    );
  });

  it.each(Object.keys(PACKETS))('are what the layers show, of %s', (name) => {
    const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
    const bytes = hexToBytes(hex);
    const picks = Array.from({ length: 20 }, (_, pick) => pick);
    expect(() => picks.forEach((pick) => compare(bytes, linkType, bytes.length, [pick]))).not.toThrow();
  });
});
