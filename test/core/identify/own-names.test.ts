import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decision } from '../../../src/core/identify/decision.ts';
import { ownName } from '../../../src/core/identify/further/own-names.ts';
import { IDENTIFIED_TEXTS, IdentifiedFlows } from '../../../src/core/identify/identified-flows.ts';
import type { PayloadView } from '../../../src/core/identify/payload-view.ts';
import { hex, view } from './views.ts';

const TCP = 6;
const UDP = 17;
const ptp = `00 02 002c 00 00 0000 ${'00'.repeat(36)}`;

/** The texts of a flow of these packets, by their place. */
function textsOf(packets: readonly PayloadView[], protocol = UDP): string[] {
  const decision = new Decision(20);
  const state = decision.begin(protocol);
  if (!packets.some((packet) => decision.look(state, packet, true))) decision.finish(state);
  const flows = new IdentifiedFlows(decision.memory.clients, decision.memory.servers);
  flows.clear(0);
  flows.set(0, state, 0);
  return IDENTIFIED_TEXTS.map((_, index) => flows.text(index, flows.code(0, index)));
}

describe('names that NFStream has not', () => {
  it('are ours, while NFStream’s column says Unknown', () => {
    const texts = textsOf([view(hex(ptp), 320)]);
    expect(texts[0]).toBe('Unknown');
    expect(texts.slice(7, 9)).toEqual(['PTP', 'content, packet 1']);
  });

  it('stand instead of one that is not true: IMAP with AUTHENTICATE is in clear', () => {
    const lines = ['a1 CAPABILITY', 'a2 AUTHENTICATE PLAIN'].map((line) => view(`${line}\r\n`, 143, { tcp: true }));
    const texts = textsOf(lines, TCP);
    expect(texts[0]).toBe('IMAPS');
    expect(texts.slice(7, 9)).toEqual(['IMAP', 'content, packet 2']);
  });

  it('are not given where NFStream has one, which says by what', () => {
    const question = '1234 0100 0001 0000 0000 0000 07 6578616d706c65 03 636f6d 00 0001 0001';
    const texts = textsOf([view(hex(question), 53)]);
    expect([texts[0], ...texts.slice(7, 9)]).toEqual(['DNS', 'DNS', 'content, packet 1']);
    expect(textsOf([view('nothing of the kind, but long', 53)]).slice(7, 9)).toEqual(['DNS', 'port only']);
  });

  it('need the content to fit, not the port alone', () => {
    expect(ownName(view(hex('ff ff ff ff'), 320))).toBe('');
    expect(ownName(view(hex('81 0a 0008 01 00 00 00'), 47_808))).toBe('BACnet');
    expect(ownName(view(hex('81 0a 0009 01 00 00 00'), 47_808))).toBe('');
    expect(ownName(view('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 8080, { tcp: true }))).toBe('HTTP2');
  });

  it('are told of what NFStream wants to be sounder, or over TCP', () => {
    expect(ownName(view(hex('6300 0000 00000000 00000000 0000000000000000 00000000'), 44_818))).toBe('EthernetIP');
    expect(ownName(view(hex('6300 0100 00000000 00000000 0000000000000000 00000000'), 44_818))).toBe('');
    expect(ownName(view(hex('30 82 ffff 020101 0406 7075626c6963'), 161))).toBe('SNMP');
    expect(ownName(view(':irc.example.com NOTICE * :*** Looking up your hostname\r\n', 6667, { tcp: true }))).toBe(
      'IRC',
    );
    expect(ownName(view('STARTTLS\r\n', 6667, { tcp: true }))).toBe('IRC');
    expect(ownName(view('SOMETHING else\r\n', 6667, { tcp: true }))).toBe('');
  });

  it('of any bytes at any port make nothing fail, nor read beyond the packet', () => {
    const ports = fc.oneof(
      fc.constantFrom(161, 319, 520, 1701, 3799, 4840, 5568, 6633, 6667, 9092, 44_818),
      fc.nat(65_535),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), ports, fc.boolean(), (bytes, port, tcp) => {
        const name = (tail: number): string => {
          const room = new Uint8Array(bytes.length + 32).fill(tail);
          room.set(bytes);
          return ownName(view(room, port, { tcp, size: bytes.length }));
        };
        expect(name(0)).toBe(name(0xff));
      }),
    );
  });
});
