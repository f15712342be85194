import { describe, expect, it } from 'vitest';
import type { MeterParameters } from '../../../src/core/model/parameters.ts';
import { capture, metered, rowsOf, settings } from './metered.ts';

const A = '10.0.0.1:5000 > 10.0.0.2:443';
const B = '10.0.0.2:443 > 10.0.0.1:5000';

/** Rows with these parameters, read with them and metered again from memory: they must be the same. */
async function rows(text: string, changes: Partial<MeterParameters>, columns: readonly string[]): Promise<string[][]> {
  const anew = rowsOf(await metered(capture(text), changes), columns);
  const again = await metered(capture(text), {});
  again.meterAgain(settings(changes));
  expect(rowsOf(again, columns)).toEqual(anew);
  return anew;
}

describe('the time resolution', () => {
  const TEXT = `0.000000001 ${A} ACK\n0.001234567 ${A} ACK\n0.001999999 ${B} ACK`;
  const COLUMNS = [
    'bidirectional_first_seen_ms',
    'src2dst_last_seen_ms',
    'dst2src_first_seen_ms',
    'bidirectional_duration_ms',
    'bidirectional_max_piat_ms',
    'bidirectional_mean_piat_ms',
    'splt_piat_ms',
  ];

  it('is whole milliseconds at first, each time cut', async () => {
    expect(await rows(TEXT, {}, COLUMNS)).toEqual([
      ['1700000000000', '1700000000001', '1700000000001', '1', '1', '0.5', '[0, 1, 0, -1, -1]'],
    ]);
  });

  it('may be microseconds', async () => {
    expect(await rows(TEXT, { timeResolution: 'us' }, COLUMNS)).toEqual([
      [
        '1700000000000',
        '1700000000001.234',
        '1700000000001.999',
        '1.999',
        '1.234',
        '0.9995',
        '[0, 1.234, 0.765, -1, -1]',
      ],
    ]);
  });

  it('may be nanoseconds; times are written to the last digit, which a double does not hold', async () => {
    expect(await rows(TEXT, { timeResolution: 'ns' }, COLUMNS)).toEqual([
      [
        '1700000000000.000001',
        '1700000000001.234567',
        '1700000000001.999999',
        '1.999998',
        '1.234566',
        '0.999999',
        '[0, 1.234566, 0.765432, -1, -1]',
      ],
    ]);
  });

  it('leaves the time of a direction without packets at 0', async () => {
    expect(await rows(`0.5 ${A} ACK`, { timeResolution: 'ns' }, ['dst2src_first_seen_ms'])).toEqual([['0']]);
  });

  it('measures time-outs as finely', async () => {
    const text = `0 ${A} ACK\n1.999999999 ${A} ACK\n3.999999998 ${A} ACK\n5.999999998 ${A} ACK`;
    const packets = ['bidirectional_packets'];
    expect(await rows(text, { timeResolution: 'ns', idleTimeout: 2 }, packets)).toEqual([['3'], ['1']]);
    // In whole milliseconds the second gap is 2000 ms: 1999 to 3999.
    expect(await rows(text, { idleTimeout: 2 }, packets)).toEqual([['2'], ['1'], ['1']]);
  });

  it('is told to files, which need doubles for fractions', async () => {
    for (const [timeResolution, fractional] of [
      ['ms', false],
      ['us', true],
      ['ns', true],
    ] as const) {
      const { columns } = (await metered(capture(TEXT), { timeResolution, features: ['activity', 'percentiles'] }))
        .flows;
      const whole = [...columns.values()].filter(
        ({ description: { kind, id } }) => kind === 'milliseconds' || kind === 'epoch-ms' || id === 'splt_piat_ms',
      );
      expect(whole.length).toBeGreaterThan(30);
      for (const column of whole) {
        expect([column.description.id, column.type !== 'dictionary' && column.fractional]).toEqual([
          column.description.id,
          fractional,
        ]);
      }
    }
  });
});

it('the IPv6 size has the header on request', async () => {
  const text = '0 fd00::1:5 > fd00::2:53 UDP 30\n1 10.0.0.1:5 > 10.0.0.2:53 UDP 30';
  const columns = ['ip_version', 'bidirectional_bytes', 'src2dst_max_ps', 'splt_ps'];
  expect(await rows(text, { accountingMode: 1 }, columns)).toEqual([
    ['6', '38', '38', '[38, -1, -1, -1, -1]'],
    ['4', '58', '58', '[58, -1, -1, -1, -1]'],
  ]);
  expect(await rows(text, { accountingMode: 1, ipv6SizeWithHeader: true }, columns)).toEqual([
    ['6', '78', '78', '[78, -1, -1, -1, -1]'],
    ['4', '58', '58', '[58, -1, -1, -1, -1]'],
  ]);
  // No other mode has to do with it.
  expect(await rows(text, { accountingMode: 2, ipv6SizeWithHeader: true }, columns)).toEqual(
    await rows(text, { accountingMode: 2 }, columns),
  );
});

