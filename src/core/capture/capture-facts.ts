import { exactNs } from '../../base/exact-time.ts';
import type {
  CaptureFile,
  CaptureInterface,
  CaptureOrder,
  CaptureSummary,
  Compression,
  FurtherPackets,
} from '../model/capture-info.ts';
import type {
  CaptureNote,
  InterfaceStatistics,
  InterfaceWords,
  PacketWords,
  SecretsNote,
  SectionNote,
} from '../model/capture-notes.ts';
import type { Failure } from '../model/failure.ts';
import type { FlowlessReason } from '../model/packet-table.ts';
import { fileAt, offsetInFile } from '../model/places.ts';
import { SERIOUS_PROBLEMS, type Problem, type ProblemCode } from '../model/problem.ts';
import type { ContainerInfo } from '../model/reader.ts';
import type { PacketIndex } from '../model/units.ts';
import { KeptNotes } from './kept-notes.ts';
import { firstItems } from './text-room.ts';

/** Problems that are kept with their place; more are counted. */
const MOST_PROBLEMS = 1000;
/** Nanoseconds up to which a difference of two times, rounded twice to doubles, still tells microseconds. */
const ROUNDED_MICROSECONDS = 2e18;
/** Interfaces that go into a summary, and characters of their words. */
const SHOWN_INTERFACES = 1000;
const SHOWN_CHARACTERS = 262_144;
/** Most reasons of FlowlessReason. */
const REASONS = 16;

/** One file while it is read. */
export interface FileFacts {
  readonly name: string;
  readonly fileBytes: number;
  container: ContainerInfo;
  compression: Compression;
  failure: Failure | undefined;
}

/** One interface while its packets are counted. */
export interface InterfaceFacts {
  readonly file: number;
  readonly linkType: number;
  readonly snaplen: number;
  readonly name: string | undefined;
  readonly words: InterfaceWords;
  packets: number;
  lost: number;
  statistics: InterfaceStatistics | undefined;
}

const UNREAD: ContainerInfo = { format: 'pcap', bigEndian: false, nanoseconds: false };

/** Counts what a summary tells, while the files of a capture are read. */
export class CaptureFacts implements PacketWords {
  complete = false;
  stopped = false;
  packets = 0;
  wireBytes = 0;
  capturedBytes = 0;
  firstNs = 0;
  lastNs = 0;
  /** Time of the first packet: whole seconds, and nanoseconds within. */
  epochSeconds = 0;
  epochNanoseconds = 0;
  /** Of the packet that was added last, what is missing from its time: see PacketStore.farRest. */
  farRest: number | undefined;
  /** The earliest and the latest time, as they were given. */
  private readonly earliest = { seconds: 0, nanoseconds: 0 };
  private readonly latest = { seconds: 0, nanoseconds: 0 };
  /** Number of the file whose bytes are being read. */
  current = 0;
  /** Number of the first interface by file. */
  readonly firstInterface: number[] = [];
  /** How several files are joined. */
  order: CaptureOrder = 'list';
  readonly flowless = new Array<number>(REASONS).fill(0);
  /** Packets that further decoding would open, by what they need; who decodes them adds to it. */
  readonly further: FurtherPackets[] = [];
  readonly files: FileFacts[] = [];
  readonly interfaces: InterfaceFacts[] = [];
  private readonly notes: KeptNotes;
  private readonly problems: Problem[] = [];
  /** The first serious one of each kind and file is kept however many came before. */
  private readonly serious: Problem[] = [];
  private omitted = 0;

  /** `addressText`: writes an address of a name record as tables write it. */
  constructor(addressText: (bytes: Uint8Array) => string) {
    this.notes = new KeptNotes(addressText);
  }

  /** What the first file that could be read says of itself; nanoseconds if any of them counts in them. */
  get container(): ContainerInfo {
    const first = this.files.find(({ failure }) => failure === undefined)?.container ?? UNREAD;
    return { ...first, nanoseconds: this.files.some(({ container }) => container.nanoseconds) };
  }

  /** Comments by packet row. */
  get packetComments(): ReadonlyMap<PacketIndex, string[]> {
    return this.notes.packetComments;
  }

  get commentTexts(): readonly string[] {
    return this.notes.commentTexts;
  }

  /** Names by the text of the address. */
  get names(): ReadonlyMap<string, readonly string[]> {
    return this.notes.names;
  }

  /** Decryption secrets with their text. */
  get secrets(): readonly SecretsNote[] {
    return this.notes.secrets;
  }

  /** Sections as they are kept. */
  get sections(): readonly SectionNote[] {
    return this.notes.sections;
  }

  /** Begins another file; its number. */
  addFile(name: string, fileBytes: number): number {
    const file = { name, fileBytes, container: UNREAD, compression: 'none', failure: undefined } as const;
    return this.files.push({ ...file }) - 1;
  }

  commentCode(packet: PacketIndex): number {
    return this.notes.commentCode(packet);
  }

  fileOfInterface(number: number): number {
    return this.interfaces[number].file;
  }

  /** True if packets of the file have been counted. */
  hasPackets(file: number): boolean {
    return this.interfaces.some((from) => from.file === file && from.packets > 0);
  }

  /** Describes an interface of the current file; its number. */
  addInterface(linkType: number, snaplen: number, name: string | undefined, words: InterfaceWords = {}): number {
    const kept = this.notes.interfaceWords(name, words);
    const counted = { packets: 0, lost: 0, statistics: undefined };
    this.firstInterface[this.current] ??= this.interfaces.length;
    return this.interfaces.push({ file: this.current, linkType, snaplen, ...kept, ...counted }) - 1;
  }

