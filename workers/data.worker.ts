import { expose, transfer } from 'comlink';
import { KeyLog } from '../src/core/decrypt/key-log.ts';
import { VendorTable } from '../src/core/names/vendor-table.ts';
import type { EventBatch } from '../src/core/model/event.ts';
import { answered, badQuestion, failed, type Reply } from '../src/core/model/failure.ts';
import { BitSet } from '../src/base/bit-set.ts';
import type { AddedColumns, Cuts } from '../src/core/model/operators.ts';
import type { MeterParameters } from '../src/core/model/parameters.ts';
import type { ChosenRows } from '../src/core/model/question.ts';
import { UnreadableBytes } from '../src/core/model/unreadable.ts';
import { unpackMatches } from '../src/core/relational/unpack-matches.ts';
import { KNOWN_FIELDS } from '../src/core/session/bytes/known-fields.ts';
import type { CaptureSession } from '../src/core/session/capture-session.ts';
import { anchorsOf, findAgain } from '../src/core/session/chosen-rows.ts';
import type { CaptureTables } from '../src/core/tables.ts';
import type { DataApi, MeterResult, OpenProgress, OpenResult } from '../src/protocol/data.ts';
import { CaptureJob } from './capture-job.ts';
import type { RecordBatch } from '../src/core/model/record-event.ts';
import { ExportJob } from './export-job.ts';
import { LogJob } from './log-job.ts';
import { readMessages } from './message-reading.ts';
import { ownRequests } from './own-requests.ts';
import { checkPacketFilter } from './packet-filter.ts';
import { readText } from './read-text.ts';
import { refusalOfAll } from './refused-files.ts';
import { withTold } from './told-pauses.ts';

/** The data worker: one capture at a time, every question answered by its session. */
let job: CaptureJob | undefined;
/** The log that is looked at beside it, or alone. */
const log = new LogJob();
const NO_CAPTURE = badQuestion('No capture is open.');
/** Secrets that the person gave, for whatever capture. */
const given = new KeyLog();
/** Vendors of MAC addresses that the person gave, for whatever capture. */
const vendors = new VendorTable();
/** The file that is being written, if one is. */
let writing: ExportJob | undefined;

const api: DataApi = {
  open(files, order, parameters, onProgress) {
    job?.replace();
    log.forgetBare();
    writing?.stop();
    const mine = new CaptureJob(files, order, parameters, { keys: given, vendors });
    job = mine;
    return guarded(() => mine.run(onProgress));
  },
  refusal: (files) => guarded(async () => answered(await refusalOfAll(files))),
  meter(parameters, chosen, onProgress) {
    const before = job;
    if (before === undefined) return Promise.resolve(NO_CAPTURE);
    writing?.stop();
    return guarded(() => meterCapture(before, parameters, chosen, onProgress));
  },
  meterCost: (parameters) => guarded(() => answered(job?.meterCost(parameters) ?? { type: 'later' })),
  checkPacketFilter: (filter) => guarded(() => checkPacketFilter(filter)),
  alive: () => Promise.resolve(),
  stop: async () => {
    job?.stop();
    await Promise.resolve();
  },
  rows: ({ question, from, count, columns }) => ask((session) => session.rows(question, from, count, columns)),
  positionOf: (question, row) => ask((session) => session.positionOf(question, row)),
  distribution: (question, column) => ask((session) => session.distribution(question, column)),
  checkFilter: (table, filter) => ask((session) => session.checkFilter(table, filter)),
  filterAdvice: (table, filter, caret) => ask((session) => session.filterAdvice(table, filter, caret)),
  flowFilters: (flow) => ask((session) => session.flowFilters(flow)),
  knownFields: () => guarded(() => answered(KNOWN_FIELDS)),
  filterProgress: () => ask((session) => answered(session.filterProgress())),
  stopFilters: () => ask((session) => session.stopFilters()),
  ruleEntries: (own) => ask((session) => answered(session.ruleEntries(own))),
  checkRule: (text) => ask((session) => answered(session.checkRule(text))),
  findings: (rule) => ask((session) => session.findings(rule)),
  findNames: () => ask((session) => session.findNames()),
  readMessages: (onProgress) => ask((session) => readMessages(session, onProgress)),
  stopMessages: () => ask((session) => session.stopMessages()),
  namesOf: (addresses) => ask((session) => answered(session.namesOfAddresses(addresses))),
  timeBins: (request) => ask((session) => answered(session.timeBins(request))),
  protocolBins: (request) => ask((session) => answered(session.protocolBins(request))),
  flow: (flow) => ask((session) => session.flow(flow)),
  explain: (flow, feature) => ask((session) => session.explain(flow, feature)),
  packet: (packet) => ask((session) => session.packet(packet)),
  packetHits: (packet, filter) => ask((session) => session.packetHits(packet, filter)),
  addVendors: (list) => guarded(() => answered(vendors.add(list))),
  forgetVendors: () => {
    vendors.clear();
    return guarded(() => answered(true));
  },
  addKeys: (log) => {
    job?.session.forgetDecrypted();
    return guarded(() => answered(given.add(log)));
  },
  forgetKeys: () => {
    given.clear();
    job?.session.forgetDecrypted();
    return guarded(() => answered(true));
  },
  keysInfo: () =>
    job === undefined
      ? guarded(() => answered({ given: given.size, captured: 0, isPart: false }))
      : ask((session) => session.keysInfo()),
  stream: (flow, place, form, reading) =>
    ask(async (session) => {
      const part = await session.stream(flow, place, form, reading === 'http' ? readText : undefined);
      return part.ok ? transfer(part, [part.value.bytes.buffer as ArrayBuffer]) : part;
    }),
  findObjects: (onProgress) => ask((session) => withTold(onProgress, (pause) => session.findObjects(pause))),
  saveObjects: (rows, onProgress) => {
    const mine = nextFile();
    return ask((session) => mine.saveObjects(session, rows, onProgress));
  },
  saveStream: (saving, onProgress) => {
    const mine = nextFile();
    return ask((session) => mine.saveStream(session, saving, onProgress));
  },
  runMetering: () => ask((_, { parameters }) => answered({ parameters })),
  addColumns(added, chosen, onProgress) {
    const before = job;
    return before === undefined
      ? Promise.resolve(NO_CAPTURE)
      : guarded(() => addColumns(before, added, chosen, onProgress));
  },
  events: (run, from, count, needs) =>
    ask(async (session) => {
      const batch = await session.eventBatch(run, from, count, needs);
      return transfer(answered(batch), buffersOf(batch));
    }),
  keyEvents: (run, traced, from, count, needs) =>
    ask(async (session) => {
      const batch = await session.keyBatch(run, traced, from, count, needs);
      return transfer(answered(batch), buffersOf(batch));
    }),
  openLog: (file) => guarded(() => log.open(file)),
  closeLog: () => {
    log.close();
    return guarded(() => answered(true));
  },
  records: (run, source, from, count, needs) =>
    ask(async (session) => {
      if (source === 'lines') {
        const lines = log.records(run, from, count, needs);
        return lines.ok ? transfer(lines, buffersOf(lines.value)) : lines;
      }
      const read = source === 'messages' ? await readMessages(session, () => undefined) : undefined;
      if (read !== undefined && !read.ok) return read;
      const batch = session.recordBatch(run, source, from, count, needs);
      return transfer(answered(batch), buffersOf(batch));
    }),
  setMatches: (matches) =>
    ask((session, { packets }) => {
      const lines = matches?.isOverLines === true ? log.lines : undefined;
      const events = lines ?? packets;
      return session.setMatches(matches && unpackMatches(matches, events.length), lines);
    }),
  match: (match) => ask((session) => session.match(match)),
  ladder: (request) => ask((session) => session.ladder(request)),
  export: (request, onProgress) => {
    const mine = nextFile();
    return ask((session) => mine.run(session, request, onProgress));
  },
  stopExport: async () => {
    writing?.stop();
    await Promise.resolve();
  },
  fileHashes: () => {
    const mine = job;
    return guarded(async () =>
      answered(mine === undefined ? [] : await mine.fileHashes(() => job?.files === mine.files)),
    );
  },
  requests: () => guarded(() => answered(ownRequests())),
};

