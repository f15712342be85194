import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { textReader } from '../../../src/core/export/cell-text.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** Flows of captures read as one stream, in order of expiry; the columns asked for, as files write them. */
async function flows(
  captures: readonly string[],
  columns: readonly string[],
  parameters: Partial<MeterParameters> = {},
): Promise<string[][]> {
  const settings = { ...NFSTREAM_DEFAULTS, statisticalAnalysis: true, spltAnalysis: 4, ...parameters };
  const tables = new CaptureTables(settings);
  const reading = new CaptureReading(tables);
  for (const text of captures) {
    const bytes = pcap(packets(text));
    await reading.read(byteStream(bytes), 'test', bytes.length);
  }
  tables.finish();
  const id = tables.flows.columns.get('id');
  const order: number[] = [];
  for (let row = 0; row < tables.flows.length; row++) if (id?.type === 'number') order[id.number(row)] = row;
  const readers = columns.map((name) => {
    const column = tables.flows.columns.get(name);
    if (column === undefined) throw new Error(`There is no column ${name}.`);
    return textReader(column);
  });
  return order.map((row) => readers.map((reader) => reader(row)));
}

const A = '10.0.0.1:5000 > 10.0.0.2:443';
const B = '10.0.0.2:443 > 10.0.0.1:5000';

describe('the flow meter', () => {
  it('counts both directions of a flow from its first packet on', async () => {
    const text = `
      0.000 ${A} SYN
      0.010 ${B} SYN+ACK
      0.030 ${A} ACK 100
      0.031 ${A} PSH+ACK 50`;
    const columns = [
      'src_ip',
      'src_port',
      'dst_ip',
      'src2dst_packets',
      'dst2src_packets',
      'bidirectional_bytes',
      'src2dst_mean_ps',
      'src2dst_max_piat_ms',
      'dst2src_max_piat_ms',
      'bidirectional_syn_packets',
      'splt_ps',
      'splt_direction',
      'splt_piat_ms',
    ];
    expect(await flows([text], columns)).toEqual([
      [
        '10.0.0.1',
        '5000',
        '10.0.0.2',
        '3',
        '1',
        '366',
        '104.0',
        '30',
        '0',
        '2',
        '[54, 54, 154, 104]',
        '[0, 1, 0, 0]',
        '[0, 10, 20, 1]',
      ],
    ]);
  });

  it('gives the addresses of the first packet', async () => {
    expect(await flows([`0 ${B} ACK`], ['src_mac', 'src_oui', 'dst_mac', 'splt_ps'])).toEqual([
      ['02:00:00:00:00:01', '02:00:00', '02:00:00:00:00:02', '[54, -1, -1, -1]'],
    ]);
  });

  it('ends a flow when the gap reaches the idle time-out, and starts its next record with that packet', async () => {
    const text = `0 ${A} ACK\n119.999 ${A} ACK\n239.999 ${B} ACK`;
    expect(await flows([text], ['expiration_id', 'bidirectional_packets', 'src_ip'])).toEqual([
      ['0', '2', '10.0.0.1'],
      ['0', '1', '10.0.0.2'],
    ]);
  });

  it('cuts a flow at the active time-out; the next record may be turned round', async () => {
    const text = `0 ${A} ACK\n5 ${A} ACK\n10 ${B} ACK\n11 ${A} ACK`;
    const columns = ['expiration_id', 'src_ip', 'src2dst_packets', 'dst2src_packets'];
    expect(await flows([text], columns, { activeTimeout: 10 })).toEqual([
      ['1', '10.0.0.1', '2', '0'],
      ['0', '10.0.0.2', '1', '1'],
    ]);
  });

  it('makes a flow of each packet with an idle time-out of 0', async () => {
    const text = `0 ${A} ACK\n0 ${A} ACK\n1 ${B} ACK`;
    expect(await flows([text], ['id', 'bidirectional_packets'], { idleTimeout: 0 })).toEqual([
      ['0', '1'],
      ['1', '1'],
      ['2', '1'],
    ]);
  });

  it('never lets its clock go back, also not from one file to the next', async () => {
    const early = `100 ${A} ACK\n99 ${A} ACK\n100.005 ${A} ACK`;
    const late = `0 ${A} ACK`;
    const columns = ['bidirectional_duration_ms', 'bidirectional_packets', 'splt_piat_ms'];
    expect(await flows([early, late], columns)).toEqual([['5', '4', '[0, 0, 5, 0]']]);
  });

  it('lets a busy old flow hold back idle ones behind it', async () => {
    const text = `
      0 ${A} ACK
      1 10.0.0.9:1 > 10.0.0.2:53 UDP 10
      100 ${A} ACK
      200 ${A} ACK
      201 10.0.0.8:1 > 10.0.0.2:53 UDP 10`;
    expect(await flows([text], ['src_ip', 'bidirectional_packets'])).toEqual([
      ['10.0.0.1', '3'],
      ['10.0.0.9', '1'],
      ['10.0.0.8', '1'],
    ]);
  });

  it('takes a packet from an address and port to itself as forward', async () => {
    const self = '10.0.0.1:7 > 10.0.0.1:7';
    expect(await flows([`0 ${self} UDP 5\n1 ${self} UDP 5`], ['src2dst_packets', 'dst2src_packets'])).toEqual([
      ['2', '0'],
    ]);
  });

  it('counts by the accounting mode', async () => {
    const text = `0 ${A} ACK 100\n0 fd00::1:5 > fd00::2:53 UDP 30`;
    for (const [mode, sizes] of [
      [0, ['154', '92']],
      [1, ['140', '38']],
      [2, ['120', '38']],
      [3, ['100', '30']],
    ] as const) {
      const rows = await flows([text], ['bidirectional_bytes'], { accountingMode: mode });
      expect(rows.flat()).toEqual(sizes);
    }
  });

  it('gives the same flows whether records are kept or used again', async () => {
    const endpoint = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 2 }));
    const packet = fc.tuple(endpoint, endpoint, fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 90 }));
    await fc.assert(
      fc.asyncProperty(fc.array(packet, { maxLength: 60 }), async (list) => {
        let time = 0;
        const lines = list.map(([[a, b], [c, d], gap, size]) => {
          time += gap / 1000;
          return `${time.toFixed(3)} 10.0.0.${a}:${b} > 10.0.0.${c}:${d} PSH+ACK ${size}`;
        });
        const parameters = {
          ...NFSTREAM_DEFAULTS,
          statisticalAnalysis: true,
          spltAnalysis: 9,
          idleTimeout: 2,
          activeTimeout: 5,
        };
        const bytes = pcap(packets(lines.join('\n')));
        expect(await streamed(bytes, parameters)).toEqual(await flows([lines.join('\n')], STREAMED, parameters));
      }),
      { numRuns: 60 },
    );
  });
});

const STREAMED = [
  'id',
  'expiration_id',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'bidirectional_packets',
  'bidirectional_stddev_ps',
  'bidirectional_stddev_piat_ms',
  'src2dst_max_ps',
  'dst2src_min_piat_ms',
  'splt_ps',
  'splt_piat_ms',
];

/** Rows as they come when nothing is kept. */
async function streamed(bytes: Uint8Array, parameters: MeterParameters): Promise<string[][]> {
  const rows: string[][] = [];
  let read: ((record: number) => string)[] = [];
  const tables = new CaptureTables(parameters, (record) => rows.push(read.map((reader) => reader(record))));
  read = STREAMED.map((name) => {
    const column = tables.flows.columns.get(name);
    if (column === undefined) throw new Error(`There is no column ${name}.`);
    return textReader(column);
  });
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  return rows;
}
