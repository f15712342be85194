import { HEADER_MEMBERS } from '../../src/core/model/event-needs.ts';
import { formatTime, type TimeFormat } from '../../src/base/format.ts';
import type { Question, RowWindow } from '../../src/core/model/question.ts';
import type { Reply } from '../../src/core/model/failure.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { KNOWN_FIELDS } from '../../src/core/session/bytes/known-fields.ts';
import { exactCell, formatCell } from '../../src/ui/table/format-cell.ts';
import { impossible } from './impossible.ts';
import type { Mutant } from './mutants.ts';
import { difference, digestOf, readMutant, type ReadMutant } from './reading.ts';

/** The session of a capture that was read from these bytes. */
export function sessionOf({ tables, plain }: ReadMutant): CaptureSession {
  return new CaptureSession(tables, {
    read: (offset, length) => Promise.resolve(plain.subarray(offset, offset + length)),
  });
}

const TABLES = ['flows', 'packets', 'matches'] as const;
/** Rows of a window, as a screen has them. */
const WINDOW = 40;
const STYLES: readonly TimeFormat[] = ['relative', 'delta', 'utc', 'local'];

/** Value of a reply that must be a good one; what is wrong goes to the list. */
function valueOf<T>(reply: Reply<T>, what: string, wrong: string[]): T | undefined {
  if (reply.ok) return reply.value;
  wrong.push(`${what}: ${reply.failure.code} ${reply.failure.detail ?? ''}`);
  return undefined;
}

/** Windows of every table with every column, and decoded fields, written as the page writes them. */
export async function checkWindows(
  { random }: Mutant,
  { tables, plain }: ReadMutant,
  session: CaptureSession,
): Promise<string[]> {
  const wrong: string[] = [];
  const fields = random
    .shuffled(KNOWN_FIELDS)
    .slice(0, 20)
    .map(({ id }) => id);
  for (const { id, columns, writtenColumns } of session.describeTables()) {
    const all = [...columns, ...writtenColumns];
    const ids = [...all.map((column) => column.id), ...(id === 'packets' ? fields : []), 'shape'];
    const length = TABLES.indexOf(id as (typeof TABLES)[number]) === 1 ? tables.packets.length : tables.flows.length;
    for (const from of new Set([0, Math.max(0, (length >> 1) - WINDOW / 2), Math.max(0, length - WINDOW)])) {
      const reply = await session.rows({ table: id, filter: '' }, from, WINDOW, ids);
      const window = valueOf(reply, `rows of ${id}`, wrong);
      wrong.push(...impossible({ ...window, cells: [] }, plain).map((one) => `${id} from ${from}: ${one}`));
      for (const cells of window?.cells ?? []) {
        const texts = all.map((column, at) => `${formatCell(cells[at], column)} ${exactCell(cells[at])}`);
        wrong.push(...impossible(texts.join(' | '), plain).map((one) => `cells of ${id}: ${one}`));
      }
    }
  }
  const { epochNs, firstNs, lastNs } = tables.summary();
  const times = STYLES.flatMap((style) => [0, firstNs, lastNs].map((ns) => formatTime(ns, epochNs, style, 9)));
  return [...wrong, ...impossible(times, plain).map((one) => `times: ${one}`)];
}

const FILTERS: Readonly<Record<string, readonly string[]>> = {
  packets: [
    'length > 100',
    '10.0',
    'flow = -1',
    'flags ~ "s.n"',
    'tcp.window > 0',
    'pcap "udp or tcp port 80"',
    'ip.ttl < 65',
    'time > 0.01',
    'src_ip = 10.0.0.0/8',
    'flags contains SYN',
  ],
  flows: [
    'packets > 2',
    '10.0',
    'protocol = 6 and bytes > 1kB',
    'pcap "tcp"',
    'tcp.flags.syn = 1',
    'duration > 1ms',
    'dns.query.name',
  ],
  messages: ['10.0', 'protocol = DNS', 'code > 100', 'pcap "udp"', 'kind contains re'],
  hosts: ['10.0', 'flows > 1', 'offers contains DNS', 'peers = 1', 'sent > 1kB'],
  objects: ['10.0', 'size > 100', 'protocol = HTTP', 'pcap "tcp"'],
};

