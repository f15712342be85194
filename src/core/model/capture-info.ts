import type { Problem } from './problem.ts';
import type { Bytes, Nanoseconds } from './units.ts';

/** One capture interface: the file's only one in pcap, each description block in pcapng. */
export interface CaptureInterface {
  /** Number of the tcpdump.org link-type list (LINKTYPE_…). */
  readonly linkType: number;
  /** Largest number of bytes kept of a packet; 0: no limit stated. */
  readonly snaplen: Bytes;
  /** Name given by the capturing program, if any. */
  readonly name?: string;
  readonly packets: number;
}

/** Container formats that are read. */
export type CaptureFormat = 'pcap' | 'pcapng' | 'snoop' | 'netmon';

/** How the file is compressed; told by its first bytes. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'lz4';

/** What is known of an open capture; grows while it is read. */
export interface CaptureSummary {
  readonly name: string;
  /** Bytes of the file as it is stored. */
  readonly fileBytes: Bytes;
  readonly format: CaptureFormat;
  readonly compression: Compression;
  readonly bigEndian: boolean;
  /** True if the container counts (or may count) nanoseconds. */
  readonly nanoseconds: boolean;
  readonly interfaces: readonly CaptureInterface[];
  /** Time of the first packet, nanoseconds since 1970-01-01T00:00:00Z; undefined without packets. */
  readonly epochNs: bigint | undefined;
  /** Earliest and latest packet time, relative to the first packet. 0, 0 without packets. */
  readonly firstNs: Nanoseconds;
  readonly lastNs: Nanoseconds;
  readonly packets: number;
  /** Sum of the lengths on the wire. */
  readonly wireBytes: Bytes;
  /** Sum of the captured lengths. */
  readonly capturedBytes: Bytes;
  readonly flows: number;
  /** Packets that are in no flow, by reason; index = FlowlessReason. */
  readonly flowless: readonly number[];
  readonly problems: readonly Problem[];
  /** Problems beyond the ones listed. */
  readonly problemsOmitted: number;
  /** False while the file is being read. */
  readonly complete: boolean;
  /** True if reading was stopped by the user. */
  readonly stopped: boolean;
}