/** Begins a file; the one that is being written is given up. */
function nextFile(): ExportJob {
  writing?.stop();
  writing = new ExportJob();
  return writing;
}

/** Asks the open capture's session; without one every question is a bad one. */
function ask<T>(
  question: (session: CaptureSession, tables: CaptureTables) => Reply<T> | Promise<Reply<T>>,
): Promise<Reply<T>> {
  const put = (): Reply<T> | Promise<Reply<T>> => {
    const asked = job ?? log.capture();
    return asked === undefined ? NO_CAPTURE : question(asked.session, asked.tables);
  };
  return guarded(() => job?.telling?.then(put) ?? put());
}

/** Meters a capture by other parameters: from memory, or by another job that takes its place. */
async function meterCapture(
  before: CaptureJob,
  parameters: MeterParameters,
  chosen: ChosenRows,
  onProgress: (progress: OpenProgress) => void,
  cuts?: Cuts,
): Promise<Reply<MeterResult>> {
  const recuts = cuts !== undefined;
  if (before.meterCost(parameters, recuts).type !== 'memory') await before.checkFiles(); // what is open stays if they are gone
  await before.telling;
  const reread = before.meterCost(parameters, recuts).type === 'bytes';
  if (job !== before) return failed('stopped');
  const anchors = anchorsOf(before.tables, chosen);
  if (reread) before.replace();
  const mine = reread ? before.again(parameters, cuts) : before;
  job = mine;
  const reply: Reply<OpenResult> = reread ? await mine.run(onProgress) : await before.meterFromMemory(parameters, cuts);
  if (!reply.ok) return reply;
  return answered({ ...reply.value, reread, chosen: findAgain(mine.tables, anchors) });
}

/** Adds what code has made to the tables; flows are metered again first if plugins have ended some, or had. */
async function addColumns(
  before: CaptureJob,
  added: AddedColumns | undefined,
  chosen: ChosenRows,
  onProgress: (progress: OpenProgress) => void,
): Promise<Reply<MeterResult>> {
  const { tables } = before;
  if (!tables.finished) return badQuestion('The capture is still being read: run the code again when that is done.');
  const wanted = added !== undefined && added.cuts.length > 0 ? cutsOf(added.cuts) : undefined;
  const isRecut = wanted !== undefined || tables.cuts !== undefined;
  const reply: Reply<MeterResult> = isRecut
    ? await meterCapture(before, tables.parameters, chosen, onProgress, wanted)
    : answered({ ...before.result(), reread: false, chosen });
  if (!reply.ok || job === undefined) return reply;
  job.session.setAdded(added);
  return answered({ ...reply.value, ...job.result() });
}

function cutsOf(packets: Int32Array): Cuts {
  const cuts = new BitSet();
  for (const packet of packets) cuts.add(packet);
  return cuts;
}

/** The one place where a defect is caught: it becomes an answer with its stack. */
async function guarded<T>(work: () => Reply<T> | Promise<Reply<T>>): Promise<Reply<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableBytes || error instanceof DOMException) return failed('unreadable', error.message);
    return failed('bug', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Every buffer of a batch, to be moved instead of copied. */
function buffersOf(batch: EventBatch | RecordBatch): ArrayBuffer[] {
  return Object.values(batch).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
}

expose(api);
