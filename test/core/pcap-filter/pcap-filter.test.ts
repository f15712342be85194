import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePcapFilter, parsePcapFilter, PcapFilter } from '../../../src/core/pcap-filter/pcap-filter.ts';
import { printExpression } from '../../../src/core/pcap-filter/print.ts';
import { FILTERED_LINK_TYPES } from '../../../src/core/pcap-filter/layout.ts';
import { frame, ipv4, ipv6, MACS, TCP, UDP } from './frames.ts';

function passes(filter: string, bytes: Uint8Array, linkType = 1, wire = bytes.length): boolean {
  const parsed = parsePcapFilter(filter);
  const compiled = parsed.ok ? compilePcapFilter(parsed.value, linkType) : parsed;
  if (!compiled.ok) throw new Error(`${filter}: ${compiled.failure.detail ?? ''}`);
  return compiled.value(bytes, 0, bytes.length, wire);
}

function refusal(filter: string, linkType = 1): unknown {
  const parsed = parsePcapFilter(filter);
  const compiled = parsed.ok ? compilePcapFilter(parsed.value, linkType) : parsed;
  return compiled.ok ? undefined : [compiled.failure.offset, compiled.failure.detail];
}

const tcp4 = frame(`${MACS} 0800 ${ipv4('06')} ${TCP}`);
const udp4 = frame(`${MACS} 0800 ${ipv4('11')} ${UDP}`);
const laterFragment = frame(`${MACS} 0800 ${ipv4('06', '0010')} ${TCP}`);
const tcp6 = frame(`${MACS} 86dd ${ipv6('06')} ${TCP}`);
const extended6 = frame(`${MACS} 86dd ${ipv6('00')} 0600000000000000 ${TCP}`);
const tagged = frame(`${MACS} 8100 0005 0800 ${ipv4('06')} ${TCP}`);
const labelled = frame(`${MACS} 8847 00064 1 40 ${ipv4('06')} ${TCP}`);
const session = frame(`${MACS} 8864 1100 0007 002a 0021 ${ipv4('06')} ${TCP}`);
const arp = frame(`ffffffffffff 0a0000000001 0806 0001 0800 06 04 0001 0a0000000001 0a000001 000000000000 0a000002`);

