import { describe, expect, it } from 'vitest';
import { Ticks } from '../../../src/core/flows/ticks.ts';

describe('ticks', () => {
  it('of nanoseconds begin at the first packet’s whole second, however its fraction is written', () => {
    const damaged = new Ticks('ns');
    expect(damaged.of(10, -500_000_000)).toBe(500_000_000);
    expect(damaged.of(9, 500_000_001)).toBe(500_000_001);
    expect(damaged.exactEpochMs(500_000_001)).toBe('9500.000001');
    const sound = new Ticks('ns');
    expect(sound.of(9, 500_000_000)).toBe(500_000_000);
  });

  it('of milliseconds are rounded down, as NFStream has them', () => {
    const ticks = new Ticks('ms');
    expect(ticks.of(1, 999_999)).toBe(1000);
    expect(ticks.of(2, -1)).toBe(1999);
  });
});
