import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MeterParameters } from '../../src/core/model/parameters.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { flowsOf, NO_TIMEOUTS } from './flow-packets.ts';
import { ndpiFlow, readNdpiFlows, roundsTo, type NdpiFlow } from './ndpi-flow-lines.ts';

/**
 * The flow lines of ndpiReader (nDPI 4.11): protocol, VLAN, ends, packets and captured bytes each way, and the lengths
 * of flows of more than five packets. It has no time-outs when it reads a file.
 */
const CUT_SHORT: Readonly<Record<string, string>> = {
  'capwap.pcap': 'ndpiReader looks at the 802.11 type inside of CAPWAP; NFStream takes what follows for an IP header.',
  'fuzz-2020-02-16-11740.pcap': 'ndpiReader leaves out IPv4 packets that were not captured whole; NFStream keeps them.',
  'fuzz-2021-10-13.pcap': 'ndpiReader counts the only record, which is cut short.',
};
const CLOSED: Readonly<Record<string, string>> = {
  ...CUT_SHORT,
  'gre.pcapng': 'ndpiReader opens GRE; NFStream does not.',
  'someip_sd_sample.pcap': 'ndpiReader reads the link type PPI; NFStream does not.',
  'vxlan.pcap': 'ndpiReader opens VXLAN; NFStream does not.',
};

/** What ndpiReader decodes beyond NFStream. */
const BEYOND: Partial<MeterParameters> = {
  ...NO_TIMEOUTS,
  decode: ['gre', 'vxlan', 'ppi', 'sll2', 'capwap'],
  repairLengths: true,
};

const folder = corpus('captures/ndpi');

/** How the flows of all captures compare. */
interface Comparison {
  lines: number;
  equal: number;
  measured: number;
  readonly different: string[];
  readonly wrongLengths: string[];
}

async function compareAll(changes: Partial<MeterParameters>): Promise<Comparison> {
  const names = readdirSync(folder ?? '');
  const result: Comparison = { lines: 0, equal: 0, measured: 0, different: [], wrongLengths: [] };
  for (const out of names.filter((name) => name.endsWith('.out'))) {
    const stem = out.slice(0, -'.out'.length);
    const file = names.find((name) => name === stem || name.startsWith(`${stem}.pcap`)) ?? stem;
    const capture = await flowsOf(`ndpi/${file}`, changes);
    compare(file, (capture?.flows ?? []).map(ndpiFlow), readNdpiFlows(`${folder}/${out}`), result);
  }
  return result;
}

function compare(file: string, ours: readonly NdpiFlow[], theirs: readonly NdpiFlow[], result: Comparison): void {
  const byText = new Map(ours.map((flow) => [flow.text, flow]));
  const found = theirs.filter(({ text }) => byText.has(text));
  result.lines += theirs.length;
  result.equal += found.length;
  if (found.length < theirs.length || ours.length !== theirs.length) result.different.push(file);
  for (const { text, lengths } of found) {
    if (lengths === undefined) continue;
    result.measured++;
    if (!roundsTo(byText.get(text)?.lengths ?? [], lengths)) result.wrongLengths.push(`${file} ${text}`);
  }
}

function report({ lines, equal, measured, different, wrongLengths }: Comparison, how: string): void {
  console.log(
    `ndpiReader${how}: ${equal} of ${lines} flows equal, ${different.length} captures differ; ` +
      `packet lengths of ${measured - wrongLengths.length} of ${measured} flows equal`,
  );
}

describe.skipIf(folder === undefined)('flows equal ndpiReader', () => {
  it('in packets and bytes each way, and in the lengths of packets', async () => {
    const result = await compareAll(NO_TIMEOUTS);
    report(result, '');
    expect(result.different).toEqual(Object.keys(CLOSED).sort());
    expect(result.wrongLengths).toEqual([]);
    expect(result.lines).toBeGreaterThan(3000);
    expect(result.lines - result.equal).toBe(12);
  });

  it('also in the tunnels and link types that NFStream does not know', async () => {
    const result = await compareAll(BEYOND);
    report(result, ', more decoded');
    expect(result.different).toEqual(Object.keys(CUT_SHORT));
    expect(result.wrongLengths).toEqual([]);
  });
});

if (folder === undefined) console.log(noCorpora);
