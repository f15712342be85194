import type { CaptureFacts } from '../../capture/capture-facts.ts';
import type { Failure } from '../../model/failure.ts';
import type { FilterProgress } from '../../model/filter-advice.ts';
import type { PacketTable } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import { lookedAt, readPiece, type PacketPiece } from './packet-pieces.ts';

/** Scans that wait for a newer one; an older one is given up. */
const MOST_WAITING = 3;

/** One packet as a scan sees it; the next one is the same object. */
export class ScannedPacket {
  row = 0;
  /** Its captured bytes, from the link header on, are bytes[start..end). */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** Bytes on the wire. */
  wireLength = 0;
  /** tcpdump.org number. */
  linkType = 0;
  /** Of its interface; 0: no limit stated. */
  snaplen = 0;

  /** Its bytes alone, the first ones; valid as long as wanted. */
  first(most = Infinity): Uint8Array {
    return this.bytes.subarray(this.start, Math.min(this.end, this.start + most));
  }
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
  /** How often all scans were ended. */
  private stops = 0;
  private readonly packet = new ScannedPacket();
  /** The piece behind the one that is looked at, which is read meanwhile. */
  private ahead: { readonly from: number; readonly piece: Promise<PacketPiece> } | undefined;

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

  /** Ends the scans under way as `stopped`; what they have seen is kept, and a scan that is asked for again goes on there. */
  stop(): void {
    this.stops++;
  }

  private async work(scan: Scan): Promise<Failure | undefined> {
    const { stops } = this;
    // The job is on the list before its first step.
    await Promise.resolve();
    while (!this.isDone(scan)) {
      if (this.closed || this.stops !== stops || !(await this.turn(scan))) return { code: 'stopped' };
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
    const piece = await this.pieceFrom(scan.rows);
    this.ahead = this.readAhead(piece.to);
    this.lookAt(piece, scan);
  }

  private pieceFrom(row: number): Promise<PacketPiece> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead?.from === row ? ahead.piece : readPiece(this.bytes, this.tables.packets, row);
  }

  /** Who comes for the piece meets its fault; nobody may. */
  private readAhead(from: number): { from: number; piece: Promise<PacketPiece> } | undefined {
    const { packets } = this.tables;
    if (from >= packets.length) return undefined;
    const piece = readPiece(this.bytes, packets, from);
    piece.catch(() => undefined);
    return { from, piece };
  }

  private lookAt(piece: PacketPiece, scan: Scan): void {
    const { packets, facts } = this.tables;
    const { packet } = this;
    for (let row = piece.from; row < piece.to; row++) {
      const { linkType, snaplen } = facts.interfaces[packets.interface[row] ?? 0];
      packet.row = row;
      packet.bytes = piece.bytesOf(row);
      packet.start = piece.startOf(row);
      packet.end = packet.start + lookedAt(packets, row);
      packet.wireLength = packets.wireLength(row);
      packet.linkType = linkType;
      packet.snaplen = snaplen;
      scan.look(packet);
    }
  }
}
