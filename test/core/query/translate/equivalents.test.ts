import { describe, expect, it } from 'vitest';
import { FLOW_TERMS, PACKET_TERMS } from '../../../../src/core/query/translate/equivalent-terms.ts';
import { filterEquivalents } from '../../../../src/core/query/translate/equivalents.ts';
import { flowEquivalents } from '../../../../src/core/query/translate/flow-equivalents.ts';
import { numbers, sixFlows, table, texts } from '../tables.ts';

const packets = table(
  1,
  numbers('number', 'integer', [1]),
  numbers('time', 'relative-ns', [0], 's'),
  texts('src', ['10.0.0.1'], 'address'),
  texts('dst', ['10.0.0.2'], 'address'),
  numbers('src_port', 'integer', [1]),
  numbers('dst_port', 'integer', [2]),
  texts('protocol', ['TCP']),
  numbers('length', 'bytes', [60], 'B'),
  texts('flags', ['SYN']),
  texts('info', ['']),
);

function both(filter: string, of: 'packets' | 'flows' = 'packets'): readonly (string | undefined)[] {
  const found =
    of === 'packets'
      ? filterEquivalents(PACKET_TERMS, filter, packets)
      : filterEquivalents(FLOW_TERMS, filter, sixFlows());
  return [found?.display, found?.pcap].map((one) =>
    one === undefined ? undefined : 'missing' in one ? `none: ${one.missing}` : one.text,
  );
}

describe('a filter in other languages', () => {
  it.each<[string, string, string]>([
    ['length > 1000', 'frame.len > 1000', 'len > 1000'],
    ['length >= 1.5kB', 'frame.len >= 1500', 'len >= 1500'],
    ['time < 1.5', 'frame.time_relative < 1.500000000', 'none: “time < 1.5”'],
    ['src = fe80:0::1', 'ipv6.src#1 == fe80::1', 'src host fe80::1'],
    ['dst = 10.1.2.3/8', 'ip.dst#1 == 10.0.0.0/8 or arp.dst.proto_ipv4 == 10.0.0.0/8', 'dst net 10.0.0.0/8'],
    [
      'src_port != 80',
      'not ((tcp.srcport == 80 or udp.srcport == 80) and not (icmp or icmpv6))',
      'not (tcp src port 80 or udp src port 80)',
    ],
    [
      'dst_port >= 1024',
      '(tcp.dstport >= 1024 or udp.dstport >= 1024) and not (icmp or icmpv6)',
      'tcp dst portrange 1024-65535 or udp dst portrange 1024-65535',
    ],
    ['protocol = UDP', '(udp) and not (icmp or icmpv6)', 'udp'],
    ['length = 60 and not number > 5', 'frame.len == 60 and (not frame.number > 5)', 'none: “number > 5”'],
    ['length = 60 or pcap "arp"', 'none: the term in the pcap-filter language', 'len == 60 or (arp)'],
    ['pcap "vlan 5"', 'none: the term in the pcap-filter language', 'vlan 5'],
    ['info contains x', 'none: “info contains x”', 'none: “info contains x”'],
    ['google', 'none: “google” in any column', 'none: “google” in any column'],
    ['src_port < 80', 'none: “src_port < 80”', 'none: “src_port < 80”'],
    ['src = "no address"', 'none: “src = "no address"”', 'none: “src = "no address"”'],
    ['length in {60, 70}', 'frame.len == 60 or frame.len == 70', 'len == 60 or len == 70'],
  ])('%s', (filter, display, pcap) => expect(both(filter)).toEqual([display, pcap]));

  it('joins nothing to a pcap-filter that goes into a layer', () => {
    expect(both('pcap "vlan 5" and length > 5')[1]).toMatch(/^none: a pcap-filter that goes into a layer/);
  });

  it('says of flows what every packet of theirs has', () => {
    expect(both('ip = 10.0.0.1 and port = 53', 'flows')[1]).toBe('host 10.0.0.1 and (tcp port 53 or udp port 53)');
    expect(both('src_ip = 10.0.0.1', 'flows')).toEqual(['none: “src_ip = 10.0.0.1”', 'none: “src_ip = 10.0.0.1”']);
    expect(both('bytes > 5', 'flows')[0]).toBe('none: “bytes > 5”');
  });

  it('has no words for the fields of a table without terms', () => {
    const missing = { missing: '“length > 5”' };
    expect(filterEquivalents(undefined, 'length > 5', packets)).toEqual({ display: missing, pcap: missing });
  });

  it('says nothing of an empty filter and of one that cannot be read', () => {
    expect(filterEquivalents(PACKET_TERMS, '', packets)).toBeUndefined();
    expect(filterEquivalents(PACKET_TERMS, 'length >', packets)).toBeUndefined();
  });

  it('names both ways of a flow', () => {
    const { display, pcap } = flowEquivalents(sixFlows(), 2);
    expect(display).toMatchObject({
      text:
        '((ip.src#1 == 192.168.0.7 and udp.srcport == 53 and ip.dst#1 == 10.0.0.1 and udp.dstport == 53) or ' +
        '(ip.src#1 == 10.0.0.1 and udp.srcport == 53 and ip.dst#1 == 192.168.0.7 and udp.dstport == 53)) and ip.proto#1 == 17',
    });
    expect(pcap).toMatchObject({
      text:
        'ip proto 17 and ((src host 192.168.0.7 and src port 53 and dst host 10.0.0.1 and dst port 53) or ' +
        '(src host 10.0.0.1 and src port 53 and dst host 192.168.0.7 and dst port 53))',
    });
    expect(flowEquivalents(sixFlows(), 5).pcap).toEqual({ missing: 'the flow’s addresses' });
  });
});