/** A filter and its contrary part the rows; sorting keeps them; a time range, advice and bins work. */
export async function checkQuestions(
  { random }: Mutant,
  { tables, plain }: ReadMutant,
  session: CaptureSession,
): Promise<string[]> {
  const wrong: string[] = [];
  const pause = (): Promise<void> => Promise.resolve();
  valueOf(await session.readMessages(pause), 'messages', wrong);
  valueOf(await session.findObjects(pause), 'objects', wrong);
  const count = async (question: Question): Promise<RowWindow | undefined> =>
    valueOf(await session.rows(question, 0, 1_000_000, []), JSON.stringify(question), wrong);
  for (const { id: table, columns } of session.describeTables()) {
    const total = (await count({ table, filter: '' }))?.shown ?? 0;
    const sort = {
      column: random.pick(columns.filter(({ kind }) => kind !== 'list')).id,
      descending: random.chance(0.5),
    };
    const sorted = await count({ table, filter: '', sort });
    if (new Set(sorted?.rows).size !== total)
      wrong.push(`${table} sorted by ${sort.column}: ${sorted?.shown} of ${total}`);
    const last = sorted?.rows.at(-1);
    if (
      last !== undefined &&
      valueOf(await session.positionOf({ table, filter: '', sort }, last), 'position', wrong) !== total - 1
    )
      wrong.push(`${table}: position of row ${last} by ${sort.column}`);
    if (table === 'matches') continue;
    const filter = random.pick(FILTERS[table]);
    // Packets of some link types cannot be filtered, which is said.
    const isRefused = filter.startsWith('pcap') && !(await session.rows({ table, filter }, 0, 1, [])).ok;
    if (isRefused) continue;
    const [kept, left] = [await count({ table, filter }), await count({ table, filter: `not (${filter})` })];
    if ((kept?.shown ?? 0) + (left?.shown ?? 0) !== total)
      wrong.push(`${table}: ${filter}: ${kept?.shown} and ${left?.shown} of ${total}`);
    const advice = valueOf(session.filterAdvice(table, filter, random.below(filter.length + 1)), 'advice', wrong);
    wrong.push(...impossible(advice, plain));
  }
  const { firstNs, lastNs, packets } = tables.summary();
  const range = { fromNs: firstNs, toNs: firstNs + (lastNs - firstNs) * random.next() };
  await count({ table: 'packets', filter: '', range });
  const bins = session.timeBins({ stretches: [{ fromNs: firstNs, toNs: lastNs, bins: 1 + random.below(500) }] });
  const inBins = bins.packets.reduce((sum, one) => sum + one, 0);
  if (inBins !== packets) wrong.push(`${inBins} of ${packets} packets in bins`);
  return [
    ...wrong,
    ...impossible([bins, session.timeBins({ stretches: [{ ...range, bins: 7 }] })], plain).map((one) => `bins: ${one}`),
  ];
}

/** Packets that are looked at: the first, the middle, the last, those at the damage, and some others. */
function chosenPackets({ tables }: ReadMutant, { firstChange, random }: Mutant): Set<number> {
  const { packets } = tables;
  const { length } = packets;
  const damaged = Array.from({ length }, (_, row) => row).findIndex(
    (row) => packets.offset(row) + packets.capturedLength(row) > firstChange,
  );
  const rows = [0, length >> 1, length - 1, damaged, damaged + 1, random.below(length), random.below(length)];
  return new Set(rows.filter((row) => row >= 0 && row < length));
}

