import { expect, it } from 'vitest';
import { NFSTREAM_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const TALK = packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.030 10.0.0.1:5000 > 10.0.0.2:443 ACK 100
  0.031 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK 50
  0.032 10.0.0.2:443 > 10.0.0.1:5000 ACK
  0.060 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 700`);

it('a flow has the shape of its first packets, as many as SPLT keeps and not one more', async () => {
  const tables = new CaptureTables({ ...NFSTREAM_DEFAULTS, spltAnalysis: 5 });
  await new CaptureReading(tables).read(byteStream(pcap(TALK)), 'talk', 0);
  tables.finish();
  const five = { direction: [0, 1, 0, 0, 1], size: [54, 54, 154, 104, 54], gapMs: [0, 10, 20, 1, 1] };
  expect(tables.shape(0, 40)).toEqual(five);
  expect(tables.shape(0, 3)).toEqual({
    direction: five.direction.slice(0, 3),
    size: five.size.slice(0, 3),
    gapMs: five.gapMs.slice(0, 3),
  });
});
