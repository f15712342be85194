import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DhcpNames, DHCP_FIELDS } from '../../../src/core/names/dhcp-names.ts';
import { DNS_FIELDS, dnsNames } from '../../../src/core/names/dns-names.ts';
import { NBNS_FIELDS, nbnsNames } from '../../../src/core/names/nbns-names.ts';
import { fieldReader, type NamePacket } from '../../../src/core/names/read-message.ts';
import { SERVER_FIELDS, serverName } from '../../../src/core/names/server-names.ts';
import type { NameRecord } from '../../../src/core/model/names.ts';
import { parseAddress } from '../../../src/base/addresses.ts';
import { textHex } from '../protocols/packets.ts';
import { clientHello, dhcp, dnsAnswer, netbios, option, said } from './messages.ts';

const PACKETS = [
  said(
    0,
    '10.0.0.53:53 > 10.0.0.1:5000 UDP',
    dnsAnswer('a.test', [
      ['a.test', 'CNAME', 9, 'b.test'],
      ['b.test', 'A', 9, '10.9.9.9'],
    ]),
  ),
  said(0, '10.0.0.53:5353 > 224.0.0.251:5353 UDP', dnsAnswer(undefined, [['a.local', 'A', 9, '10.9.9.9']])),
  said(
    0,
    '10.0.0.53:53 > 10.0.0.1:5000 UDP',
    dnsAnswer('9.9.9.10.in-addr.arpa', [['9.9.9.10.in-addr.arpa', 'PTR', 9, 'a.test']]),
  ),
  said(0, '10.9.9.9:137 > 10.9.9.255:137 UDP', netbios('FILES', 0x20, '10.9.9.9')),
  said(0, '10.0.0.1:68 > 10.0.0.53:67 UDP', dhcp(3, '00000000', option(81, `040000${'01'}${textHex('a')}00`))),
  said(0, '10.0.0.53:67 > 10.0.0.1:68 UDP', dhcp(5, '0a090909', option(51, '00000e10'))),
  said(0, '10.0.0.1:4000 > 10.9.9.9:443 PSH+ACK', clientHello('a.test', true)),
  said(0, '10.0.0.1:4000 > 10.9.9.9:80 PSH+ACK', textHex('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')),
];
const readDns = fieldReader(DNS_FIELDS);
const readNbns = fieldReader(NBNS_FIELDS);
const readDhcp = fieldReader(DHCP_FIELDS);
const readServer = fieldReader(SERVER_FIELDS);
const dhcpNames = new DhcpNames();

/** Whatever a packet is taken for. */
function namesOf(packet: NamePacket): readonly NameRecord[] {
  const found = [dhcpNames.take(packet, readDhcp(packet)), serverName(packet, readServer(packet))];
  return [
    ...dnsNames(packet, readDns(packet)).records,
    ...nbnsNames(packet, readNbns(packet)),
    ...found.filter((record) => record !== undefined),
  ];
}

function isSound({ address, name, firstNs, lastNs, chain }: NameRecord): boolean {
  return (
    parseAddress(address) !== undefined && name !== '' && name.length <= 255 && lastNs > firstNs && chain.length <= 16
  );
}

describe('names in any bytes', () => {
  it('are names of addresses, or there are none', () => {
    fc.assert(
      fc.property(
        fc.nat(PACKETS.length - 1),
        fc.nat(400),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        fc.constantFrom(53, 137, 5353, 5355, 40_000),
        (which, cut, changes, sourcePort) => {
          const whole = PACKETS[which]?.bytes.slice() ?? new Uint8Array(0);
          for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
          const names = namesOf({
            packet: 0,
            timeNs: 0,
            source: '10.0.0.1',
            destination: '10.0.0.2',
            sourcePort,
            destinationPort: 50_000,
            bytes: cut < 40 ? whole : whole.slice(0, cut),
            linkType: 1,
            wireLength: whole.length,
          });
          expect(names.filter((record) => !isSound(record))).toEqual([]);
        },
      ),
      { numRuns: 4000 },
    );
  });
});