/** Details of packets: no field outside of the bytes. */
export async function checkPackets(mutant: Mutant, read: ReadMutant, session: CaptureSession): Promise<string[]> {
  const wrong: string[] = [];
  for (const row of chosenPackets(read, mutant)) {
    const detail = valueOf(await session.packet(row), `packet ${row}`, wrong);
    if (detail === undefined) continue;
    const { length } = detail.bytes;
    if (length !== Math.min(detail.capturedLength, 65_536))
      wrong.push(`packet ${row}: ${length} of ${detail.capturedLength} bytes`);
    for (const part of detail.layers.flatMap((layer) => [layer, ...layer.fields]))
      if (part.offset < 0 || part.length < 0 || part.offset + part.length > length)
        wrong.push(`packet ${row}: ${part.name} from ${part.offset}, ${part.length} of ${length} bytes`);
    wrong.push(...impossible({ ...detail, bytes: [] }, read.plain).map((one) => `packet ${row}: ${one}`));
  }
  const batch = await session.eventBatch(1, 0, 100, ALL_NEEDS);
  // Columns of flows are NaN for packets in none.
  return [...wrong, ...impossible(batch, read.plain, ['columnValues']).map((one) => `events: ${one}`)];
}

/** All that code can name of packets, with a field of many packets. */
const ALL_NEEDS = {
  payload: true,
  header: true,
  members: HEADER_MEMBERS,
  fields: ['ip.ttl'],
  flowColumns: ['tags'],
  words: [],
};

/** Features of a flow that are asked for. */
const EXPLAINED = 20;

/** Details of flows, and where each of their features comes from: what is worked out is what the cell says. */
export function checkFlows({ random }: Mutant, { tables, plain }: ReadMutant, session: CaptureSession): string[] {
  const wrong: string[] = [];
  const { length } = tables.flows;
  // Of longer captures the packet table rounds times, which explanations say.
  const isExact = tables.facts.lastNs - tables.facts.firstNs <= Number.MAX_SAFE_INTEGER;
  const chosen = [0, length - 1, random.below(length)].filter((flow) => flow >= 0 && flow < length);
  for (const flow of new Set(chosen)) {
    const detail = valueOf(session.flow(flow), `flow ${flow}`, wrong);
    wrong.push(...impossible([detail, session.flowFilters(flow)], plain).map((one) => `flow ${flow}: ${one}`));
    for (const [at, column] of random.shuffled([...(detail?.columns ?? []).entries()]).slice(0, EXPLAINED)) {
      const explained = valueOf(session.explain(flow, column.id), `explain ${column.id}`, wrong);
      const cell = detail?.cells[at];
      const results = [explained?.result, explained?.exact].map((one) => JSON.stringify(one));
      if (isExact && !results.includes(JSON.stringify(cell)))
        wrong.push(`flow ${flow}: ${column.id} ${results.join(' or ')}, cell ${JSON.stringify(cell)}`);
      // Values are NaN where a packet's part is no number.
      wrong.push(...impossible(explained, plain, ['values']).map((one) => `explain ${column.id}: ${one}`));
    }
  }
  return wrong;
}

/** Metering again from memory is what reading with the other parameters gives. Changes the session. */
export async function checkMeteringAgain(
  { bytes, random }: Mutant,
  { tables }: ReadMutant,
  session: CaptureSession,
): Promise<string[]> {
  const changes = [
    { idleTimeout: 0 },
    { idleTimeout: 1 },
    { activeTimeout: 1 },
    { accountingMode: 3 as const },
    { spltAnalysis: 5 },
  ];
  const parameters = { ...tables.parameters, ...random.pick(changes) };
  if (!tables.canMeterAgain(parameters)) return [];
  session.meterAgain(parameters);
  await session.tellFlows();
  const fresh = await readMutant(bytes, parameters);
  const metered = { reply: fresh.reply, tables, plain: fresh.plain };
  const differs = difference(digestOf(fresh), digestOf(metered));
  return differs === undefined ? [] : [`other when metered again from memory, ${differs}`];
}
