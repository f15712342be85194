import { describe, expect, it } from 'vitest';
import { BeyondDecoder } from '../../../../src/core/packets/beyond/beyond-decoder.ts';
import { createDecoder } from '../../../../src/core/packets/beyond/create-decoder.ts';
import type { PacketDecoder } from '../../../../src/core/packets/nfstream/packet-decoder.ts';
import { ethernet, hexToBytes, ipv4, ipv6, number, size, tcp, udp } from '../../protocols/packets.ts';
import { ALL, decodeLine, lineOf, NOTHING, type HexPacket } from './frames.ts';

function decoded(packet: HexPacket, parameters = ALL): PacketDecoder['packet'] {
  const decoder = new BeyondDecoder(parameters, true);
  decodeLine(decoder, packet);
  return decoder.packet;
}

describe('ports of SCTP, DCCP and UDP-Lite', () => {
  const chunk = '00'.repeat(16);
  it.each([
    ['SCTP', 132, `0b590b5a 00000000 00000000${chunk}`, 28, 16],
    ['DCCP', 33, `0b590b5a 04000000 00000000 00000000${chunk}`, 32, 16],
    ['UDP-Lite', 136, `0b590b5a 00080000${chunk}`, 24, 16],
  ])('%s', (_name, protocol, hex, transportSize, payloadSize) => {
    const packet = { hex: ethernet(0x0800, ipv4(protocol, hex)) };
    expect(lineOf(packet, { sctpPorts: true })).toBe(`10.0.0.1:2905 > 10.0.0.2:2906 ${protocol}`);
    expect(decoded(packet, { ...NOTHING, sctpPorts: true })).toMatchObject({ transportSize, payloadSize });
    expect(lineOf(packet, {})).toBe(`10.0.0.1:0 > 10.0.0.2:0 ${protocol}`);
    expect(decoded(packet, NOTHING)).toMatchObject({ transportSize: 0, payloadSize: 0 });
  });

  it('are not read of a header that is too short', () => {
    expect(lineOf({ hex: ethernet(0x0800, ipv4(132, '0b590b5a00000000')) })).toBe('10.0.0.1:0 > 10.0.0.2:0 132');
  });
});

describe('ICMP in the key', () => {
  const v4 = (hex: string): HexPacket => ({ hex: ethernet(0x0800, ipv4(1, hex)) });
  const v6 = (hex: string): HexPacket => ({ hex: ethernet(0x86dd, ipv6(58, hex)) });

  it.each([
    ['echo request', v4('0800 0000 1234 0001'), '10.0.0.1:4660 > 10.0.0.2:8 1'],
    ['echo reply', v4('0000 0000 1234 0001'), '10.0.0.1:8 > 10.0.0.2:4660 1'],
    ['time stamp request', v4('0d00 0000 0007 0001'), '10.0.0.1:7 > 10.0.0.2:13 1'],
    ['time stamp reply', v4('0e00 0000 0007 0001'), '10.0.0.1:13 > 10.0.0.2:7 1'],
    ['address mask reply', v4('1200 0000 0007 0001'), '10.0.0.1:17 > 10.0.0.2:7 1'],
    ['unreachable', v4('0303 0000 0000 0000'), '10.0.0.1:3 > 10.0.0.2:3 1'],
    ['time exceeded', v4('0b01 0000 0000 0000'), '10.0.0.1:11 > 10.0.0.2:1 1'],
    ['IPv6 echo request', v6('8000 0000 1234 0001'), '2001:db8::1:4660 > ::ffff:10.0.0.2:128 58'],
    ['IPv6 echo reply', v6('8100 0000 1234 0001'), '2001:db8::1:128 > ::ffff:10.0.0.2:4660 58'],
    ['neighbour solicitation', v6('8700 0000 0000 0000'), '2001:db8::1:135 > ::ffff:10.0.0.2:0 58'],
    ['a header that is not there', v4(''), '10.0.0.1:0 > 10.0.0.2:0 1'],
  ])('%s', (_name, packet, line) => {
    expect(lineOf(packet, { icmpInKey: true })).toBe(line);
    expect(lineOf(packet, {})).toBe(line.replace(/:\d+ > (.*):\d+ /, ':0 > $1:0 '));
  });
});

