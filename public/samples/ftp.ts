import { hosts, sequence, type PacketEvent } from 'flowloom';

const CONTROL = 21;

/** The port that a side offers for the bytes: h1,h2,h3,h4,p1,p2 (RFC 959 section 4.1.2) or |||port| (RFC 2428 section 3). */
function offered({ text }: PacketEvent): number | undefined {
  const long = /\(\|\|\|(\d+)\|\)|^EPRT \|\d\|[^|]*\|(\d+)\|/.exec(text);
  if (long !== null) return Number(long[1] ?? long[2]);
  const short = /(?:\d+,){4}(\d+),(\d+)/.exec(text);
  return short === null ? undefined : Number(short[1]) * 256 + Number(short[2]);
}

function offer(event: PacketEvent, isIt: boolean): { port: number } | false {
  const port = isIt ? offered(event) : undefined;
  return port === undefined ? false : { port };
}

const command = (event: PacketEvent) => {
  const found = event.dstPort === CONTROL && /^(RETR|STOR|LIST) ?([^\r\n]*)/.exec(event.text);
  return found ? { verb: found[1], file: found[2] || 'the folder' } : false;
};
const done = (event: PacketEvent) => event.srcPort === CONTROL && event.text.startsWith('226');

/** The server says a port, the client connects to it and asks for a file: where its bytes go stands in the words before. */
export const passive = sequence('Passive transfer')
  .key(hosts)
  .starts('newest')
  .within(30)
  .step('offer', (event) => offer(event, event.srcPort === CONTROL && /^22[79]/.test(event.text)))
  .step('data', { syn: true, ack: false, dstPort: (m) => m.port })
  .step('command', command)
  .step('done', done)
  .columns((m) => ({ command: m.verb, file: m.file, client: m.data.src, dataPort: m.port, transferMs: (m.done.time - m.command.time) * 1000 }));

/** The client says a port, and the server connects back: what firewalls do not like. */
export const active = sequence('Active transfer')
  .key(hosts)
  .starts('newest')
  .within(30)
  .step('offer', (event) => offer(event, event.dstPort === CONTROL && /^(PORT|EPRT) /.test(event.text)))
  .step('command', command)
  .step('data', { syn: true, ack: false, dstPort: (m) => m.port })
  .step('done', done)
  .columns((m) => ({ command: m.verb, file: m.file, client: m.data.dst, dataPort: m.port, transferMs: (m.done.time - m.command.time) * 1000 }));

/** A file that is asked for and not there. */
export const missing = sequence('Missing file')
  .key('flow')
  .step('asked', (event) => {
    const found = event.dstPort === CONTROL && /^(?:SIZE|RETR) ([^\r\n]+)/.exec(event.text);
    return found ? { file: found[1] } : false;
  })
  .step('refused', (event) => event.srcPort === CONTROL && event.text.startsWith('550'), { strict: false, within: 5 })
  .columns((m) => ({ file: m.file }));
