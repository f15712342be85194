import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { talkOf } from './generate-payloads.ts';

/**
 * Writes a capture for measuring: pcap, Ethernet, IPv4, TCP and UDP flows that begin and end, packet sizes 66, 590 and
 * 1514 bytes at 50, 20 and 30 %; with `talks`, each flow begins with what TLS, HTTP, DNS or QUIC says. The same arguments
 * give the same bytes.
 *
 *   tsx scripts/generate-capture.ts OUT.pcap [packets=2000000] [flows=75000] [talks]
 */

const SIZES = [66, 66, 66, 66, 66, 590, 590, 1514, 1514, 1514] as const;
/** Flows that are open at the same time: packets of these interleave. */
const OPEN = 2000;
const PIECE = 8 * 1024 * 1024;

/** A small generator (xorshift32), so that the capture does not depend on the machine. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

interface OpenFlow {
  number: number;
  left: number;
  sent: number;
  /** Next TCP sequence number of the client and of the server. */
  readonly next: [number, number];
}

/** Writes the capture; resolves with the bytes written. */
export async function generateCapture(path: string, packets: number, flows: number, talks = false): Promise<number> {
  const out = createWriteStream(path);
  const random = randomNumbers(0x9e3779b9);
  const piece = Buffer.alloc(PIECE);
  let at = writeHeader(piece);
  let written = 0;
  let micros = 1_700_000_000_000_000;
  let begun = 0;
  const open: OpenFlow[] = [];
  const perFlow = packets / flows;
  for (let packet = 0; packet < packets; packet++) {
    while (open.length < OPEN && begun < flows && begun * perFlow <= packet + OPEN * perFlow) {
      open.push({
        number: begun++,
        left: Math.ceil(perFlow * (0.2 + (random() % 1000) / 625)),
        sent: 0,
        next: [random(), random()],
      });
    }
    const slot = random() % open.length;
    const flow = open[slot];
    if (flow === undefined) break;
    const said = talks ? saidIn(flow) : undefined;
    const size = said === undefined ? (SIZES[random() % SIZES.length] ?? 66) : said.length + headersOf(flow);
    micros += 1 + (random() % 20);
    writePacket(piece, at, flow, size, micros, random());
    if (talks) writeTalk(piece, at + 16, flow, said);
    at += 16 + size;
    flow.sent++;
    if (--flow.left <= 0 && begun < flows) open.splice(slot, 1);
    if (at > PIECE - 2048) {
      written += at;
      if (!out.write(Buffer.from(piece.subarray(0, at)))) await once(out, 'drain');
      at = 0;
    }
  }
  out.end(Buffer.from(piece.subarray(0, at)));
  await once(out, 'finish');
  return written + at;
}

const isUdp = (flow: OpenFlow): boolean => flow.number % 4 === 3;
const headersOf = (flow: OpenFlow): number => (isUdp(flow) ? 42 : 66);

/** What the packet about to be sent says: the client's words and the server's, each once; nothing in a TCP handshake. */
function saidIn(flow: OpenFlow): Buffer | undefined {
  const { client, server } = talkOf(flow.number, isUdp(flow));
  const turn = isUdp(flow) ? flow.sent : flow.sent - 2;
  if (turn < 0) return Buffer.alloc(0);
  if (turn === 0) return client;
  return turn === (isUdp(flow) ? 1 : 2) ? server : undefined;
}

/** Writes the payload and the server's port into a frame. */
function writeTalk(piece: Buffer, frame: number, flow: OpenFlow, said: Buffer | undefined): void {
  const back = flow.sent % 3 === 1;
  piece.writeUInt16BE(talkOf(flow.number, isUdp(flow)).port, frame + (back ? 34 : 36));
  said?.copy(piece, frame + headersOf(flow));
}

function writeHeader(piece: Buffer): number {
  piece.writeUInt32LE(0xa1b2c3d4, 0);
  piece.writeUInt16LE(2, 4);
  piece.writeUInt16LE(4, 6);
  piece.writeUInt32LE(262144, 16);
  piece.writeUInt32LE(1, 20);
  return 24;
}

/** One record: Ethernet, IPv4, TCP (three of four flows) or UDP; every third packet goes back. */
function writePacket(piece: Buffer, at: number, flow: OpenFlow, size: number, micros: number, noise: number): void {
  const back = flow.sent % 3 === 1;
  const udp = flow.number % 4 === 3;
  const client = 0x0a000000 | (flow.number % 5000);
  const server = 0xc0a80000 | (flow.number % 251);
  piece.writeUInt32LE(Math.floor(micros / 1e6), at);
  piece.writeUInt32LE(micros % 1e6, at + 4);
  piece.writeUInt32LE(size, at + 8);
  piece.writeUInt32LE(size, at + 12);
  const frame = at + 16;
  piece.fill(noise & 0xff, frame, frame + size);
  piece.writeUIntBE(back ? 0x020000000001 : 0x020000000002, frame, 6);
  piece.writeUIntBE(back ? 0x020000000002 : 0x020000000001, frame + 6, 6);
  piece.writeUInt16BE(0x0800, frame + 12);
  const ip = frame + 14;
  piece.writeUInt32BE(0x45000000 | (size - 14), ip);
  piece.writeUInt32BE(0x00004000, ip + 4);
  piece.writeUInt32BE(0x40000000 | (udp ? 0x110000 : 0x060000), ip + 8);
  piece.writeUInt32BE((back ? server : client) >>> 0, ip + 12);
  piece.writeUInt32BE((back ? client : server) >>> 0, ip + 16);
  const port = 1024 + (flow.number % 60000);
  const transport = ip + 20;
  piece.writeUInt16BE(back ? 443 : port, transport);
  piece.writeUInt16BE(back ? port : 443, transport + 2);
  if (udp) {
    piece.writeUInt16BE(size - 34, transport + 4);
    return;
  }
  writeSequence(piece, transport, flow, back ? 1 : 0, flow.sent < 2 ? 1 : size - 66, noise % 64 === 0);
  piece[transport + 12] = 0x80;
  piece[transport + 13] = flow.sent === 0 ? 0x02 : flow.sent === 1 ? 0x12 : size > 66 ? 0x18 : 0x10;
}

/** Sequence and acknowledgement numbers that go on, but for a segment that is sent a second time. */
function writeSequence(piece: Buffer, at: number, flow: OpenFlow, from: 0 | 1, length: number, again: boolean): void {
  const { next } = flow;
  const sequence = again && flow.sent > 3 ? next[from] - length : next[from];
  piece.writeUInt32BE(sequence >>> 0, at + 4);
  piece.writeUInt32BE(next[(1 - from) as 0 | 1] >>> 0, at + 8);
  next[from] = sequence + length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [out = 'generated.pcap', packets = '2000000', flows = '75000', talks] = process.argv.slice(2);
  console.log(`${out}: ${await generateCapture(out, Number(packets), Number(flows), talks === 'talks')} bytes`);
}