describe('later fragments', () => {
  const first = { hex: ethernet(0x0800, ipv4(17, udp(5, 6, '00'.repeat(16)), '2000')) };
  const later = { hex: ethernet(0x0800, ipv4(17, '00'.repeat(24), '0003')) };
  const fragments = { ...NOTHING, laterFragments: true };

  it('take protocol and ports of their first, and count their own bytes as payload', () => {
    const decoder = new BeyondDecoder(fragments, true);
    expect(decodeLine(decoder, first)).toBe('10.0.0.1:5 > 10.0.0.2:6 17');
    expect(decodeLine(decoder, later)).toBe('10.0.0.1:5 > 10.0.0.2:6 17');
    expect(decoder.packet).toMatchObject({ ipSize: 44, transportSize: 24, payloadSize: 24, transportHeaderLength: 0 });
    expect(decoder.packet.transportOffset).toBe(34);
  });

  it('are in no flow without their first, or without the option', () => {
    expect(lineOf(later, fragments)).toBe('Fragment');
    const decoder = new BeyondDecoder({ ...ALL, laterFragments: false }, true);
    decodeLine(decoder, first);
    expect(decodeLine(decoder, later)).toBe('Fragment');
  });

  it('are told apart by identification', () => {
    const decoder = new BeyondDecoder(fragments, true);
    decodeLine(decoder, first);
    expect(decodeLine(decoder, { hex: later.hex.replace('1234', '1235') })).toBe('Fragment');
  });

  it('of IPv6', () => {
    const decoder = new BeyondDecoder(fragments, true);
    const header = (offset: string): string => `1100${offset}0000abcd`;
    const begin = { hex: ethernet(0x86dd, ipv6(44, `${header('0001')}${udp(5, 6, '00'.repeat(16))}`)) };
    const rest = { hex: ethernet(0x86dd, ipv6(44, `${header('0018')}${'00'.repeat(10)}`)) };
    expect(decodeLine(decoder, rest)).toBe('Fragment');
    expect(decodeLine(decoder, begin)).toBe('2001:db8::1:5 > ::ffff:10.0.0.2:6 17');
    expect(decodeLine(decoder, rest)).toBe('2001:db8::1:5 > ::ffff:10.0.0.2:6 17');
    expect(decoder.packet).toMatchObject({ ipSize: 18, transportSize: 10, payloadSize: 10, transportOffset: 62 });
  });

  it('of a tunnel stay with the tunnel', () => {
    const decoder = new BeyondDecoder(ALL, true);
    const vxlan = `0800000000002a00${ethernet(0x0800, ipv4(17, udp(1, 2, 'ff')))}`;
    const begin = { hex: ethernet(0x0800, ipv4(17, udp(40000, 4789, vxlan), '2000')) };
    expect(decodeLine(decoder, begin)).toBe('10.0.0.1:40000 > 10.0.0.2:4789 17');
    expect(decodeLine(decoder, later)).toBe('10.0.0.1:40000 > 10.0.0.2:4789 17');
  });

  it('in a tunnel belong to what the tunnel carries', () => {
    const decoder = new BeyondDecoder(ALL, true);
    const gre = (inside: string): HexPacket => ({ hex: ethernet(0x0800, ipv4(47, `00006558${inside}`)) });
    expect(decodeLine(decoder, gre(later.hex))).toBe('Fragment');
    decodeLine(decoder, gre(first.hex));
    expect(decodeLine(decoder, gre(later.hex))).toBe('10.0.0.1:5 > 10.0.0.2:6 17 tunnel 6');
  });

  it('are forgotten oldest first', () => {
    const decoder = new BeyondDecoder(fragments, true);
    const numbered = (packet: HexPacket, id: number): HexPacket => ({ hex: packet.hex.replace('1234', number(id, 2)) });
    for (let id = 0; id <= 4096; id++) decodeLine(decoder, numbered(first, id));
    expect(decodeLine(decoder, numbered(later, 0))).toBe('Fragment');
    expect(decodeLine(decoder, numbered(later, 1))).toBe('10.0.0.1:5 > 10.0.0.2:6 17');
  });
});

