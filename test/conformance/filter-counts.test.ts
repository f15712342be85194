import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PcapFilter } from '../../src/core/pcap-filter/pcap-filter.ts';
import { capturePackets } from './capture-packets.ts';

interface Recorded {
  readonly by: readonly string[];
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

function pathOf(place: string): string {
  return fileURLToPath(new URL(place, import.meta.url));
}

const recorded = JSON.parse(readFileSync(pathOf('../fixtures/filter-counts.json'), 'utf8')) as Recorded;

/** Recorded by scripts/record-filter-counts.ts. */
it('keeps as many packets of the samples as tcpdump', async () => {
  const different: string[] = [];
  let equal = 0;
  for (const [sample, counts] of Object.entries(recorded.counts)) {
    const packets = await capturePackets(pathOf(`../../public/samples/${sample}`));
    for (const [expression, count] of Object.entries(counts)) {
      const filter = PcapFilter.read(expression);
      if (!filter.ok) throw new Error(`${expression}: ${filter.failure.detail ?? ''}`);
      const ours = packets.filter(({ bytes, wire, linkType }) =>
        filter.value.accepts(bytes, 0, bytes.length, wire, linkType),
      ).length;
      if (ours === count) equal++;
      else different.push(`${sample}: ${expression}: ${ours}, not ${count}`);
    }
  }
  console.log(`filter counts of ${recorded.by[0]}: ${equal} of ${equal + different.length} equal`);
  expect(different).toEqual([]);
  expect(equal).toBeGreaterThan(0);
});
