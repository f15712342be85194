import { namesUsed, withImports } from '../../../../base/import-line.ts';
import type { ApiMember } from './api-member.ts';

/** What examples may use of the module, types as they are imported. */
const IMPORTED = ['sequence', 'window', 'hosts', 'Flow', 'type PacketEvent'];

/** A module for each member that is not a plain field of the packet, by its id; imports are put before it. */
const EXAMPLES: Readonly<Record<string, string>> = {
  sequence: `export const lookup = sequence('DNS lookup')
  .key('flow')
  .step('query', { dstPort: 53 })
  .step('answer', { srcPort: 53 });`,
  window: `export const burst = window('Burst').key('src').within(1).count(20);`,
  hosts: `export const exchange = sequence('Exchange between two hosts')
  .key(hosts)
  .starts('one')
  .step('there', {})
  .step('back', { src: (m) => m.there.dst });`,
  'SequenceBuilder.key': `// 'flow': both packets belong to the same connection.
export const answered = sequence('Answered')
  .key('flow')
  .starts('one')
  .step('first', { forward: true })
  .step('answer', { forward: false });`,
  'SequenceBuilder.where': `// Packets that are not of UDP do not exist for it: not even strict sees them.
export const pairs = sequence('Two datagrams')
  .key('flow')
  .where({ protocol: 'UDP' })
  .step('one', {})
  .step('other', {}, { strict: true });`,
  'SequenceBuilder.step': `export const opened = sequence('Opened')
  .key('flow')
  .step('syn', { syn: true, ack: false })
  .step('synAck', { syn: true, ack: true });`,
  'SequenceBuilder.optional': `export const closed = sequence('Closed')
  .key('flow')
  .starts('one')
  .step('syn', { syn: true, ack: false })
  .optional('data', { payloadLength: { min: 1 } })
  .step('end', [{ fin: true }, { rst: true }]);`,
  'SequenceBuilder.repeat': `export const persistent = sequence('SYN sent again, three times or more')
  .key('flow')
  .starts('one')
  .step('syn', { syn: true, ack: false })
  .repeat('again', [3, Infinity], { syn: true, ack: false, src: (m) => m.syn.src })
  .longest()
  .columns((m) => ({ client: m.syn.src, port: m.syn.dstPort, times: m.again.length }));`,
  'SequenceBuilder.without': `export const unanswered = sequence('No answer within 2 s')
  .key('flow')
  .step('query', { 'dns.flags.response': false })
  .without('answer', { 'dns.flags.response': true, 'dns.id': (m) => m.query.field('dns.id') }, { for: 2 })
  .columns((m) => ({ client: m.query.src, server: m.query.dst }));`,
  'SequenceBuilder.until': `export const quietEnd = sequence('Data before the end')
  .key('flow')
  .step('data', { payloadLength: { min: 1 } })
  .step('more', { payloadLength: { min: 1 } })
  .until([{ fin: true }, { rst: true }]);`,
  'SequenceBuilder.quiet': `export const awake = sequence('First packet after a silence of 1 s')
  .key('src')
  .quiet(1)
  .step('packet', {});`,
  'SequenceBuilder.within': `export const quick = sequence('Three steps in 100 ms')
  .key('flow')
  .starts('one')
  .step('syn', { syn: true, ack: false })
  .step('synAck', { syn: true, ack: true })
  .step('ack', { ack: true, syn: false })
  .within(0.1);`,
  'SequenceBuilder.maxGap': `export const steady = sequence('Five packets without a pause')
  .key('flow')
  .starts('one')
  .repeat('packets', 5, {})
  .maxGap(0.05);`,
  'SequenceBuilder.starts': `// At most one is open in each connection: a repeated SYN does not begin another.
export const opening = sequence('Opening')
  .key('flow')
  .starts('one')
  .step('syn', { syn: true, ack: false })
  .step('data', { payloadLength: { min: 1 } });`,
  'SequenceBuilder.takes': `// Each answer belongs to the question that has waited longest.
export const inOrder = sequence('Question and answer')
  .key('flow')
  .takes('oldest')
  .step('question', { forward: true, payloadLength: { min: 1 } })
  .step('answer', { forward: false, payloadLength: { min: 1 } });`,
  'SequenceBuilder.after': `// A match ends what else had begun in its connection.
export const once = sequence('Question and answer')
  .key('flow')
  .after('clear')
  .step('question', { forward: true, payloadLength: { min: 1 } })
  .step('answer', { forward: false, payloadLength: { min: 1 } });`,
  'SequenceBuilder.longest': `export const download = sequence('Longest stretch from one side')
  .key('flow')
  .starts('one')
  .repeat('part', [2, Infinity], { forward: false, payloadLength: { min: 1 } }, { within: 0.5 })
  .longest()
  .columns((m) => ({ parts: m.part.length }));`,
  'SequenceBuilder.maxOpen': `export const recent = sequence('Only the newest thousand wait')
  .maxOpen(1000)
  .step('query', { dstPort: 53 })
  .step('answer', { srcPort: 53, dst: (m) => m.query.src });`,
  'SequenceBuilder.columns': `export const waits = sequence('How long the answer took')
  .key('flow')
  .starts('one')
  .step('syn', { syn: true, ack: false })
  .step('synAck', { syn: true, ack: true })
  .columns((m) => ({ server: m.syn.dst, waitMs: (m.synAck.time - m.syn.time) * 1000 }));`,
  When: `// Fields, a function, or a list of which one must hold.
export const some = sequence('Three ways to say it')
  .key('flow')
  .step('fields', { protocol: ['TCP', 'UDP'], length: { min: 60 } })
  .step('asked', (packet, m) => packet.src !== m.fields.src)
  .step('either', [{ fin: true }, { payloadLength: { min: 1 } }]);`,
  Wanted: `export const wanted = sequence('What a field must be')
  .key('flow')
  .step('one', { dstPort: [80, 443], length: { min: 40, max: 1500 } })
  .step('other', { srcPort: (m) => m.one.dstPort });`,
  'StepOptions.within': `export const quickAnswer = sequence('Answered within 50 ms')
  .key('flow')
  .step('question', { forward: true })
  .step('answer', { forward: false }, { within: 0.05 });`,
  'StepOptions.after': `export const slowAnswer = sequence('Answered after more than 50 ms')
  .key('flow')
  .step('question', { forward: true })
  .step('answer', { forward: false }, { strict: true, after: 0.05 });`,
  'StepOptions.strict': `export const atOnce = sequence('Two in a row from the same side')
  .key('flow')
  .step('one', { payloadLength: { min: 1 } })
  .step('next', { payloadLength: { min: 1 }, src: (m) => m.one.src }, { strict: true });`,
  'StepOptions.each': `// One match for each answer, not only for the first.
export const answers = sequence('Every packet after the first')
  .key('flow')
  .starts('one')
  .step('first', { forward: true })
  .step('answer', { forward: false }, { each: true });`,
  'WindowBuilder.key': `export const busy = window('Busy pair of hosts').key('src', 'dst').within(1).count(10);`,
  'WindowBuilder.where': `export const attempts = window('Many attempts')
  .key('src')
  .where({ syn: true, ack: false })
  .within(10)
  .count(5);`,
  'WindowBuilder.within': `export const dense = window('Ten packets in 100 ms').key('flow').within(0.1).count(10);`,
  'WindowBuilder.count': `export const many = window('Twenty packets in a second').key('src').within(1).count(20);`,
  'WindowBuilder.distinct': `export const scan = window('Port scan')
  .key('src', 'dst')
  .where({ syn: true, ack: false })
  .within(2)
  .distinct((packet) => packet.dstPort, 10);`,
  'WindowBuilder.sum': `export const heavy = window('More than 20 kB in a second')
  .key('flow')
  .within(1)
  .sum((packet) => packet.length, 20_000);`,
  'PacketEvent.payload': `export const bytes = sequence('Begins with 0x16, as TLS does')
  .step('packet', (packet) => packet.payload[0] === 0x16)
  .columns((m) => ({ length: m.packet.payload.length }));`,
  'PacketEvent.text': `export const asked = sequence('GET')
  .step('request', (packet) => packet.text.startsWith('GET '))
  .columns((m) => ({ line: m.request.text.split('\\r\\n')[0] }));`,
  'PacketEvent.header': `export const options = sequence('IPv4 with options')
  .step('packet', (packet) => packet.header[0] > 0x45 && packet.header[0] < 0x50);`,
  'PacketEvent.tags': `export const tagged = sequence('Of a flow with tags')
  .step('packet', (packet) => packet.tags.length > 0)
  .columns((m) => ({ tags: m.packet.tags.join(' ') }));`,
  'PacketEvent.x': `// What a link above it says: export const size = link((packet) => ({ large: packet.length > 1000 }));
export const large = sequence('What a link calls large')
  .step('packet', (packet) => packet.x['large'] === true);`,
  'PacketEvent.field': `// Any decoded field, by the name that filters use.
export const names = sequence('What DNS asks for')
  .step('query', { dstPort: 53, 'dns.flags.response': false })
  .columns((m) => ({ id: m.query.field('dns.id') }));`,
  'PacketEvent.fields': `export const addresses = sequence('What DNS answers')
  .step('answer', { srcPort: 53 })
  .columns((m) => ({ names: m.answer.fields('dns.query.name').join(' ') }));`,
  'PacketEvent.flowValue': `export const large = sequence('First packet of a large flow')
  .key('flow')
  .starts('one')
  .step('packet', (packet) => Number(packet.flowValue('bidirectional_bytes')) > 10_000);`,
  'FlowEvent.flowValue': `export const ended = sequence('Flows that ended', 'flows')
  .step('end', { kind: 'end' })
  .columns((m) => ({ bytesBack: m.end.flowValue('dst2src_bytes') }));`,
  'Flow.source': `import type { FlowEvent } from 'flowloom';

export class Short extends Flow<FlowEvent> {
  static override source = 'flows' as const;

  isNextEvent(flow: FlowEvent): boolean {
    return flow.kind === 'start' && flow.packets < 3;
  }

  isComplete(): boolean {
    return true;
  }
}`,
  'Flow.key': classWith(`  static override key(packet: PacketEvent) {
    return packet.flow < 0 ? undefined : packet.flow;
  }`),
  'Flow.within': classWith('  static override within = 10;'),
  'Flow.maxOpen': classWith('  static override maxOpen = 1000;'),
  'Flow.events': classWith('  waitMs = 0;', '\n    this.waitMs = (packet.time - this.events[0].time) * 1000;'),
  'Flow.isNextEvent': classWith('  client?: string;', '\n    this.client = this.events[0].src;'),
  'Flow.isComplete': classWith('  static override within = 5;'),
};

