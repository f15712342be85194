import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainPcapFilter } from '../../../src/core/pcap-filter/explain.ts';
import { parsePcapFilter } from '../../../src/core/pcap-filter/pcap-filter.ts';

function explain(filter: string): string {
  const parsed = parsePcapFilter(filter);
  if (!parsed.ok || parsed.value === undefined) throw new Error(filter);
  return explainPcapFilter(parsed.value);
}

describe('a filter in words', () => {
  it.each([
    [
      'tcp[tcpflags] & tcp-syn != 0 and not port 443',
      'IPv4 TCP packets with the SYN flag set, except those from or to port 443.',
    ],
    ['tcp and port 80', 'TCP packets from or to port 80.'],
    ['tcp dst port 80 or 443', 'Packets to TCP port 80 or 443.'],
    ['tcp or udp', 'Packets of TCP or UDP.'],
    ['src net 10.0.0.0/8', 'Packets from the network 10.0.0.0/8.'],
    [
      'src and dst net 10.0.0.0 mask 255.0.255.0',
      'Packets from and to the network 10.0.0.0 under the mask 255.0.255.0.',
    ],
    ['not arp and not broadcast', 'All packets, except those of ARP and those sent as broadcast.'],
    ['udp portrange 6000-6010', 'Packets from or to UDP ports 6000 to 6010.'],
    ['tcp[13] & (tcp-syn|tcp-ack) = (tcp-syn|tcp-ack)', 'IPv4 TCP packets with the SYN and ACK flags set.'],
    ['tcp[13] & (tcp-rst|tcp-fin) = 0', 'IPv4 TCP packets with none of the FIN or RST flags set.'],
    ['tcp[13] = 2', 'IPv4 TCP packets with exactly the SYN flag set.'],
    ['icmp[icmptype] = icmp-echo', 'Packets with ICMP type 8 (echo).'],
    ['len > 100', 'Packets whose length is above 100 bytes.'],
    [
      'tcp port 80 and greater 1000 or arp',
      'Packets either to which all of this applies (from or to TCP port 80; of at least 1000 bytes), or of ARP.',
    ],
    ['less 60 or greater 1500', 'Packets of at most 60 bytes, or of at least 1500 bytes.'],
    ['ip[2:2] - 4 >= 576', 'Packets in which (bytes 2 to 3 of IPv4 - 4) is at least 576.'],
    ['vlan 5 and ip', 'IPv4 packets with the VLAN tag 5 (what stands behind it is looked for inside).'],
    ['wlan type mgt subtype beacon', 'Packets that are 802.11 frames of type mgt subtype beacon.'],
    ['wlan ta 2:0:0:0:0:1', 'Packets whose 802.11 transmitter is 02:00:00:00:00:01.'],
    [
      'action block and ifname em0',
      'Packets for which the packet filter’s action was block and logged on interface em0.',
    ],
    ['ip proto \\tcp', 'Packets that carry protocol tcp over IPv4.'],
    ['inbound', 'Packets that the capturing host received.'],
  ])('%s', (filter, words) => expect(explain(filter)).toBe(words));

  it('finds words for whatever can be read', () => {
    const words = fc.constantFrom(
      'tcp',
      'port 80',
      'host 10.0.0.1',
      'len > 5',
      'vlan',
      'llc',
      'ip[0] & 1 = 0',
      'type ctl',
    );
    const filters = fc.array(fc.tuple(fc.constantFrom('and', 'or', 'and not'), words), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(filters, (parts) => {
        const text = explain(parts.map(([join, word], at) => (at === 0 ? word : `${join} ${word}`)).join(' '));
        expect(text).toMatch(/^[A-Z].*\.$/);
        expect(text).not.toContain('undefined');
      }),
    );
  });
});
