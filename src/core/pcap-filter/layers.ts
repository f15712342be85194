import * as EtherType from '../model/ethertypes.ts';
import { UDP } from '../model/ip-protocols.ts';
import * as LinkType from '../model/link-types.ts';
import * as Port from '../model/ports.ts';
import { ipv4HeaderLength, readBehindIpv4 } from './layout.ts';
import { equals, moved, read } from './place.ts';
import type { Decoding } from './layout.ts';
import { carries } from './link-tests.ts';
import { isFirstFragment } from './port-tests.ts';
import { FilterError } from './syntax.ts';
import type { Layer } from './syntax.ts';
import { ALWAYS, all, and, any, or } from './test.ts';
import type { Reading, Test } from './test.ts';

/** Largest number that may follow each word. */
const LARGEST: Readonly<Record<Layer, readonly [string, number]>> = {
  vlan: ['VLAN tag', 4095],
  mpls: ['MPLS label', 1_048_575],
  pppoed: ['', 0],
  pppoes: ['PPPoE session number', 65_535],
  vxlan: ['VXLAN VNI', 16_777_215],
  geneve: ['Geneve VNI', 16_777_215],
};

/** PPP type of MPLS (RFC 3032, 4.3). */
const PPP_MPLS = 0x0281;

/**
 * Tests for a layer and moves the decoding behind it, for all that follows in the expression: pcap-filter(7), "vlan",
 * "mpls", "pppoes".
 */
export function layerTest(decoding: Decoding, layer: Layer, number: number | undefined, at: number): Test {
  const [name, largest] = LARGEST[layer];
  if (number !== undefined && number > largest)
    throw new FilterError(`${name} ${number} greater than maximum ${largest}`, at);
  switch (layer) {
    case 'vlan':
      return vlanTest(decoding, number, at);
    case 'mpls':
      return mplsTest(decoding, number, at);
    case 'pppoed':
      return carries(decoding, EtherType.PPPOE_DISCOVERY, at);
    case 'pppoes':
      return pppoesTest(decoding, number, at);
    case 'vxlan':
      return vxlanTest(decoding, number, at);
    case 'geneve':
      return geneveTest(decoding, number, at);
  }
}

function vlanTest(decoding: Decoding, number: number | undefined, at: number): Test {
  if (decoding.labels > 0) throw new FilterError('no VLAN match after MPLS', at);
  if (decoding.kind !== 'ethernet' && (decoding.kind !== 'wifi' || decoding.linkType === LinkType.PPI))
    throw new FilterError('VLAN tags are supported on Ethernet and 802.11 only', at);
  const tagged = any(
    ...[EtherType.VLAN, EtherType.PROVIDER_VLAN, EtherType.OLD_PROVIDER_VLAN].map((type) =>
      carries(decoding, type, at),
    ),
  );
  const test = number === undefined ? tagged : and(tagged, equals(decoding.payload, 2, number, 0x0fff));
  decoding.payload = moved(decoding.payload, 4);
  decoding.type = moved(decoding.type, 4);
  return test;
}

function mplsTest(decoding: Decoding, number: number | undefined, at: number): Test {
  const labelled = isLabelled(decoding, at);
  const test =
    number === undefined ? labelled : and(labelled, equals(decoding.net(0), 4, (number << 12) >>> 0, 0xfffff000));
  decoding.network += 4;
  decoding.networkAfterLlc += 4;
  decoding.labels++;
  return test;
}

/** The first label by the link layer, further ones by the bit that says "not the last". */
function isLabelled(decoding: Decoding, at: number): Test {
  if (decoding.labels > 0) return equals(decoding.net(-2), 1, 0, 1);
  if (decoding.kind === 'ethernet' || decoding.kind === 'hdlc') return carries(decoding, EtherType.MPLS, at);
  if (decoding.kind === 'ppp' && !isSerialPpp(decoding)) return carries(decoding, PPP_MPLS, at);
  throw new FilterError('MPLS is supported on Ethernet and PPP only', at);
}

/** PPP in HDLC-like framing as the capture's own link layer, for which libpcap has no MPLS. */
function isSerialPpp({ linkType, header }: Decoding): boolean {
  return linkType === LinkType.PPP_HDLC && header.slot < 0 && header.at === 0;
}

