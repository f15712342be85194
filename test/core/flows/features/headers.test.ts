import { describe, expect, it } from 'vitest';
import { capture, flowOf, metered } from '../metered.ts';

const A = '10.0.0.1:5000 > 10.0.0.2:443';
const B = '10.0.0.2:443 > 10.0.0.1:5000';

describe('headers', () => {
  it('are summed, and segments are the payloads of packets that carry any', async () => {
    const text = `0 ${A} SYN\n1 ${A} ACK 100\n2 ${B} ACK 7\n3 ${A} ACK 40`;
    const expected = {
      bidirectional_ip_header_bytes: '80',
      bidirectional_transport_header_bytes: '80',
      src2dst_ip_header_bytes: '60',
      dst2src_transport_header_bytes: '20',
      bidirectional_min_transport_header_bytes: '20',
      bidirectional_min_segment_bytes: '7',
      bidirectional_max_segment_bytes: '100',
      src2dst_min_segment_bytes: '40',
      dst2src_max_segment_bytes: '7',
    };
    expect(flowOf(await metered(capture(text), { features: ['headers'] }), Object.keys(expected))).toEqual(expected);
  });

  it('are 0 for a direction without packets and of protocols whose header is not known', async () => {
    const expected = {
      src2dst_ip_header_bytes: '40',
      src2dst_transport_header_bytes: '0',
      src2dst_max_transport_header_bytes: '0',
      dst2src_min_transport_header_bytes: '0',
      dst2src_min_segment_bytes: '0',
    };
    const analysis = await metered(capture('0 fd00::1:0 > fd00::2:0 UDP 4 proto=89'), { features: ['headers'] });
    expect(flowOf(analysis, Object.keys(expected))).toEqual(expected);
  });
});

describe('time to live', () => {
  it('has first, extremes and changes of each direction', async () => {
    const text = `0 ${A} ACK ttl=64\n1 ${B} ACK ttl=250\n2 ${A} ACK ttl=60\n3 ${A} ACK ttl=60\n4 ${A} ACK ttl=63`;
    const found = flowOf(await metered(capture(text), { features: ['ttl'] }), [
      'src2dst_first_ttl',
      'src2dst_min_ttl',
      'src2dst_max_ttl',
      'src2dst_ttl_changes',
      'dst2src_first_ttl',
      'dst2src_min_ttl',
      'dst2src_ttl_changes',
    ]);
    expect(Object.values(found)).toEqual(['64', '60', '64', '2', '250', '250', '0']);
  });

  it('is the hop limit of IPv6', async () => {
    const analysis = await metered(capture('0 fd00::1:5 > fd00::2:53 UDP ttl=9'), { features: ['ttl'] });
    expect(flowOf(analysis, ['src2dst_max_ttl', 'dst2src_max_ttl'])).toEqual({
      src2dst_max_ttl: '9',
      dst2src_max_ttl: '0',
    });
  });
});

describe('the TCP window', () => {
  it('is read unscaled, without that of RST; closed windows are counted without SYN and FIN', async () => {
    const text = `
      0 ${A} SYN win=1000
      1 ${B} SYN+ACK win=0
      2 ${A} ACK win=0
      3 ${A} ACK win=500
      4 ${A} FIN+ACK win=0
      5 ${B} RST win=9`;
    const found = flowOf(await metered(capture(text), { features: ['window'] }), [
      'src2dst_first_window',
      'src2dst_min_window',
      'src2dst_mean_window',
      'src2dst_max_window',
      'src2dst_zero_window_packets',
      'dst2src_first_window',
      'dst2src_max_window',
      'dst2src_zero_window_packets',
    ]);
    expect(Object.values(found)).toEqual(['1000', '0', '375.0', '1000', '1', '0', '0', '0']);
  });

  it('is 0 for UDP', async () => {
    const analysis = await metered(capture('0 10.0.0.1:5 > 10.0.0.2:53 UDP 4'), { features: ['window'] });
    expect(flowOf(analysis, ['src2dst_max_window', 'src2dst_mean_window'])).toEqual({
      src2dst_max_window: '0',
      src2dst_mean_window: '0.0',
    });
  });
});