  /** Counts a packet; returns its time relative to the first one, in ns. */
  addPacket(captured: number, wire: number, seconds: number, nanoseconds: number, interfaceNumber: number): number {
    if (this.packets === 0) {
      this.epochSeconds = seconds;
      this.epochNanoseconds = nanoseconds;
      setTime(this.earliest, seconds, nanoseconds);
      setTime(this.latest, seconds, nanoseconds);
    }
    this.packets++;
    this.wireBytes += wire;
    this.capturedBytes += captured;
    this.interfaces[interfaceNumber].packets++;
    const timeNs = (seconds - this.epochSeconds) * 1e9 + (nanoseconds - this.epochNanoseconds);
    if (timeNs > this.lastNs) {
      this.lastNs = timeNs;
      setTime(this.latest, seconds, nanoseconds);
    } else if (timeNs < this.firstNs) {
      this.firstNs = timeNs;
      setTime(this.earliest, seconds, nanoseconds);
    }
    this.farRest = Number.isSafeInteger(timeNs) ? undefined : this.restOf(timeNs, seconds, nanoseconds);
    return timeNs;
  }

  /** Whole microseconds are found again by rounding. */
  private restOf(timeNs: number, seconds: number, nanoseconds: number): number | undefined {
    if (nanoseconds % 1000 === 0 && Math.abs(timeNs) <= ROUNDED_MICROSECONDS) return undefined;
    const epoch = exactNs({ seconds: this.epochSeconds, nanoseconds: this.epochNanoseconds });
    return Number(exactNs({ seconds, nanoseconds }) - epoch - BigInt(timeNs));
  }

  addFlowless(reason: FlowlessReason): void {
    this.flowless[reason]++;
  }

  /** Comments of the packet that was added last. */
  comment(comments: readonly string[]): void {
    this.notes.comment(this.packets - 1, comments);
  }

  addNote(note: CaptureNote): void {
    if (note.type === 'statistics') this.interfaces[note.interface].statistics = note.statistics;
    else if (note.type === 'drops') this.interfaces[note.interface].lost += note.packets;
    else this.notes.add(note);
  }

  /** `place`: byte in the address space of all files. `packet`: packets before it. */
  addProblem(code: ProblemCode, place: number, facts: readonly number[], packet = this.packets): void {
    const problem = { code, file: fileAt(place), offset: offsetInFile(place), packet, facts };
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
    else if (this.isFirstSerious(problem)) this.serious.push(problem);
    else this.omitted++;
  }

  private isFirstSerious({ code, file }: Problem): boolean {
    return SERIOUS_PROBLEMS.includes(code) && !this.serious.some((known) => known.code === code && known.file === file);
  }

  /** A copy of what is known, ready to be sent. */
  summary(flows: number): CaptureSummary {
    const { packets, wireBytes, capturedBytes, firstNs, lastNs, order, complete, stopped } = this;
    const { epochSeconds, epochNanoseconds } = this;
    const shownInterfaces = firstItems(this.interfaceRows(), SHOWN_INTERFACES, SHOWN_CHARACTERS);
    const files = this.fileRows();
    const compression = this.files.find(({ failure }) => failure === undefined)?.compression ?? 'none';
    return {
      name: nameOf(files),
      fileBytes: files.reduce((sum, { fileBytes }) => sum + fileBytes, 0),
      files,
      order,
      ...this.container,
      compression,
      interfaces: shownInterfaces,
      interfacesOmitted: this.interfaces.length - shownInterfaces.length,
      notes: this.notes.summary(),
      epochNs: packets > 0 ? exactNs({ seconds: epochSeconds, nanoseconds: epochNanoseconds }) : undefined,
      ...(packets > 0 && { earliestNs: exactNs(this.earliest), latestNs: exactNs(this.latest) }),
      firstNs,
      lastNs,
      packets,
      wireBytes,
      capturedBytes,
      flows,
      flowless: [...this.flowless],
      further: this.further.map((row) => ({ ...row, flowless: [...row.flowless] })),
      problems: [...this.problems, ...this.serious, ...this.leftOutProblem()],
      problemsOmitted: this.omitted,
      complete,
      stopped,
    };
  }

  /** All interfaces, in their order. */
  *interfaceRows(): Generator<CaptureInterface> {
    for (const from of this.interfaces) yield interfaceRow(from);
  }

  /** What was left out is told once, with how much it is now. */
  private leftOutProblem(): Problem[] {
    const { leftOut } = this.notes;
    return leftOut === 0 ? [] : [{ code: 'left-out', file: 0, offset: 0, packet: 0, facts: [leftOut] }];
  }

  private fileRows(): CaptureFile[] {
    const packets = new Array<number>(this.files.length).fill(0);
    for (const from of this.interfaces) packets[from.file] += from.packets;
    return this.files.map(({ name, fileBytes, container, compression, failure }, file) => ({
      name,
      fileBytes,
      format: container.format,
      compression,
      packets: packets[file],
      ...(failure !== undefined && { failure }),
    }));
  }
}

function nameOf([first, ...more]: readonly CaptureFile[]): string {
  if (first === undefined) return '';
  return more.length === 0 ? first.name : `${first.name} and ${more.length} more`;
}

function interfaceRow(from: InterfaceFacts): CaptureInterface {
  const { file, linkType, snaplen, name, packets, lost, statistics } = from;
  return {
    ...from.words,
    file,
    linkType,
    snaplen,
    packets,
    ...(name !== undefined && { name }),
    ...(lost > 0 && { lost }),
    ...(statistics !== undefined && { statistics }),
  };
}

function setTime(time: { seconds: number; nanoseconds: number }, seconds: number, nanoseconds: number): void {
  time.seconds = seconds;
  time.nanoseconds = nanoseconds;
}
