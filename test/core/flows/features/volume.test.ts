import { describe, expect, it } from 'vitest';
import { capture, flowOf, metered } from '../metered.ts';

const A = '10.0.0.1:5000 > 10.0.0.2:443';
const B = '10.0.0.2:443 > 10.0.0.1:5000';

/** Frame sizes 54, 154, 54, 1054; payloads 0, 100, 0, 1000. */
const FLOW = capture(`0 ${A} SYN\n0.5 ${A} PSH+ACK 100\n1 ${B} ACK\n4 ${B} PSH+ACK 1000`);

describe('accounting', () => {
  it('counts all four modes side by side, whatever the accounting mode', async () => {
    const expected = {
      bidirectional_link_bytes: '1316',
      bidirectional_ip_bytes: '1260',
      bidirectional_transport_bytes: '1180',
      bidirectional_payload_bytes: '1100',
      bidirectional_payload_packets: '2',
      src2dst_link_bytes: '208',
      src2dst_payload_bytes: '100',
      src2dst_payload_packets: '1',
      dst2src_ip_bytes: '1080',
      dst2src_transport_bytes: '1040',
    };
    for (const accountingMode of [0, 1, 2, 3] as const) {
      const analysis = await metered(FLOW, { features: ['accounting'], accountingMode });
      expect(flowOf(analysis, Object.keys(expected))).toEqual(expected);
      const [own = ''] = ['link', 'ip', 'transport', 'payload'].slice(accountingMode);
      const { bidirectional_bytes: total, [`bidirectional_${own}_bytes`]: same } = flowOf(analysis, [
        'bidirectional_bytes',
        `bidirectional_${own}_bytes`,
      ]);
      expect(total).toBe(same);
    }
  });

  it('counts the header of IPv6 where the IP size does', async () => {
    const bytes = capture('0 fd00::1:5 > fd00::2:53 UDP 30');
    const column = ['bidirectional_ip_bytes'];
    expect(flowOf(await metered(bytes, { features: ['accounting'] }), column)).toEqual({
      bidirectional_ip_bytes: '38',
    });
    const changes = { features: ['accounting'], ipv6SizeWithHeader: true } as const;
    expect(flowOf(await metered(bytes, changes), column)).toEqual({ bidirectional_ip_bytes: '78' });
  });
});

describe('rates', () => {
  it('divide by the duration of the whole flow', async () => {
    const expected = {
      bidirectional_packets_per_s: '1.0',
      src2dst_packets_per_s: '0.5',
      dst2src_bytes_per_s: '277.0',
      bidirectional_payload_share: String(1100 / 1316),
      src2dst_payload_share: String(100 / 208),
      down_up_bytes_ratio: String(1108 / 208),
    };
    expect(flowOf(await metered(FLOW, { features: ['rates'] }), Object.keys(expected))).toEqual(expected);
  });

  it('are 0 for a flow of one packet, and the ratio for one without packets from the source', async () => {
    const expected = {
      bidirectional_packets_per_s: '0.0',
      src2dst_bytes_per_s: '0.0',
      dst2src_payload_share: '0.0',
      down_up_bytes_ratio: '0.0',
    };
    const one = await metered(capture(`0 ${A} ACK 5`), { features: ['rates'] });
    expect(flowOf(one, Object.keys(expected))).toEqual(expected);
  });
});

describe('activity', () => {
  const IDS = [
    'active_periods',
    'min_active_ms',
    'mean_active_ms',
    'stddev_active_ms',
    'max_active_ms',
    'idle_periods',
    'min_idle_ms',
    'mean_idle_ms',
    'stddev_idle_ms',
    'max_idle_ms',
  ];
  const values = async (text: string, changes = {}): Promise<string[]> =>
    Object.values(flowOf(await metered(capture(text), { features: ['activity'], ...changes }), IDS));

  it('parts periods by gaps above the time-out; a period of one packet does not count', async () => {
    // Active 0 to 4 s, idle to 10, one packet, idle to 20, active to 22; a gap of 5 s is none.
    const text = `0 ${A} ACK\n2 ${B} ACK\n4 ${A} ACK\n10 ${A} ACK\n20 ${B} ACK\n22 ${A} ACK`;
    expect(await values(text)).toEqual([
      '2',
      '2000',
      '3000.0',
      String(Math.sqrt(2_000_000)),
      '4000',
      '2',
      '6000',
      '8000.0',
      String(Math.sqrt(8_000_000)),
      '10000',
    ]);
    expect(await values(`0 ${A} ACK\n5 ${A} ACK`)).toEqual([
      '1',
      '5000',
      '5000.0',
      '0.0',
      '5000',
      '0',
      '0',
      '0.0',
      '0.0',
      '0',
    ]);
    const [active, , , , , idle, least, mean, , most] = await values(text, { activityTimeout: 1 });
    expect([active, idle, least, mean, most]).toEqual(['0', '5', '2000', '4400.0', '10000']);
  });

  it('has fractions where the clock is finer', async () => {
    const [, , , , most] = await values(`0 ${A} ACK\n0.000250 ${A} ACK`, { timeResolution: 'us' });
    expect(most).toBe('0.25');
  });
});
