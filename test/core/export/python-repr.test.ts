import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatRepr, listRepr } from '../../../src/core/export/python-repr.ts';

describe('floatRepr', () => {
  // Left: what CPython 3 prints for repr(x).
  it.each<[string, number]>([
    ['0.0', 0],
    ['-0.0', -0],
    ['84.0', 84],
    ['-3.5', -3.5],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.1 + 0.2],
    ['0.0001', 0.0001],
    ['1e-05', 0.00001],
    ['1.5e-05', 0.000015],
    ['9.999999999999999e-05', 0.00009999999999999999],
    ['1e-07', 1e-7],
    ['5e-324', 5e-324],
    ['1e-100', 1e-100],
    ['9999999999999998.0', 9999999999999998],
    ['1e+16', 1e16],
    ['1.2345678901234568e+16', 12345678901234568],
    ['1e+21', 1e21],
    ['1e+100', 1e100],
    ['1.7976931348623157e+308', Number.MAX_VALUE],
    ['inf', Infinity],
    ['-inf', -Infinity],
    ['nan', Number.NaN],
  ])('%s', (text, value) => expect(floatRepr(value)).toBe(text));

  it('reads back as the same double, with a point or an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = floatRepr(value);
        expect(Number(text)).toBe(value);
        expect(text).toMatch(/^-?\d+(\.\d+(e[+-]\d{2,3})?|e[+-]\d{2,3})$/);
      }),
    );
  });
});

describe('listRepr', () => {
  it('writes lists as Python does', () => {
    expect(listRepr([0, 1, -1])).toBe('[0, 1, -1]');
    expect(listRepr([])).toBe('[]');
  });
});
