import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowlessReason } from '../../../../src/core/model/packet-table.ts';
import { AddressStore } from '../../../../src/core/packets/table/address-store.ts';
import { nameStray } from '../../../../src/core/packets/table/stray-decoder.ts';
import { ethernet, hexToBytes, ipv4, ipv6, MAC_A, MAC_B, PACKETS, tcp, udp } from '../../protocols/packets.ts';
import { FRAMES } from '../beyond/inner-packets.ts';

/** "ARP 10.0.0.1 > 10.0.0.2", with "-" where there is no address. */
function stray(bytes: Uint8Array, start: number, captured: number, linkType: number, reason: FlowlessReason): string {
  const addresses = new AddressStore();
  const { label, source, destination } = nameStray(bytes, start, captured, linkType, reason, addresses);
  const text = (id: number): string => (id < 0 ? '-' : addresses.text(id));
  return `${label} ${text(source)} > ${text(destination)}`;
}

function strayIn(hex: string, linkType = 1, reason = FlowlessReason.NotIp): string {
  const bytes = hexToBytes(hex);
  return stray(bytes, 0, bytes.length, linkType, reason);
}

const A = '02:00:00:00:00:01';
const B = '02:00:00:00:00:02';
const ARP = `0001080006040001${MAC_A}0a000001${'0'.repeat(12)}0a000002`;
const RADIOTAP = '0000080000000000';

describe('a packet in no flow', () => {
  it.each([
    ['ARP', ethernet(0x0806, ARP), 'ARP 10.0.0.1 > 10.0.0.2'],
    ['ARP behind tags', ethernet(0x88a8, `00648100 2065 0806${ARP}`), 'ARP 10.0.0.1 > 10.0.0.2'],
    ['ARP that is cut', ethernet(0x0806, ARP).slice(0, -2), `ARP ${A} > ${B}`],
    ['ARP for what is not IPv4', ethernet(0x0806, ARP.replace('0800', '0801')), `ARP ${A} > ${B}`],
    ['RARP', ethernet(0x8035, ARP), `RARP ${A} > ${B}`],
    ['LLDP', ethernet(0x88cc, '0000'), `LLDP ${A} > ${B}`],
    ['PTP', ethernet(0x88f7, '0002'), `PTP ${A} > ${B}`],
    ['an ethertype without a name', ethernet(0x1234, '00'), `ethertype 0x1234 ${A} > ${B}`],
    ['spanning tree', PACKETS['stp']?.hex ?? '', `STP ${A} > 01:80:c2:00:00:00`],
    ['SNAP of Cisco', `${MAC_B}${MAC_A}0008aaaa0300000c2000`, `SNAP ${A} > ${B}`],
    ['SNAP with an ethertype', `${MAC_B}${MAC_A}0024aaaa030000000806${ARP}`, 'ARP 10.0.0.1 > 10.0.0.2'],
    ['LCP in PPPoE', ethernet(0x8864, '1100abcd000ac021090000084b000000'), `PPP ${A} > ${B}`],
    ['MPLS over nothing known', ethernet(0x8847, '0001014000ff00ff00ff'), `MPLS ${A} > ${B}`],
  ])('%s', (_name, hex, expected) => {
    expect(strayIn(hex)).toBe(expected);
  });

  it('whose Ethernet header is cut is short', () => {
    expect(strayIn('020000', 1, FlowlessReason.TooShort)).toBe('Short - > -');
  });

  const later = ipv4(17, 'abcdef', '00b9');
  it.each([
    ['a later fragment', ethernet(0x0800, later), 'IPv4 fragment 10.0.0.1 > 10.0.0.2'],
    [
      'a later fragment behind a provider tag',
      ethernet(0x88a8, `00640800${later}`),
      'IPv4 fragment 10.0.0.1 > 10.0.0.2',
    ],
    ['a later fragment in PPPoE', ethernet(0x8864, `1100abcd00190021${later}`), 'IPv4 fragment 10.0.0.1 > 10.0.0.2'],
    [
      'a later fragment of IPv6',
      ethernet(0x86dd, ipv6(44, '1100 0008 00000001 abcdef')),
      'IPv6 fragment 2001:db8::1 > ::ffff:10.0.0.2',
    ],
    [
      'IPv6 that is cut',
      ethernet(0x86dd, ipv6(6, tcp(1, 2, 2, ''))).slice(0, -4),
      'IPv6 2001:db8::1 > ::ffff:10.0.0.2',
    ],
    ['IPv4 whose header is cut', ethernet(0x0800, ipv4(6, '').slice(0, 30)), `IPv4 ${A} > ${B}`],
    [
      'what a tunnel carries',
      ethernet(0x0800, ipv4(17, udp(9, 4789, `0800000000002a00${ethernet(0x86dd, ipv6(17, 'ab'))}`))),
      'IPv6 2001:db8::1 > ::ffff:10.0.0.2',
    ],
    [
      'a header of no length for ever',
      ethernet(0x0800, '40000014000000000004 0000 0a0000010a000002'),
      'IPv4 10.0.0.1 > 10.0.0.2',
    ],
  ])('%s', (_name, hex, expected) => {
    expect(strayIn(hex)).toBe(expected);
  });

  it.each([
    ['a beacon', PACKETS['beacon']?.hex ?? '', 105, `802.11 ${A} > ff:ff:ff:ff:ff:ff`],
    ['a beacon behind radiotap', `${RADIOTAP}${PACKETS['beacon']?.hex ?? ''}`, 127, `802.11 ${A} > ff:ff:ff:ff:ff:ff`],
    ['an acknowledgement', `d4000000${MAC_A}`, 105, `802.11 - > ${A}`],
    ['an acknowledgement behind radiotap', `${RADIOTAP}d4000000${MAC_A}`, 127, `802.11 - > ${A}`],
    ['a request to send', `b4000000${MAC_B}${MAC_A}`, 105, `802.11 ${A} > ${B}`],
    [
      'protected data to an access point',
      `08410000${'02000000000f'}${MAC_A}${MAC_B}1000 0011`,
      105,
      `802.11 ${A} > ${B}`,
    ],
    ['protected data from one', `08420000${MAC_B}${'02000000000f'}${MAC_A}1000 0011`, 105, `802.11 ${A} > ${B}`],
    ['a frame that is cut', 'd400', 105, '802.11 - > -'],
    ['cooked ARP', `000400010006${MAC_A}00000806${ARP}`, 113, 'ARP 10.0.0.1 > 10.0.0.2'],
    ['ARP of cooked capture 2', `0806000000000002 0001 0006${MAC_A}0000${ARP}`, 276, 'ARP 10.0.0.1 > 10.0.0.2'],
    ['another link type', '4500abcd', 189, 'USB_LINUX - > -'],
    ['a link type without a name', 'abcd', 999, 'link type 999 - > -'],
  ])('%s', (_name, hex, linkType, expected) => {
    expect(strayIn(hex, linkType)).toBe(expected);
  });

  it('reads nothing but the packet', () => {
    const all = { ...PACKETS, ...FRAMES };
    const surroundings = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(all)),
        fc.nat(400),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
        surroundings,
        surroundings,
        (name, cut, changes, before, after) => {
          const { linkType = 1, hex } = all[name] ?? { hex: '' };
          const whole = hexToBytes(hex);
          for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
          const bytes = whole.slice(0, cut);
          const between = Uint8Array.from([...before, ...bytes, ...after]);
          const alone = stray(bytes, 0, bytes.length, linkType, FlowlessReason.NotIp);
          expect(stray(between, before.length, bytes.length, linkType, FlowlessReason.NotIp)).toBe(alone);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
