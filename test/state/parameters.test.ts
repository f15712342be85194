import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NFSTREAM_DEFAULTS, PAGE_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import type { CaptureInterface } from '../../src/core/model/capture-info.ts';
import { nfstreamDifferences } from '../../src/state/nfstream-differences.ts';
import { decodeParameters, encodeParameters, sameParameters } from '../../src/state/parameters.ts';
import { anyParameters } from './any-parameters.ts';
import { summary } from './page.ts';

const changed = (change: Partial<MeterParameters>): MeterParameters => ({ ...PAGE_DEFAULTS, ...change });

function decode(entries: readonly (readonly [string, string])[]): MeterParameters {
  const given = new Map(entries);
  return decodeParameters((key) => given.get(key), PAGE_DEFAULTS);
}

describe('parameters in a link', () => {
  it('are only those that differ from the page’s, by NFStream’s names', () => {
    expect(encodeParameters(PAGE_DEFAULTS, PAGE_DEFAULTS)).toEqual([]);
    const parameters = changed({
      idleTimeout: 30,
      statisticalAnalysis: false,
      bpfFilter: 'tcp port 443',
      decode: ['qinq', 'gre'],
      timeResolution: 'us',
    });
    expect(encodeParameters(parameters, PAGE_DEFAULTS)).toEqual([
      ['meter.bpf_filter', 'tcp port 443'],
      ['meter.idle_timeout', '30'],
      ['meter.statistical_analysis', '0'],
      ['meter.time_resolution', 'us'],
      ['meter.decode', 'qinq,gre'],
    ]);
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(anyParameters, (parameters) => {
        expect(decode(encodeParameters(parameters, PAGE_DEFAULTS))).toEqual(parameters);
      }),
    );
  });

  it('that are not allowed count as not given', () => {
    const wrong = [
      ['meter.idle_timeout', '-1'],
      ['meter.n_dissections', '256'],
      ['meter.splt_analysis', '1e3'],
      ['meter.accounting_mode', '4'],
      ['meter.decode_tunnels', 'yes'],
      ['meter.decode', 'qinq,nothing'],
      ['meter.bpf_filter', 'x'.repeat(5000)],
      ['meter.toString', '1'],
    ] as const;
    expect(decode(wrong)).toEqual(PAGE_DEFAULTS);
  });
});

describe('parameters', () => {
  it('are the same also if names stand in another order', () => {
    expect(sameParameters(changed({}), PAGE_DEFAULTS)).toBe(true);
    expect(sameParameters(changed({ decode: ['gre', 'qinq'] }), changed({ decode: ['qinq', 'gre'] }))).toBe(true);
    expect(sameParameters(changed({ idleTimeout: 1 }), PAGE_DEFAULTS)).toBe(false);
  });
});

describe('numbers that are not NFStream’s', () => {
  const one = summary('a.pcap', 7, 2);
  const face = (linkType: number, snaplen: number): CaptureInterface => ({ file: 0, linkType, snaplen, packets: 1 });

  it('are none by NFStream’s own parameters, and none by more columns', () => {
    expect(nfstreamDifferences(PAGE_DEFAULTS, one)).toEqual([]);
    expect(nfstreamDifferences(changed({ idleTimeout: 1, accountingMode: 2, features: ['rates'] }), one)).toEqual([]);
  });

  it('have their reasons', () => {
    const parameters = changed({ decode: ['qinq', 'vxlan'], timeResolution: 'us', sctpPorts: true });
    expect(nfstreamDifferences(parameters, one)).toEqual(['µs', 'qinq', 'vxlan', 'SCTP ports']);
  });

  it('come from interfaces that NFStream drops, if there are any', () => {
    const interfaces = [face(1, 0), face(1, 262_144)];
    expect(nfstreamDifferences(PAGE_DEFAULTS, { ...one, interfaces })).toEqual([]);
    const mixed = { ...one, interfaces: [...interfaces, face(113, 0)] };
    expect(nfstreamDifferences(PAGE_DEFAULTS, mixed)).toEqual(['Every interface']);
    expect(nfstreamDifferences(NFSTREAM_DEFAULTS, mixed)).toEqual([]);
  });

  it('come from packets behind damage, if there are any', () => {
    const skipped = { code: 'skipped-bytes', file: 0, offset: 1, packet: 1, facts: [1, 2] } as const;
    expect(nfstreamDifferences(PAGE_DEFAULTS, { ...one, problems: [skipped] })).toEqual(['Read on after damage']);
  });
});
