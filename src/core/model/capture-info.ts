import type { CaptureNotes, InterfaceStatistics, InterfaceWords } from './capture-notes.ts';
import type { DoubtfulFlows } from './doubts.ts';
import type { Failure } from './failure.ts';
import type { Decoding } from './parameters.ts';
import type { Problem } from './problem.ts';
import type { Bytes, Nanoseconds } from './units.ts';

/**
 * One capture interface: the file's only one in pcap, each description block in pcapng. Numbers go on from file to file.
 */
export interface CaptureInterface extends InterfaceWords {
  /** Row of CaptureSummary.files. */
  readonly file: number;
  /** Number of the tcpdump.org link-type list (LINKTYPE_…). */
  readonly linkType: number;
  /** Largest number of bytes kept of a packet; 0: no limit stated. */
  readonly snaplen: Bytes;
  /** Name given by the capturing program, if any. */
  readonly name?: string;
  readonly packets: number;
  /** The last statistics that the file gives. */
  readonly statistics?: InterfaceStatistics;
  /** Packets that were lost between those of this interface, by the options of the packets (epb_dropcount). */
  readonly lost?: number;
}

/** Container formats that are read. */
export type CaptureFormat = 'pcap' | 'pcapng' | 'snoop' | 'netmon' | 'netmon1' | 'erf';

/** How several files are made one capture: by the times of their packets, or one after the other. */
export type CaptureOrder = 'time' | 'list';

/** One file of a capture. */
export interface CaptureFile {
  readonly name: string;
  /** Bytes of the file as it is stored. */
  readonly fileBytes: Bytes;
  readonly format: CaptureFormat;
  readonly compression: Compression;
  readonly packets: number;
  /** Why nothing of it could be read; the others stay. */
  readonly failure?: Failure;
}

/** How the file is compressed; told by its first bytes. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'lz4';

/** Packets in which the same further decodings find an IP packet that is not found without them (docs/decoding.md). */
export interface FurtherPackets {
  /** The fewest that find it, together; in the order of DECODINGS. */
  readonly decode: readonly Decoding[];
  /** All of them, with those that are in a flow now: that of an outer header, or one read from the wrong place. */
  readonly packets: number;
  /** Those that are in no flow now, by reason; index = FlowlessReason. */
  readonly flowless: readonly number[];
}

/** What is known of an open capture; grows while it is read. */
export interface CaptureSummary {
  /** Name of the file; of several, the first one's and how many more there are. */
  readonly name: string;
  /** Bytes of the files as they are stored. */
  readonly fileBytes: Bytes;
  /** One row a file, in the order in which they were given. */
  readonly files: readonly CaptureFile[];
  readonly order: CaptureOrder;
  /** Of the first file that could be read. */
  readonly format: CaptureFormat;
  readonly compression: Compression;
  readonly bigEndian: boolean;
  /** True if the container counts (or may count) nanoseconds. */
  readonly nanoseconds: boolean;
  /** Blocks of a pcapng file by their abbreviation (SHB, IDB, EPB, …) or type; absent in other formats. */
  readonly blocks?: Readonly<Record<string, number>>;
  /** The first interfaces, up to a thousand, with long texts cut. */
  readonly interfaces: readonly CaptureInterface[];
  /** Interfaces beyond those listed. */
  readonly interfacesOmitted?: number;
  readonly notes: CaptureNotes;
  /** Time of the first packet, nanoseconds since 1970-01-01T00:00:00Z; undefined without packets. */
  readonly epochNs: bigint | undefined;
  /** Earliest and latest packet time, relative to the first packet. 0, 0 without packets. */
  readonly firstNs: Nanoseconds;
  readonly lastNs: Nanoseconds;
  /** The same two times exactly, nanoseconds since 1970: doubles round what is years from the first packet. */
  readonly earliestNs?: bigint;
  readonly latestNs?: bigint;
  readonly packets: number;
  /** Sum of the lengths on the wire. */
  readonly wireBytes: Bytes;
  /** Sum of the captured lengths. */
  readonly capturedBytes: Bytes;
  readonly flows: number;
  /** Packets that are in no flow, by reason; index = FlowlessReason. */
  readonly flowless: readonly number[];
  /**
   * Packets that decodings beyond those in force would open: a row for each choice of decodings that some packet needs,
   * in the order in which they were met. Counted while packets are kept; absent or empty: none was met.
   */
  readonly further?: readonly FurtherPackets[];
  /** Flows that may not be what they were read as; absent or empty: none. */
  readonly doubtful?: readonly DoubtfulFlows[];
  readonly problems: readonly Problem[];
  /** Problems beyond the ones listed. */
  readonly problemsOmitted: number;
  /** False while the file is being read. */
  readonly complete: boolean;
  /** True if reading was stopped: by the user, or (problem `memory-full`) before memory was full. */
  readonly stopped: boolean;
}
