import { frame } from '../../fixtures/frames.ts';
import { packets, type TestPacket } from '../../fixtures/captures.ts';
import { hexToBytes, number, size, textHex } from '../protocols/packets.ts';

/** A packet at a second: ends as `frame` reads them ("10.0.0.1:53 > 10.0.0.2:5000 UDP"), and its payload in hexadecimal. */
export function said(second: number, ends: string, hex: string): TestPacket {
  const payload = hexToBytes(hex);
  const bytes = frame(`${ends} ${payload.length}`);
  bytes.set(payload, bytes.length - payload.length);
  return { timeNs: packets(`${second} 10.0.0.1:1 > 10.0.0.2:2 UDP`)[0]?.timeNs ?? 0n, bytes };
}

/** A record of a DNS message: owner, type, time to live, data. */
export type TestRecord = readonly [owner: string, type: 'A' | 'AAAA' | 'CNAME' | 'PTR', ttl: number, data: string];

const TYPES = { A: 1, AAAA: 28, CNAME: 5, PTR: 12 } as const;

function nameHex(name: string): string {
  const labels = name.split('.').map((label) => number(label.length, 1) + textHex(label));
  return `${labels.join('')}00`;
}

function recordHex([owner, type, ttl, data]: TestRecord): string {
  const address = (): string =>
    type === 'A'
      ? data
          .split('.')
          .map((byte) => number(Number(byte), 1))
          .join('')
      : data.replaceAll(':', '');
  const value = type === 'A' || type === 'AAAA' ? address() : nameHex(data);
  return `${nameHex(owner)}${number(TYPES[type], 2)}0001${number(ttl, 4)}${number(size(value), 2)}${value}`;
}

/** An answer to a question for a name; without one as mDNS answers. `code`: its rcode. AAAA data with all eight groups. */
export function dnsAnswer(question: string | undefined, records: readonly TestRecord[], code = 0): string {
  const asked = question === undefined ? '' : `${nameHex(question)}00010001`;
  const head = `0001${number(0x8400 + code, 2)}${number(asked === '' ? 0 : 1, 2)}${number(records.length, 2)}00000000`;
  return head + asked + records.map(recordHex).join('');
}

/** A question for a name. */
export function dnsQuestion(name: string): string {
  return `000101000001000000000000${nameHex(name)}00010001`;
}

/** A DHCP message of a type, with its options in hexadecimal. */
export function dhcp(type: number, yourAddress: string, options: string): string {
  const fixed = `${type === 5 ? '02' : '01'}01060000003d1d00000000${'00'.repeat(4)}${yourAddress}${'00'.repeat(8)}020000000001`;
  return `${fixed}${'00'.repeat(10 + 192)}63825363 3501${number(type, 1)}${options}ff`;
}

/** A DHCP option. */
export function option(code: number, hex: string): string {
  return number(code, 1) + number(size(hex), 1) + hex;
}

/** A Client Hello for a server; `ech`: with Encrypted Client Hello. */
export function clientHello(server: string, ech = false): string {
  const name = textHex(server);
  const entry = `00${number(size(name), 2)}${name}`;
  const sni = `0000${number(size(entry) + 2, 2)}${number(size(entry), 2)}${entry}`;
  const extensions = ech ? `${sni}fe0d0001aa` : sni;
  const body = `0303${'ab'.repeat(32)}0000041301130201 00${number(size(extensions), 2)}${extensions}`;
  return `160301${number(size(body) + 4, 2)}01${number(size(body), 3)}${body}`;
}

/** A NetBIOS name as it is written (RFC 1001, section 14.1). */
function netbiosHex(name: string, type: number): string {
  const codes = Array.from(name.padEnd(15).slice(0, 15), (character) => character.charCodeAt(0));
  const letters = [...codes, type].map((code) => String.fromCharCode(0x41 + (code >> 4), 0x41 + (code & 15)));
  return `20${textHex(letters.join(''))}00`;
}

/** A registration (or, with `flags` of one, an answer) of a NetBIOS name for an address. */
export function netbios(name: string, type: number, address: string, { flags = 0x2910, group = false } = {}): string {
  const bytes = address
    .split('.')
    .map((byte) => number(Number(byte), 1))
    .join('');
  const record = `${netbiosHex(name, type)}00200001000493e00006${group ? '8000' : '0000'}${bytes}`;
  return `0001${number(flags, 2)}0000000100000000${record}`;
}