describe('the pcap-filter language', () => {
  it.each([
    ['tcp', tcp4, true],
    ['tcp', udp4, false],
    ['tcp', tcp6, true],
    ['tcp', extended6, false],
    ['ip6 protochain 6', extended6, true],
    ['port 443', tcp4, true],
    ['port 443', tcp6, true],
    ['port https', tcp4, true],
    ['udp port 443', tcp4, false],
    ['port 443', laterFragment, false],
    ['tcp', laterFragment, true],
    ['tcp[tcpflags] & tcp-syn != 0', tcp4, true],
    ['tcp[tcpflags] & tcp-syn != 0', laterFragment, false],
    ['src port 443', tcp4, false],
    ['src or dst port 443', tcp4, true],
    ['port 80 or 443', tcp4, true],
    ['port not 443', tcp4, false],
    ['tcp portrange 400-500', tcp4, true],
    ['host 10.0.0.1', arp, true],
    ['ip host 10.0.0.1', arp, false],
    ['src 10.0.0.1 and dst net 10', tcp4, true],
    ['net 10.0.0.0/30', tcp4, true],
    ['net 10.0.0.4/30', tcp4, false],
    ['dst host 2001:db8::2', tcp6, true],
    ['net 2001:db8::/32', tcp6, true],
    ['ether host 0a:00:00:00:00:01', tcp4, true],
    ['ether dst 0a:00:00:00:00:01', tcp4, true],
    ['broadcast', arp, true],
    ['multicast', arp, true],
    ['arp', arp, true],
    ['ip', tagged, false],
    ['vlan and ip', tagged, true],
    ['vlan 5 and tcp port 443', tagged, true],
    ['vlan 6', tagged, false],
    ['mpls 100 and tcp port 443', labelled, true],
    ['pppoes 7 and tcp port 443', session, true],
    ['pppoes 8', session, false],
    ['less 54', tcp4, true],
    ['greater 55', tcp4, false],
    ['len = 54', tcp4, true],
    ['ip[8] = 0x40 and ip[8:2] == 16390', tcp4, true],
    ['ether proto \\ip', tcp4, true],
    ['ip proto \\tcp', tcp4, true],
    ['not tcp', udp4, true],
    ['tcp or udp and arp', tcp4, false],
    ['', udp4, true],
  ] as const)('%s', (filter, bytes, expected) => expect(passes(filter, bytes)).toBe(expected));

  it('decodes what follows `vlan` behind the tag, also after `or`', () => {
    expect(passes('vlan or ip', tcp4)).toBe(false);
    expect(passes('ip or vlan', tcp4)).toBe(true);
  });

  it('refuses packets whose bytes were not captured, even under `not`', () => {
    const cut = tcp4.subarray(0, 30);
    expect(passes('port 443', cut, 1, 54)).toBe(false);
    expect(passes('not port 443', cut, 1, 54)).toBe(false);
    expect(passes('len > 40', cut, 1, 54)).toBe(true);
    expect(passes('1 / ip[6] >= 0 or ip', tcp4)).toBe(false);
  });

  it('knows the link types', () => {
    const packet = `${ipv4('06')} ${TCP}`;
    for (const [linkType, before] of [
      [0, '02000000'],
      [0, '00000002'],
      [9, 'ff03 0021'],
      [50, 'ff03 0021'],
      [101, ''],
      [108, '00000002'],
      [113, '0000 0001 0006 0a00000000010000 0800'],
      [228, ''],
      [276, '0800 0000 00000002 0001 00 06 0a00000000010000'],
    ] as const) {
      expect(passes('tcp dst port 443 and src host 10.0.0.1', frame(`${before}${packet}`), linkType)).toBe(true);
      if (linkType !== 228) expect(passes('not ip6', frame(`${before}${packet}`), linkType)).toBe(true);
    }
    expect(passes('tcp port 443', frame(`${ipv6('06')} ${TCP}`), 229)).toBe(true);
  });
});

describe('a filter that is not understood', () => {
  it.each([
    ['tcp and (port', 13, 'a value was expected, not the end'],
    ['host example.com', 5, 'names of hosts and networks are not looked up; write the address of “example.com”'],
    ['tcp port 70000', 9, 'port number 70000 greater than maximum 65535'],
    ['ip proto tcp', 9, 'a value was expected, not “tcp”; the name of a protocol is written \\tcp here'],
    ['tcp or 443', 7, '“443” needs a word such as host, net or port before it'],
    ['(port 80) or 443', 13, '“443” needs a word such as host, net or port before it'],
    ['tcp[0:3] = 1', 6, 'data size must be 1, 2, or 4'],
    ['ip[0]', 0, 'a comparison (such as = or >) is missing'],
    ['wlan type data', 5, 'frame types and directions are supported on 802.11 only'],
    ['type beacon', 5, '“beacon” is no 802.11 frame type; mgt, ctl and data are'],
    ['type mgt subtype ack', 17, '“ack” is no subtype of this 802.11 frame type'],
    ['reason bored', 7, 'unknown PF reason “bored”'],
    ['ifname em0', 0, '“ifname” is supported on PFLOG only'],
    ['radio[0] = 1', 0, 'radio information not present in capture'],
    ['src host 10.0.0.1 and ra host 10.0.0.2', 30, '“ra” is for 802.11 addresses only'],
    ['gateway snup', 0, '“gateway” needs the addresses of a host’s name, and names are not looked up'],
    ['vpi 3', 0, '“vpi” belongs to ATM or SS7 captures, which cannot be filtered'],
    ['tcp @', 4, 'the character “@” has no meaning here'],
    ['net 10.1.0.0/8', 4, 'non-network bits set in 10.1.0.0 under its mask'],
    ['vlan 4096', 0, 'VLAN tag 4096 greater than maximum 4095'],
    ['inbound', 0, '“inbound” is supported on LINUX_SLL, LINUX_SLL2 and PFLOG only'],
  ])('%s', (filter, offset, detail) => expect(refusal(filter)).toEqual([offset, detail]));

  it('is refused for what cannot pass, and for link types that are not known', () => {
    expect(refusal('arp', 101)).toEqual([0, 'expression rejects all packets']);
    expect(refusal('tcp', 147)).toMatchObject([0, expect.stringContaining('link type 147')]);
  });

  it('is refused at once if it fits no link type, later if the capture has another one', () => {
    expect(PcapFilter.read('vlan 5000').ok).toBe(false);
    const filter = PcapFilter.read('vlan');
    if (!filter.ok) throw new Error('refused');
    expect(filter.value.accepts(tagged, 0, tagged.length, tagged.length, 1)).toBe(true);
    expect(filter.value.failure).toBeUndefined();
    expect(filter.value.accepts(tcp4.subarray(14), 0, 40, 40, 101)).toBe(false);
    expect(filter.value.failure).toMatchObject({ code: 'bad-question', offset: 0 });
  });
});

