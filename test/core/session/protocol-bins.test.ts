import { beforeAll, describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { ProtocolBinsRequest } from '../../../src/core/model/protocol-bins.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { protocolBins } from '../../../src/core/session/protocol-bins.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const BYTES = pcap(
  packets(`
    0.0 10.0.0.1:5000 > 10.0.0.2:80 SYN
    0.1 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK
    0.9 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK "GET / HTTP/1.1"
    1.5 ARP 10.0.0.1 > 10.0.0.2
    1.6 10.0.0.1:5001 > 10.0.0.2:33333 UDP 300
    2.0 10.0.0.1:5001 > 10.0.0.2:33333 UDP 300
  `),
);
const tables = new CaptureTables(PAGE_DEFAULTS);

beforeAll(async () => {
  await new CaptureReading(tables).read(byteStream(BYTES), 'made', BYTES.length);
  tables.finish();
});

function bins(change: Partial<ProtocolBinsRequest>) {
  const stretches = [{ fromNs: 0, toNs: 2e9, bins: 2 }];
  return protocolBins(tables, { by: 'protocol', unit: 'packets', most: 8, stretches, ...change });
}

describe('bins by protocol', () => {
  it('count packets and bytes of each kind, the largest first', () => {
    const { kinds, others } = bins({});
    expect(kinds.map(({ name, table, packets: counts }) => [name, table, [...counts]])).toEqual([
      ['TCP', 'packets', [3, 0]],
      ['UDP', 'packets', [0, 2]],
      ['ARP', 'packets', [0, 1]],
    ]);
    expect(others).toBeUndefined();
    expect([bins({ unit: 'bytes' }).kinds[0]?.name, [...bins({}).kinds[1].bytes]]).toEqual(['UDP', [0, 684]]);
  });

  it('go by what flows are, and of packets in no flow by what they are instead', () => {
    const { kinds } = bins({ by: 'application' });
    expect(kinds.map(({ name, column, table }) => [name, column, table])).toEqual([
      ['HTTP', 'application', 'flows'],
      ['Unknown', 'application', 'flows'],
      ['ARP', 'protocol', 'packets'],
    ]);
  });

  it('put those beyond the most together, one alone not', () => {
    const { kinds, others } = bins({ most: 1 });
    expect([kinds.length, others?.kinds, [...(others?.packets ?? [])]]).toEqual([1, 2, [0, 3]]);
    expect(bins({ most: 2 }).others).toBeUndefined();
  });

  it('count what lies in the stretches alone', () => {
    const { kinds } = bins({ stretches: [{ fromNs: 0, toNs: 0.5e9, bins: 1 }] });
    expect(kinds.map(({ name, packets: counts }) => [name, [...counts]])).toEqual([['TCP', [2]]]);
  });
});