function pppoesTest(decoding: Decoding, number: number | undefined, at: number): Test {
  const session = carries(decoding, EtherType.PPPOE_SESSION, at);
  const test = number === undefined ? session : and(session, equals(decoding.net(2), 2, number));
  // 6 bytes of PPPoE header, then the PPP type (RFC 2516, 4).
  decoding.kind = 'ppp';
  decoding.header = decoding.type = decoding.net(6);
  decoding.payload = moved(decoding.type, 2);
  decoding.network = decoding.networkAfterLlc = 0;
  decoding.labels = 0;
  return test;
}

/** What stands behind UDP, over IPv4 and IPv6. */
interface UdpTunnel {
  readonly port: number;
  /** Test of the header, given its reading: so many bytes behind UDP's first one. */
  test(read: (offset: number, size: number) => Reading): Test;
}

/** Finds a tunnel over UDP and puts the place of its header into a slot; returns the test. */
function udpTunnel(decoding: Decoding, slot: number, tunnel: UdpTunnel, at: number): Test {
  const header = ipv4HeaderLength(decoding);
  const { slot: base, at: behind } = decoding.net(8);
  const port =
    (reading: Reading): Test =>
    (packet) =>
      reading(packet) === tunnel.port;
  const found =
    (length: Reading): Test =>
    (packet) => {
      packet.slots[slot] = length(packet) + behind + (base < 0 ? 0 : packet.slots[base]);
      return true;
    };
  return or(
    all(
      carries(decoding, EtherType.IPV4, at),
      equals(decoding.net(9), 1, UDP),
      isFirstFragment(decoding),
      port(readBehindIpv4(decoding, 2, 2)),
      tunnel.test((offset, size) => readBehindIpv4(decoding, offset, size)),
      found(header),
    ),
    all(
      carries(decoding, EtherType.IPV6, at),
      equals(decoding.net(6), 1, UDP),
      port(read(decoding.net(42), 2)),
      tunnel.test((offset, size) => read(decoding.net(40 + offset), size)),
      found(() => 40),
    ),
  );
}

/** RFC 7348, 5. */
function vxlanTest(decoding: Decoding, number: number | undefined, at: number): Test {
  const slot = decoding.slots++;
  const test = udpTunnel(
    decoding,
    slot,
    {
      port: Port.VXLAN,
      test(at8) {
        const flags = at8(8, 1);
        return and((packet) => flags(packet) === 8, vniTest(at8(12, 4), number));
      },
    },
    at,
  );
  enterEthernet(decoding);
  decoding.header = { slot, at: 8 };
  decoding.type = { slot, at: 20 };
  decoding.payload = { slot, at: 22 };
  decoding.hasHeader = ALWAYS;
  return test;
}

/** RFC 8926, 3.4: options make the header longer, and what follows need not be Ethernet. */
function geneveTest(decoding: Decoding, number: number | undefined, at: number): Test {
  const [slot, header, type, payload] = [0, 1, 2, 3].map((more) => decoding.slots + more);
  decoding.slots += 4;
  const tunnel = udpTunnel(
    decoding,
    slot,
    {
      port: Port.GENEVE,
      test(at8) {
        const version = at8(8, 1);
        return and((packet) => (version(packet) & 0xc0) === 0, vniTest(at8(12, 4), number));
      },
    },
    at,
  );
  const protocol = { slot, at: 2 };
  const isEthernet = equals(protocol, 2, EtherType.BRIDGING);
  const options = read({ slot, at: 0 }, 1);
  enterEthernet(decoding);
  decoding.header = { slot: header, at: 0 };
  decoding.type = { slot: type, at: 0 };
  decoding.payload = { slot: payload, at: 0 };
  decoding.hasHeader = isEthernet;
  return and(tunnel, (packet) => {
    const { slots } = packet;
    const inner = slots[slot] + 8 + (options(packet) & 0x3f) * 4;
    const ethernet = isEthernet(packet);
    slots[header] = inner;
    slots[type] = ethernet ? inner + 12 : slots[slot] + 2;
    slots[payload] = ethernet ? inner + 14 : inner;
    return true;
  });
}

function vniTest(reading: Reading, number: number | undefined): Test {
  if (number === undefined) return ALWAYS;
  return (packet) => reading(packet) >>> 8 === number;
}

function enterEthernet(decoding: Decoding): void {
  decoding.kind = 'ethernet';
  decoding.network = 0;
  decoding.networkAfterLlc = 3;
  decoding.labels = 0;
}
