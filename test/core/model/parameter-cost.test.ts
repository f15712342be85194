import { describe, expect, it } from 'vitest';
import { meterCost, type MeteredCapture } from '../../../src/core/model/parameter-cost.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';

const CAPTURE: MeteredCapture = { parameters: PAGE_DEFAULTS, finished: true, spanNs: 1, packets: 7 };

const cost = (change: Partial<MeterParameters>, capture: Partial<MeteredCapture> = {}) =>
  meterCost({ ...CAPTURE, ...capture }, { ...PAGE_DEFAULTS, ...change });

describe('what metering by other parameters costs', () => {
  it('is memory where decoding stays as it is', () =>
    expect(cost({ nDissections: 0, idleTimeout: 1, accountingMode: 3 })).toEqual({ type: 'memory', packets: 7 }));

  it('is memory where flows begin with the packets that have told what they are', () => {
    expect(cost({ accountingMode: 3, spltAnalysis: 3 })).toEqual({ type: 'memory', packets: 7 });
    expect(cost({ nDissections: 0 })).toEqual({ type: 'memory', packets: 7 });
  });

  it('is memory and the first packets where flows begin elsewhere', () => {
    expect(cost({ idleTimeout: 1, accountingMode: 3 })).toEqual({
      type: 'first-packets',
      packets: 7,
      labels: ['Idle time-out'],
    });
    const parameters = { ...PAGE_DEFAULTS, nDissections: 0 };
    expect(cost({ nDissections: 0, idleTimeout: 1 }, { parameters })).toEqual({ type: 'memory', packets: 7 });
  });

  it('is reading where a packet is decoded by one before it', () => {
    const parameters: MeterParameters = { ...PAGE_DEFAULTS, laterFragments: true };
    expect(cost({ laterFragments: true, idleTimeout: 1 }, { parameters })).toEqual({
      type: 'bytes',
      because: [{ type: 'identification', labels: ['Idle time-out'] }],
    });
  });

  it('is reading where other packets tell what flows are', () =>
    expect(cost({ nDissections: 3, idleTimeout: 1 })).toEqual({
      type: 'bytes',
      because: [{ type: 'identification', labels: ['Idle time-out', 'Dissections'] }],
    }));

  it('is reading where packets are decoded otherwise, or headers are needed, and says why', () =>
    expect(cost({ bpfFilter: 'tcp', features: ['rates', 'ttl'] })).toEqual({
      type: 'bytes',
      because: [
        { type: 'parameters', labels: ['Packet filter'] },
        { type: 'features', labels: ['Time to live'] },
      ],
    }));

  it('is reading also where headers were read for the metering before: they are not kept', () =>
    expect(
      cost({ features: ['ttl'], idleTimeout: 1 }, { parameters: { ...PAGE_DEFAULTS, features: ['ttl'] } }),
    ).toMatchObject({ type: 'bytes' }));

  it('is reading anew while the capture is being read, or if its times do not fit a double', () => {
    expect(cost({ idleTimeout: 1 }, { finished: false })).toEqual({ type: 'bytes', because: [{ type: 'reading' }] });
    expect(cost({ idleTimeout: 1 }, { spanNs: 1e16 })).toEqual({ type: 'bytes', because: [{ type: 'span' }] });
  });
});
