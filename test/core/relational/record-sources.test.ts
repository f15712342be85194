import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/model/failure.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { MESSAGE_PROTOCOLS } from '../../../src/core/messages/list.ts';
import { MESSAGE_SAYS } from '../../../src/core/model/message-says.ts';
import { eventNeeds } from '../../../src/core/model/event-needs.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { Flow } from '../../../src/core/relational/flow.ts';
import type { FlowEvent } from '../../../src/core/model/flow-event.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { window } from '../../../src/core/relational/sequence/window-builder.ts';
import { RecordBatches } from '../../../src/core/session/events/record-batches.ts';
import { readMessages } from '../../../src/core/session/messages/read-messages.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { corpus, noCorpora } from '../../corpora.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** All words that the modules below use. */
const CODE = `kind flow src dst srcPort dstPort protocol packets bytes duration name id answers summary pairing body contentType
  flowValue('bidirectional_packets')`;
const SAMPLES = new URL('../../../public/samples/', import.meta.url).pathname;

async function open(bytes: Uint8Array, said?: Record<string, Set<string>>): Promise<CaptureTables> {
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, everyInterface: true });
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  await readMessages(tables, source, {
    pause: () => false,
    tap: (_row, { values, protocol: own }, protocol) => {
      for (const [id, value] of Object.entries(values))
        if (said !== undefined && value !== undefined && value !== '') (said[own ?? protocol] ??= new Set()).add(id);
    },
  });
  return tables;
}

/** What a module finds, with batches of three events. */
function run(tables: CaptureTables, exports: Record<string, unknown>): MatchSet | Failure {
  const started = RelationalRun.start({ exports, code: CODE, address: '' });
  if (!started.ok) return started.failure;
  for (const source of started.value.sources) {
    if (source === 'packets') throw new Error('no packets are wanted');
    const batches = new RecordBatches(tables, source, eventNeeds(CODE));
    for (let from = 0; ;) {
      const batch = batches.make(from, 3);
      expect(started.value.feedRecords(batch)).toBeUndefined();
      from += batch.count;
      if (batch.isLast) break;
    }
  }
  const found = started.value.finish();
  return found.ok ? found.value : found.failure;
}

const packetsOf = (found: MatchSet | Failure): unknown =>
  'matches' in found ? [...found.matches].filter(({ complete }) => complete).map((one) => one.packets) : found.detail;

const TALK = packets(`
  0.0 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.1 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.2 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.5 10.0.0.1:5000 > 10.0.0.2:443 FIN+ACK
`);

describe('flows as events', () => {
  it('start with their first packet and end with their last, with all that is known of them', async () => {
    const tables = await open(pcap(TALK));
    const found = run(tables, {
      whole: sequence('whole', 'flows')
        .key('flow')
        .step('start', { kind: 'start', srcPort: 5000 })
        .step('end', { kind: 'end' })
        .columns((m) => ({
          packets: m.end.packets,
          seconds: m.start.duration,
          column: m.end.flowValue('bidirectional_packets'),
          protocol: m.end.protocol,
        })),
      between: sequence('between', 'flows')
        .step('long', { kind: 'start', dstPort: 443 })
        .step('short', { kind: 'start', dstPort: 53 })
        .step('end', { kind: 'end', dstPort: 443 }),
    });
    expect(packetsOf(found)).toEqual([
      [0, 3],
      [0, 2, 3],
    ]);
    expect('matches' in found && found.matches.get(0)?.fields.map(({ value }) => value)).toEqual([
      '3',
      '0.5',
      '3',
      'TCP',
    ]);
  });

  it('are events of classes and windows', async () => {
    class Ports extends Flow<FlowEvent> {
      static override source = 'flows';
      isNextEvent({ kind }: FlowEvent): boolean {
        return kind === 'end';
      }
      isComplete(): boolean {
        return this.events.length === 2;
      }
    }
    const many = window('many', 'flows').where({ kind: 'start' }).within(1).count(2);
    expect(packetsOf(run(await open(pcap(TALK)), { Ports, many }))).toEqual([
      [2, 3],
      [0, 2],
    ]);
  });

  it('must be of a source that there is', async () => {
    const wrong = sequence('wrong', 'flow' as 'flows').step('a', {});
    expect(packetsOf(run(await open(pcap(TALK)), { wrong }))).toContain('no source “flow”');
  });
});

describe('messages as events', () => {
  it('lead to the packets that completed them', async () => {
    const tables = await open(readFileSync(join(SAMPLES, 'web-page.pcap')));
    const found = run(tables, {
      lookup: sequence('lookup', 'DNS')
        .key('flow', 'id')
        .step('question', { kind: 'query' })
        .step('answer', { kind: 'response' }),
      get: sequence('get', 'messages')
        .step(
          'name',
          (message) => message.protocol === 'DNS' && message.kind === 'response' && message.answers !== undefined,
        )
        .step('page', (message, m) => message.protocol === 'HTTP' && message.name === m.name.name),
    });
    const { partner, packet } = tables.messages;
    const pairs = packetsOf(found) as number[][];
    expect(pairs.length).toBeGreaterThan(2);
    for (const [question, answer] of pairs.filter((_, at) => at === 0)) {
      const row = packet.indexOf(question);
      expect(packet[partner[row]]).toBe(answer);
    }
    expect('classes' in found && found.classes.map(({ completed }) => completed > 0)).toEqual([true, true]);
  });

  it('are declared, a list for each protocol', () => {
    expect(Object.keys(MESSAGE_SAYS).sort()).toEqual([...MESSAGE_PROTOCOLS].sort());
  });

  it.skipIf(corpus('captures') === undefined)(
    `say no more than is declared${noCorpora}`,
    async () => {
      const said: Record<string, Set<string>> = {};
      const folder = corpus('captures') ?? '';
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.(pcap|cap|pcapng)$/.test(name),
      );
      for (const name of files.filter((_, at) => at % 5 === 0)) {
        const bytes = readFileSync(join(folder, name));
        if (bytes.length < 1_000_000) await open(bytes, said);
      }
      const declared: Readonly<Record<string, readonly string[]>> = MESSAGE_SAYS;
      const more = Object.entries(said).flatMap(([protocol, ids]) =>
        [...ids].filter((id) => id !== 'details' && !declared[protocol]?.includes(id)).map((id) => `${protocol} ${id}`),
      );
      expect(more).toEqual([]);
    },
    240_000,
  );
});