/** A class of two packets, with something more in it. */
function classWith(member: string, onSecond = ''): string {
  return `export class Answered extends Flow<PacketEvent> {
${member}

  isNextEvent(packet: PacketEvent): boolean {
    if (this.events.length === 0) return packet.syn && !packet.ack;
    if (!packet.syn || packet.src !== this.events[0].dst) return false;${onSecond}
    return true;
  }

  isComplete(): boolean {
    return this.events.length === 2;
  }
}`;
}

/** A module that shows a member and runs on any capture; undefined if there is none for it. */
export function exampleOf(member: ApiMember): string | undefined {
  const body = EXAMPLES[member.id] ?? fieldExample(member);
  return body === undefined ? undefined : withOwnImports(body);
}

/** The same text with the names of the module that it uses imported. */
export function withOwnImports(body: string): string {
  return withImports(`${body}\n`, 'flowloom', namesUsed(body, IMPORTED));
}

/** Groups of fields: what begins a sequence over them, and what its step is called. */
const OF_EVENTS: Readonly<Record<string, readonly [source: string, step: string]>> = {
  Packet: ['', 'packet'],
  'Flow event': [", 'flows'", 'flow'],
  Message: [", 'messages'", 'message'],
  Line: [", 'lines'", 'line'],
};

/** What a field of an event is, as a column of each that has it. */
function fieldExample({ group, name, signature }: ApiMember): string | undefined {
  const events = OF_EVENTS[group];
  if (events === undefined) return undefined;
  const [source, step] = events;
  if (signature.endsWith(': boolean'))
    return `export const found = sequence('${name}'${source}).step('${step}', { ${name}: true });`;
  const isColumn = !/[[(]|Array/.test(signature);
  const columns = isColumn ? `\n  .columns((m) => ({ ${name}: m.${step}.${name} }))` : '';
  return `export const found = sequence('${name}'${source})
  .step('${step}', (${step}) => ${step}.${name} !== undefined)${columns};`;
}