const WORDS =
  'tcp udp ip ip6 arp link vlan mpls pppoes vxlan geneve llc rnr host net port portrange proto src dst and or not mask less byte ' +
  '( ) [ ] : = != < >> + - * / % ^ & | ! 80 0x1f 08 10.0.0.0 10 / 8 fe80:: 1:2:3:4:5:6 http \\tcp len tcpflags tcp-syn l1 decnet 1.1 multicast';

describe('any text', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...WORDS.split(' ')), { maxLength: 14 }).map((words) => words.join(' ')),
  );

  it('is answered, never thrown at', () => {
    fc.assert(
      fc.property(text, fc.uint8Array({ maxLength: 80 }), (filter, bytes) => {
        const parsed = parsePcapFilter(filter);
        if (!parsed.ok) {
          expect(parsed.failure.offset).toBeLessThanOrEqual(filter.length);
          return;
        }
        for (const linkType of FILTERED_LINK_TYPES) {
          const compiled = compilePcapFilter(parsed.value, linkType);
          if (compiled.ok) expect(compiled.value(bytes, 0, bytes.length, 100)).toBeTypeOf('boolean');
        }
      }),
      { numRuns: 2000 },
    );
    expect(parsePcapFilter('('.repeat(100_000)).ok).toBe(false);
    expect(passes(`1${' + 1'.repeat(2000)} = 2001`, tcp4)).toBe(true);
    expect(passes(`tcp${' and tcp port 443'.repeat(1000)}`, tcp4)).toBe(true);
    expect(refusal(`tcp${' and tcp'.repeat(50_000)}`)).toMatchObject([expect.anything(), 'the filter is too long']);
    expect(parsePcapFilter(`1${' ^ 1'.repeat(30_000)} = 1`).ok).toBe(false);
  });

  it('reads back the same after printing', () => {
    const leaf = fc.constantFrom(
      'tcp',
      'src port 80 or 443',
      'net 10.0.0.0/8',
      'host fe80::1',
      'net fe80::/10',
      'ether host 1:2:3:4:5:6',
      'ip proto \\udp',
      'portrange 10-20',
      'vlan 5',
      'llc ui',
      'less 10',
      'byte 3 & 5',
      'ip multicast',
      'decnet src 1.1',
      'tcp[tcpflags] & (tcp-syn|tcp-fin) != 0',
      '1 + 2 * ip[ip[0] ^ 3:2] - -5 >= len % 7',
      'csnp',
      'host not (10.0.0.1 or 10.0.0.2)',
    );
    const { filter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map(([a, word, b]) => `(${a}) ${word} (${b})`),
        tie('filter').map((inner) => `not (${inner})`),
      ),
    }));
    const bare = (reply: unknown): unknown =>
      JSON.parse(JSON.stringify(reply, (key, value: unknown) => (key === 'at' ? undefined : value)));
    fc.assert(
      fc.property(filter, (text) => {
        const first = parsePcapFilter(text);
        if (!first.ok || first.value === undefined) throw new Error(text);
        expect(bare(parsePcapFilter(printExpression(first.value)))).toEqual(bare(first));
      }),
    );
  });
});
