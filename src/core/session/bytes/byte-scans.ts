import type { CaptureFacts } from '../../capture/capture-facts.ts';
import type { Failure } from '../../model/failure.ts';
import type { FilterProgress } from '../../model/filter-advice.ts';
import type { PacketTable } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import { readPackets } from '../packet-bytes.ts';

/** What is read at once: captured bytes, and rows. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const CHUNK_ROWS = 16_384;
/** No more of a packet is looked at: as much as libpcap would have captured. */
const MOST_BYTES = 262_144;
/** Scans that wait for a newer one; an older one is given up. */
const MOST_WAITING = 3;

/** One packet as a scan sees it. */
export interface ScannedPacket {
  readonly row: number;
  /** Captured bytes, from the link header on; valid as long as wanted. */
  readonly bytes: Uint8Array;
  /** Bytes on the wire. */
  readonly wireLength: number;
  /** tcpdump.org number. */
  readonly linkType: number;
  /** Of its interface; 0: no limit stated. */
  readonly snaplen: number;
}

/** Something that looks at the bytes of every packet once, in order. */
export interface Scan {
  /** Packets looked at so far; `look` is called with the next one. */
  readonly rows: number;
  look(packet: ScannedPacket): void;
  /** Called between two pieces; the failure ends the scan. */
  check(): Failure | undefined;
}

/** A scan under way. */
interface Job {
  readonly scan: Scan;
  readonly done: Promise<Failure | undefined>;
}

/** The tables that scans go over. */
export interface ScannedTables {
  readonly packets: PacketTable;
  readonly facts: CaptureFacts;
}

/**
 * Reads packets' bytes forward, in large pieces, for whoever looks at all of them. One scan is worked on at a time: the
 * newest, so that who changes a question need not wait for the one before.
 */
export class ByteScans {
  /** Under way, oldest first. */
  private readonly jobs: Job[] = [];
  private closed = false;

  constructor(
    private readonly tables: ScannedTables,
    private readonly bytes: ByteSource,
  ) {}

  /** True if the scan has seen every packet that there is now. */
  isDone(scan: Scan): boolean {
    return scan.rows >= this.tables.packets.length;
  }

  /** Brings a scan to the end of the table. Failure: `stopped` if others came first, or the scan's own. */
  run(scan: Scan): Promise<Failure | undefined> {
    const running = this.jobs.find((job) => job.scan === scan);
    if (running !== undefined) return running.done;
    const done = this.work(scan).finally(() => this.remove(scan));
    this.jobs.push({ scan, done });
    return done;
  }

  /** How far the newest scan has come; undefined while none is under way. */
  progress(): FilterProgress | undefined {
    const newest = this.jobs.at(-1)?.scan;
    return newest === undefined ? undefined : { done: newest.rows, total: this.tables.packets.length };
  }

  /** Ends what is under way: another capture is wanted. */
  close(): void {
    this.closed = true;
  }

  private async work(scan: Scan): Promise<Failure | undefined> {
    // The job is on the list before its first step.
    await Promise.resolve();
    while (!this.isDone(scan)) {
      if (this.closed || !(await this.turn(scan))) return { code: 'stopped' };
      await this.readOn(scan);
      const failure = scan.check();
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  private remove(scan: Scan): void {
    const at = this.jobs.findIndex((job) => job.scan === scan);
    if (at >= 0) this.jobs.splice(at, 1);
  }

  /** Waits while newer scans are worked on. False: too many came since, this one is given up. */
  private async turn(scan: Scan): Promise<boolean> {
    for (;;) {
      const newer = this.jobs.slice(this.jobs.findIndex((job) => job.scan === scan) + 1);
      if (newer.length > MOST_WAITING) return false;
      const newest = newer.at(-1);
      if (newest === undefined) return true;
      await newest.done;
    }
  }

  /** The next rows, as many as make a piece. */
  private async readOn(scan: Scan): Promise<void> {
    const { packets, facts } = this.tables;
    const rows: number[] = [];
    for (
      let row = scan.rows, bytes = 0;
      row < packets.length && rows.length < CHUNK_ROWS && bytes < CHUNK_BYTES;
      row++
    ) {
      rows.push(row);
      bytes += packets.capturedLength(row);
    }
    const pieces = await readPackets(this.bytes, packets, rows, MOST_BYTES);
    for (const [at, row] of rows.entries()) {
      const { linkType, snaplen } = facts.interfaces[packets.interface[row] ?? 0];
      scan.look({ row, bytes: pieces[at], wireLength: packets.wireLength(row), linkType, snaplen });
    }
  }
}
