import { expect, it } from 'vitest';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { completeOf, openTables, runOver, type OpenCapture } from '../../ui/sequences/run-over.ts';

provideModule(globalThis);

/** A question that analysts and teachers ask: where, how it is written, and the right answer, counted with tshark. */
interface Question {
  readonly asks: string;
  readonly sample: string;
  /** What stands behind `export const q = `. */
  readonly code: string;
  readonly answer: number;
  /** What the first one says, if the number alone proves little. */
  readonly first?: string;
}

/**
 * Questions that the builder can be asked over the samples. Those of which no sample has an instance have the answer none, and
 * are asked of made-up packets elsewhere (test/core/relational/sequence).
 */
const QUESTIONS: readonly Question[] = [
  {
    asks: 'Which connections were opened?',
    sample: 'port-scan',
    code: `sequence('q').key('flow').starts('one').step('syn', { syn: true, ack: false }).step('synAck', { syn: true, ack: true })
      .step('ack', { ack: true, syn: false, rst: false, src: (m) => m.syn.src })`,
    answer: 4,
  },
  {
    asks: 'Which were refused?',
    sample: 'port-scan',
    code: `sequence('q').key('flow').starts('one').step('syn', { syn: true, ack: false }).without('synAck', { syn: true, ack: true }).step('rst', { rst: true, dst: (m) => m.syn.src })`,
    answer: 153,
  },
  {
    asks: 'Which were answered and dropped?',
    sample: 'port-scan',
    code: `sequence('q').key('flow').starts('one').step('synAck', { syn: true, ack: true }).without('ack', { ack: true, rst: false, dst: (m) => m.synAck.src }, { for: 3 })`,
    answer: 3,
  },
  {
    asks: 'Which got no answer at all within 3 s?',
    sample: 'port-scan',
    code: `sequence('q').key('flow').starts('one').step('syn', { syn: true, ack: false }).without('answer', { dst: (m) => m.syn.src }, { for: 3 })`,
    answer: 0,
  },
  {
    asks: 'Was a SYN sent again three times?',
    sample: 'mail',
    code: `sequence('q').key('flow').starts('one').step('syn', { syn: true, ack: false }).repeat('again', 3, { syn: true, ack: false })`,
    answer: 0,
  },
  {
    asks: 'What was sent again?',
    sample: 'lossy-transfer',
    code: `sequence('q').key('flow', 'src', 'seq').where({ payloadLength: { min: 1 } }).starts('unless-taken').step('sent', {}).step('again', {})`,
    answer: 41,
    first: '9,27',
  },
  {
    asks: 'Which holes did the receiver report three times?',
    sample: 'lossy-transfer',
    code: `sequence('q').key('flow', 'src', 'ackNumber').where({ protocol: 'TCP', payloadLength: 0, syn: false, fin: false }).starts('unless-taken')
      .step('ack', {}).repeat('copy', [3, Infinity], { window: (m) => m.ack.window }).longest()`,
    answer: 7,
  },
  {
    asks: 'Did a receiver close its window?',
    sample: 'lossy-transfer',
    code: `sequence('q').key('flow', 'src').step('closed', { window: 0, rst: false, syn: false })`,
    answer: 0,
  },
  {
    asks: 'Who tried many ports of a host?',
    sample: 'port-scan',
    code: `window('q').key('src', 'dst').where({ syn: true, ack: false }).within(2).distinct((p) => p.dstPort, 10)`,
    answer: 1,
  },
  {
    asks: 'Who guessed a password?',
    sample: 'mail',
    code: `window('q').key(hosts).where((p) => p.text.startsWith('-ERR [AUTH]')).within(60).count(3)`,
    answer: 1,
    first: '52,74,95,117',
  },
  {
    asks: 'Which DNS queries got no answer within 2 s?',
    sample: 'dns-tls',
    code: `sequence('q').key('flow').step('query', { 'dns.flags.response': false }).without('answer', { 'dns.flags.response': true, 'dns.id': (m) => m.query.field('dns.id') }, { for: 2 })`,
    answer: 0,
  },
  {
    asks: 'Which DNS answers carry the number of a question and another name?',
    sample: 'dns-tls',
    code: `sequence('q', 'DNS').key('flow', 'id').step('question', { kind: 'query' }).step('answer', (message, m) => message.kind === 'response' && message.name !== m.question.name)`,
    answer: 0,
  },
  {
    asks: 'Which names were asked for and do not exist?',
    sample: 'dns-tls',
    code: `sequence('q', 'DNS').key('flow', 'id').step('question', { kind: 'query' }).step('answer', (message) => message.kind === 'response' && /NXDOMAIN|No such name/i.test(message.summary))`,
    answer: 2,
    first: '97,99',
  },
  {
    asks: 'Which answers of a server came 30 ms or more after the question?',
    sample: 'web-page',
    code: `sequence('q').key('flow').where({ payloadLength: { min: 1 } }).step('question', { forward: true }).step('answer', { forward: false }, { strict: true, after: 0.03 })`,
    answer: 4,
    first: '39,68',
  },
  {
    asks: 'Which requests of HTTP were answered?',
    sample: 'web-page',
    code: `sequence('q', 'HTTP').key('flow').starts('unless-taken').takes('oldest').step('request', { kind: 'request' }).step('response', { kind: 'response' })`,
    answer: 13,
  },
  {
    asks: 'Which host got which address by DHCP?',
    sample: 'dhcp',
    code: `sequence('q').key((p) => p.field('dhcp.hw.mac_addr') ?? (p.dstPort === 67 || p.srcPort === 67 ? [...p.payload.subarray(28, 34)].join() : undefined)).starts('newest')
      .step('discover', (p) => p.payload[242] === 1).step('offer', (p) => p.payload[242] === 2).step('request', (p) => p.payload[242] === 3).step('granted', (p) => p.payload[242] === 5)`,
    answer: 3,
    first: '7,8,9,10',
  },
  {
    asks: 'Which hosts had to ask for an address twice?',
    sample: 'dhcp',
    code: `sequence('q').key((p) => (p.dstPort === 67 ? [...p.payload.subarray(28, 34)].join() : undefined)).starts('one').step('discover', (p) => p.payload[242] === 1).step('again', (p) => p.payload[242] === 1)`,
    answer: 3,
  },
  {
    asks: 'Which Sync of a clock was followed up?',
    sample: 'ptp',
    code: `sequence('q').key('src').where({ dstPort: [319, 320] }).step('sync', (p) => (p.payload[0] & 15) === 0)
      .step('followUp', (p, m) => (p.payload[0] & 15) === 8 && p.payload[31] === m.sync.payload[31], { within: 1 })`,
    answer: 53,
  },
  {
    asks: 'What calls home with even pauses?',
    sample: 'ptp',
    code: `sequence('q').key('src', 'dst', 'dstPort').where({ protocol: 'UDP' }).starts('one').step('first', {}).step('second', {}, { after: 0.5, strict: true })
      .repeat('beat', [3, Infinity], (p, m) => Math.abs(p.time - m.last.time - (m.second.time - m.first.time)) < 0.1, { strict: true }).longest()`,
    answer: 1,
  },
  {
    asks: 'Which pings were answered?',
    sample: 'dhcp',
    code: `sequence('q').key(hosts).step('ping', { icmpType: 8 }).without('other', { icmpType: 8 }).step('pong', { icmpType: 0 })`,
    answer: 5,
  },
  {
    asks: 'Which pings got no answer within a second?',
    sample: 'dhcp',
    code: `sequence('q').key(hosts).step('ping', { icmpType: 8 }).without('pong', { icmpType: 0, src: (m) => m.ping.dst }, { for: 1 })`,
    answer: 3,
  },
  {
    asks: 'Who was sent another way, or told that nobody is there (ICMP 5 and 3)?',
    sample: 'quic',
    code: `sequence('q').step('told', { icmpType: [3, 5] })`,
    answer: 8,
  },
  {
    asks: 'Which ARP questions were answered, by their body?',
    sample: 'mail',
    code: `sequence('q').where({ protocol: 'ARP' }).takes('oldest').step('who', (p) => p.header[7] === 1).step('here', (p, m) => p.header[7] === 2 && p.header.subarray(14, 18).join() === m.who.header.subarray(24, 28).join())`,
    answer: 5,
  },
  {
    asks: 'Does one address belong to two MAC addresses?',
    sample: 'dhcp',
    code: `sequence('q').key((p) => (p.protocol === 'ARP' && p.header[7] === 2 ? p.header.subarray(14, 18).join() : undefined)).starts('one')
      .step('claim', {}).step('other', (p, m) => p.header.subarray(8, 14).join() !== m.claim.header.subarray(8, 14).join())`,
    answer: 0,
  },
  {
    asks: 'Which packets were seen on two interfaces?',
    sample: 'quic',
    code: `sequence('q').key('src', 'dst', 'ipId').step('seen', {}).step('copy', (p, m) => p.interface !== m.seen.interface, { within: 0.05 })`,
    answer: 0,
  },
  {
    asks: 'Which flows of TCP ended with a reset?',
    sample: 'port-scan',
    code: `sequence('q', 'flows').step('end', (flow) => flow.kind === 'end' && Number(flow.flowValue('bidirectional_rst_packets')) > 0)`,
    answer: 156,
  },
];

const opened = new Map<string, Promise<OpenCapture>>();
const open = (sample: string): Promise<OpenCapture> => {
  const file = `${sample}.pcap${sample === 'quic' ? 'ng' : ''}`;
  const found = opened.get(file) ?? openTables(file);
  opened.set(file, found);
  return found;
};

it.each(QUESTIONS.map((question) => [question.asks, question] as const))(
  '%s',
  async (_asks, { sample, code, answer, first }) => {
    const module = `import { hosts, sequence, window } from 'flowloom';\nexport const q = ${code};\n`;
    const set = await runOver(await open(sample), module);
    const found = completeOf(set);
    expect(set.classes.map(({ fault }) => fault?.detail)).toEqual([undefined]);
    expect(found).toHaveLength(answer);
    if (first !== undefined) expect(found[0]?.split(' ')[1]).toBe(first);
  },
);