describe('the end at FIN and RST', () => {
  const COLUMNS = ['expiration_id', 'src_ip', 'bidirectional_packets'];
  const closed = `
    0 ${A} SYN
    1 ${B} SYN+ACK
    2 ${A} FIN+ACK
    3 ${B} FIN+ACK
    4 ${A} ACK`;

  it('is off at first: a new connection is of the same flow', async () => {
    expect(await rows(`${closed}\n5 ${A} SYN`, {}, COLUMNS)).toEqual([['0', '10.0.0.1', '6']]);
  });

  it('comes with the next SYN, after FINs both ways; what trails stays', async () => {
    expect(await rows(`${closed}\n5 ${B} SYN\n6 ${A} SYN+ACK`, { endAtFinRst: true }, COLUMNS)).toEqual([
      ['3', '10.0.0.1', '5'],
      ['0', '10.0.0.2', '2'],
    ]);
  });

  it('is said of a closed connection that no other follows', async () => {
    expect(await rows(closed, { endAtFinRst: true }, COLUMNS)).toEqual([['3', '10.0.0.1', '5']]);
  });

  it('comes after RST of either side', async () => {
    const text = `0 ${A} SYN\n1 ${B} RST+ACK\n2 ${B} ACK\n3 ${A} SYN`;
    expect(await rows(text, { endAtFinRst: true }, COLUMNS)).toEqual([
      ['3', '10.0.0.1', '3'],
      ['0', '10.0.0.1', '1'],
    ]);
  });

  it('does not come after a FIN of one side, nor with SYN and ACK', async () => {
    const half = `0 ${A} SYN\n1 ${A} FIN+ACK\n2 ${A} SYN`;
    expect(await rows(half, { endAtFinRst: true }, COLUMNS)).toEqual([['0', '10.0.0.1', '3']]);
    const answered = `0 ${A} SYN\n1 ${A} RST\n2 ${B} SYN+ACK`;
    expect(await rows(answered, { endAtFinRst: true }, COLUMNS)).toEqual([['3', '10.0.0.1', '3']]);
  });

  it('is none where a time-out came first', async () => {
    expect(await rows(`${closed}\n8 ${A} SYN`, { endAtFinRst: true, activeTimeout: 8 }, COLUMNS)).toEqual([
      ['1', '10.0.0.1', '5'],
      ['0', '10.0.0.1', '1'],
    ]);
  });
});

describe('keeping the direction', () => {
  const COLUMNS = ['expiration_id', 'src_ip', 'src_mac', 'src2dst_packets', 'dst2src_packets', 'splt_direction'];
  const text = `0 ${A} ACK\n5 ${A} ACK\n10 ${B} ACK\n11 ${A} ACK`;

  it('is off at first: who sends first after a cut is the source', async () => {
    const [, second] = await rows(text, { activeTimeout: 10 }, COLUMNS);
    expect(second?.slice(1)).toEqual(['10.0.0.2', '02:00:00:00:00:01', '1', '1', '[0, 1, -1, -1, -1]']);
  });

  it('gives the part after an active time-out the source of the one before', async () => {
    expect(await rows(text, { activeTimeout: 10, keepDirection: true }, COLUMNS)).toEqual([
      ['1', '10.0.0.1', '02:00:00:00:00:01', '2', '0', '[0, 0, -1, -1, -1]'],
      ['0', '10.0.0.1', '02:00:00:00:00:02', '1', '1', '[1, 0, -1, -1, -1]'],
    ]);
  });

  it('goes on over several cuts', async () => {
    const longer = `${text}\n20 ${B} ACK\n30 ${B} ACK`;
    const found = await rows(longer, { activeTimeout: 10, keepDirection: true }, ['src_ip', 'dst2src_packets']);
    expect(found).toEqual([
      ['10.0.0.1', '0'],
      ['10.0.0.1', '1'],
      ['10.0.0.1', '1'],
      ['10.0.0.1', '1'],
    ]);
  });

  it('is lost over an idle time-out', async () => {
    const idle = `0 ${A} ACK\n5 ${A} ACK\n10 ${B} ACK\n200 ${B} ACK`;
    const found = await rows(idle, { activeTimeout: 10, keepDirection: true }, ['expiration_id', 'src_ip']);
    expect(found).toEqual([
      ['1', '10.0.0.1'],
      ['0', '10.0.0.1'],
      ['0', '10.0.0.2'],
    ]);
  });
});

describe('the direction from SYN', () => {
  const COLUMNS = ['src_ip', 'dst_ip', 'src_port', 'src_mac', 'dst_mac', 'src2dst_packets', 'dst2src_packets'];
  const text = `0 ${B} SYN+ACK\n1 ${A} ACK`;

  it('is off at first: the sender of the SYN with ACK is the source', async () => {
    expect(await rows(text, {}, COLUMNS)).toEqual([
      ['10.0.0.2', '10.0.0.1', '443', '02:00:00:00:00:01', '02:00:00:00:00:02', '1', '1'],
    ]);
  });

  it('makes its receiver the source, with the MAC addresses turned, too', async () => {
    expect(await rows(text, { directionFromSyn: true }, COLUMNS)).toEqual([
      ['10.0.0.1', '10.0.0.2', '5000', '02:00:00:00:00:02', '02:00:00:00:00:01', '1', '1'],
    ]);
  });

  it('changes nothing for other first packets', async () => {
    for (const first of ['SYN', 'ACK', 'PSH+ACK 10']) {
      const found = await rows(`0 ${B} ${first}\n1 ${A} SYN+ACK`, { directionFromSyn: true }, ['src_ip']);
      expect(found).toEqual([['10.0.0.2']]);
    }
  });

  it('gives way to a direction that is kept', async () => {
    const cut = `0 ${B} ACK\n10 ${B} SYN+ACK`;
    const found = await rows(cut, { activeTimeout: 10, directionFromSyn: true, keepDirection: true }, ['src_ip']);
    expect(found).toEqual([['10.0.0.2'], ['10.0.0.2']]);
  });
});
