/**
 * A pcap file written as text, a line a packet: `seconds source:port > destination:port what`, where `what` is a list of
 * TCP flags ("SYN,ACK"), flags with a payload ("PSH,ACK hello"), or "udp hello". `arp` alone is an ARP request.
 */
export function capture(text: string): Uint8Array<ArrayBuffer> {
  const records = text
    .trim()
    .split('\n')
    .map((line) => record(line.trim()));
  return joined([fileHeader(), ...records]);
}

const FLAGS: Readonly<Record<string, number>> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 };

/** pcap, little-endian, microseconds, Ethernet. */
function fileHeader(): Uint8Array {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, 65_535, true);
  view.setUint32(20, 1, true);
  return bytes;
}

function record(line: string): Uint8Array {
  const [time, ...words] = line.split(' ');
  const frame = words[0] === 'arp' ? arp() : ip(words);
  const header = new DataView(new ArrayBuffer(16));
  const microseconds = Math.round(Number(time) * 1e6);
  header.setUint32(0, 1_600_000_000 + Math.floor(microseconds / 1e6), true);
  header.setUint32(4, microseconds % 1e6, true);
  header.setUint32(8, frame.length, true);
  header.setUint32(12, frame.length, true);
  return joined([new Uint8Array(header.buffer), frame]);
}

function ip([from, , to, what, ...rest]: readonly string[]): Uint8Array {
  const payload = new TextEncoder().encode(rest.join(' '));
  const transport = what === 'udp' ? udp(from, to, payload) : tcp(from, to, what, payload);
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  header[0] = 0x45;
  view.setUint16(2, 20 + transport.length);
  header[8] = 64;
  header[9] = what === 'udp' ? 17 : 6;
  header.set(address(from), 12);
  header.set(address(to), 16);
  return joined([ethernet(0x0800), header, transport]);
}

function tcp(from: string, to: string, flags: string, payload: Uint8Array): Uint8Array {
  const header = ports(from, to, 20);
  header[12] = 0x50;
  header[13] = flags.split(',').reduce((sum, flag) => sum | FLAGS[flag], 0);
  return joined([header, payload]);
}

function udp(from: string, to: string, payload: Uint8Array): Uint8Array {
  const header = ports(from, to, 8);
  new DataView(header.buffer).setUint16(4, 8 + payload.length);
  return joined([header, payload]);
}

function ports(from: string, to: string, length: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(length);
  const view = new DataView(header.buffer);
  view.setUint16(0, Number(from.split(':')[1]));
  view.setUint16(2, Number(to.split(':')[1]));
  return header;
}

function address(end: string): number[] {
  return end.split(':')[0].split('.').map(Number);
}

function arp(): Uint8Array {
  return joined([ethernet(0x0806), Uint8Array.of(0, 1, 8, 0, 6, 4, 0, 1), new Uint8Array(20)]);
}

function ethernet(type: number): Uint8Array {
  return Uint8Array.of(2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, type >>> 8, type & 255);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