describe('repaired lengths', () => {
  const segment = tcp(7, 8, 0x10, '00'.repeat(100));
  const v4 = ethernet(0x0800, ipv4(6, segment).replace(/^4500..../, '45000000'));
  const v6 = ethernet(0x86dd, ipv6(6, segment).replace(/^60000000..../, '600000000000'));
  const repair = { ...NOTHING, repairLengths: true };

  it('of IPv4', () => {
    expect(decoded({ hex: v4 }, repair)).toMatchObject({
      reason: 0,
      ipSize: 140,
      transportSize: 120,
      payloadSize: 100,
    });
    expect(lineOf({ hex: v4 }, {})).toBe('BadIpv4');
  });

  it('come from the wire, not from what was captured', () => {
    expect(decoded({ hex: v4, wire: 1154 }, repair)).toMatchObject({ ipSize: 1140, payloadSize: 1100 });
  });

  it('are modulo 65536', () => {
    expect(decoded({ hex: v4, wire: 14 + 65536 + 300 }, repair)).toMatchObject({ ipSize: 300, payloadSize: 260 });
  });

  it('of IPv6, also where not all was captured', () => {
    expect(decoded({ hex: v6, wire: 54 + 1000 }, repair)).toMatchObject({
      ipSize: 1000,
      payloadSize: 980,
      sourcePort: 7,
    });
    expect(decoded({ hex: v6 }, NOTHING)).toMatchObject({ ipSize: 0, payloadSize: 0, sourcePort: 0 });
  });

  it('of a jumbogram', () => {
    const jumbo = `0600 c204 00000080 ${segment}`;
    const hex = ethernet(0x86dd, ipv6(0, jumbo).replace(/^60000000..../, '600000000000'));
    expect(decoded({ hex }, repair)).toMatchObject({ ipSize: 128, payloadSize: 100, sourcePort: 7 });
  });

  it('not of an IPv6 packet that carries nothing', () => {
    const hex = `${ethernet(0x86dd, ipv6(59, ''))}000000000000`;
    expect(lineOf({ hex }, repair)).toBe('BadIpv6');
  });

  it('leave other lengths alone', () => {
    const whole = { hex: `${ethernet(0x0800, ipv4(6, segment))}000000` };
    expect(decoded(whole, repair)).toMatchObject({ ipSize: 140 });
  });
});

describe('header fields', () => {
  const hex = ethernet(0x0800, ipv4(6, tcp(1, 2, 0x10, 'abcd', '01010101')));

  it('are filled if they are wanted', () => {
    expect(decoded({ hex })).toMatchObject({
      ipHeaderLength: 20,
      transportHeaderLength: 24,
      ttl: 64,
      window: 0xfa00,
      sequence: 100,
      acknowledgement: 7,
    });
  });

  it('count IPv6 extension headers, and are 0 for what is not TCP', () => {
    const options = ethernet(0x86dd, ipv6(0, `1100 0104 00000000${udp(1, 2, 'ff')}`));
    expect(decoded({ hex: options })).toMatchObject({
      ipHeaderLength: 48,
      transportHeaderLength: 8,
      ttl: 64,
      window: 0,
    });
  });

  it('stay as they were if nobody wants them', () => {
    const decoder = createDecoder(NOTHING, false);
    const bytes = hexToBytes(hex);
    decoder.decode(bytes, 0, bytes.length, 1, bytes.length);
    expect(decoder.packet).toMatchObject({ reason: 0, ttl: 0, window: 0 });
  });

  it('of a cut header are 0', () => {
    const cut = hex.slice(0, 2 * (14 + 20 + 10));
    expect(decoded({ hex: cut, wire: size(hex) })).toMatchObject({
      reason: 0,
      sequence: 100,
      acknowledgement: 0,
      window: 0,
    });
  });
});

describe('the decoder that is chosen', () => {
  it("is NFStream's unless something beyond is asked for", () => {
    expect(createDecoder(NOTHING, true)).not.toBeInstanceOf(BeyondDecoder);
    for (const more of [{ decode: ['gre' as const] }, { sctpPorts: true }, { laterFragments: true }]) {
      expect(createDecoder({ ...NOTHING, ...more }, false)).toBeInstanceOf(BeyondDecoder);
    }
  });
});
