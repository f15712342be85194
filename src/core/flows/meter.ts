import type { MeterParameters } from '../model/parameters.ts';
import { NONE } from '../model/units.ts';
import { Conversations } from './conversations.ts';
import { FlowRecords } from './flow-records.ts';
import {
  BYTES,
  CHUNK_BITS,
  CHUNK_MASK,
  CONVERSATION,
  DESTINATION_MAC,
  DOUBLES,
  EXPIRATION,
  FIRST_PACKET,
  FLAGS,
  GAP_MOMENTS,
  GAP_RANGE,
  ID,
  LAST_PACKET,
  NEWER,
  OLDER,
  PACKETS,
  SEEN,
  SIZE_MOMENTS,
  SIZE_RANGE,
  SOURCE_MAC,
  SPLT,
  WORDS,
} from './record-layout.ts';
import { SpltPool } from './splt-pool.ts';

/** NFStream scans for idle flows when its clock has moved this far, ms, and ends at most so many in one scan. */
const SCAN_INTERVAL = 10;
const SCAN_BUDGET = 1000;

/** What the meter tells while it runs. */
export interface MeterHooks {
  /** A record was opened by the packet being added; `setMacs` is due. */
  onOpen(record: number): void;
  /** A flow has ended. Its record is used again after the call unless all are kept. */
  onExpiry(record: number): void;
}

/**
 * NFStream 6.5.4's offline meter with one meter process (meter.py, flow.py, lib_engine.c): flow key, direction, expiry on
 * packets and by scan, its clock that never goes back, emission order, running statistics by its update formulas, SPLT.
 * Call `add` for every metered packet in file order, `finish` at the end of all captures.
 */
export class FlowMeter {
  readonly records = new FlowRecords();
  readonly conversations = new Conversations();
  readonly splt: SpltPool;
  /** Packets of a flow that its SPLT chain keeps at most. */
  readonly spltLength: number;
  /** NFStream's clock: the largest time so far, ms since 1970. */
  tick = 0;
  /** Direction of the last packet added: 0 from the flow's source, 1 back. */
  direction = 0;
  /** Flows ended so far; the next id. */
  expired = 0;
  private lastScan = 0;
  /** Open flows in order of creation. */
  private oldest = NONE;
  private newest = NONE;
  private readonly idleMs: number;
  private readonly activeMs: number;
  private readonly statistics: boolean;

  /** `recycle`: records are used again once `hooks.onExpiry` has seen them (a stream of flows); otherwise all are kept. */
  constructor(
    parameters: MeterParameters,
    private readonly hooks: MeterHooks,
    private readonly recycle: boolean,
  ) {
    this.idleMs = parameters.idleTimeout * 1000;
    this.activeMs = parameters.activeTimeout * 1000;
    this.statistics = parameters.statisticalAnalysis;
    this.spltLength = parameters.spltAnalysis;
    this.splt = new SpltPool(this.idleMs);
  }

  /**
   * Counts a packet. Addresses and MACs are interned numbers (MAC -1: none), `timeMs` its own whole milliseconds since
  MARK
   */
  add(
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
    key: number,
    timeMs: number,
    size: number,
    tcpFlags: number,
    row: number,
  ): number {
    if (timeMs > this.tick) this.tick = timeMs;
    const now = this.tick;
    // Decided before the packet is consumed, done after it, as NFStream does.
    const scan = now - this.lastScan >= SCAN_INTERVAL;
    if (scan) this.lastScan = now;
    const conversation = this.conversations.find(source, destination, sourcePort, destinationPort, key);
    const { swapped } = this.conversations;
    let record = this.conversations.openRecord(conversation);
    if (record >= 0 && this.mustEnd(record, now)) record = NONE;
    if (record < 0) {
      record = this.open(conversation, swapped, now, size, tcpFlags, row);
    } else {
      // Same address and port on both sides: always direction 0.
      const own = source === destination && sourcePort === destinationPort;
      const orientation = this.records.word(record, CONVERSATION) & 1;
      this.direction = own ? 0 : orientation ^ swapped;
      this.update(record, this.direction, now, size, tcpFlags, row);
    }
    if (scan) this.scanIdle(now);
    return record;
  }

  /** Sets the MACs of a record, interned numbers. */
  setMacs(record: number, source: number, destination: number): void {
    this.records.setWord(record, SOURCE_MAC, source);
    this.records.setWord(record, DESTINATION_MAC, destination);
  }

  /** Ends all open flows in order of creation. */
  finish(): void {
    while (this.oldest >= 0) this.expire(this.oldest, 0);
  }

  /** Ends the record if this packet's time is past its idle (0) or active (1) time-out. */
  private mustEnd(record: number, now: number): boolean {
    if (now - this.lastSeen(record) >= this.idleMs) this.expire(record, 0);
    else if (now - this.firstSeen(record) >= this.activeMs) this.expire(record, 1);
    else return false;
    return true;
  }

  /** Time of the record's first packet (which went from source to destination). */
  private firstSeen(record: number): number {
    return this.records.double(record, SEEN);
  }

  private lastSeen(record: number): number {
    return Math.max(this.records.double(record, SEEN + 1), this.records.double(record, SEEN + 3));
  }

  private scanIdle(now: number): void {
    for (let ended = 0; ended < SCAN_BUDGET && this.oldest >= 0; ended++) {
      if (now - this.idleMs < this.lastSeen(this.oldest)) return;
      this.expire(this.oldest, 0);
    }
  }

  private expire(record: number, reason: number): void {
    const { records } = this;
    records.setWord(record, ID, this.expired++);
    records.setWord(record, EXPIRATION, reason);
    const conversation = records.word(record, CONVERSATION) >>> 1;
    this.conversations.setOpenRecord(conversation, NONE);
    this.unlink(record);
    this.hooks.onExpiry(record);
    if (!this.recycle) return;
    const chain = records.word(record, SPLT);
    if (chain >= 0) this.splt.release(chain);
    records.release(record);
  }

  private unlink(record: number): void {
    const { records } = this;
    const older = records.word(record, OLDER);
    const newer = records.word(record, NEWER);
    if (older >= 0) records.setWord(older, NEWER, newer);
    else this.oldest = newer;
    if (newer >= 0) records.setWord(newer, OLDER, older);
    else this.newest = older;
  }

  private open(
    conversation: number,
    swapped: number,
    now: number,
    size: number,
    tcpFlags: number,
    row: number,
  ): number {
    const { records } = this;
    const record = records.allocate();
    const doubles = records.doubles[record >>> CHUNK_BITS];
    const words = records.words[record >>> CHUNK_BITS];
    const d = (record & CHUNK_MASK) * DOUBLES;
    const w = (record & CHUNK_MASK) * WORDS;
    doubles[d + SEEN] = now;
    doubles[d + SEEN + 1] = now;
    doubles[d + BYTES] = size;
    doubles[d + SIZE_MOMENTS] = size;
    doubles[d + SIZE_MOMENTS + 2] = size;
    words[w + PACKETS] = 1;
    words[w + SIZE_RANGE] = size;
    words[w + SIZE_RANGE + 1] = size;
    if (tcpFlags !== 0) countFlags(words, w + FLAGS, tcpFlags);
    words[w + FIRST_PACKET] = row;
    words[w + LAST_PACKET] = row;
    words[w + CONVERSATION] = conversation * 2 + swapped;
    words[w + SOURCE_MAC] = NONE;
    words[w + DESTINATION_MAC] = NONE;
    words[w + ID] = NONE;
    words[w + SPLT] = this.spltLength > 0 ? this.splt.begin(size, 0) : NONE;
    words[w + NEWER] = NONE;
    words[w + OLDER] = this.newest;
    if (this.newest >= 0) records.setWord(this.newest, NEWER, record);
    else this.oldest = record;
    this.newest = record;
    this.direction = 0;
    this.conversations.setOpenRecord(conversation, record);
    this.hooks.onOpen(record);
    return record;
  }

  /**
   * Counts a further packet. The mean is m += (x - m) / n, the second moment M2 += (x - m_old) * (x - m_new), each for
   * both directions together (scope 0) and for the packet's own (scope 1 + direction), first over sizes, then over gaps.
   */
  private update(record: number, direction: number, now: number, size: number, tcpFlags: number, row: number): void {
    const doubles = this.records.doubles[record >>> CHUNK_BITS];
    const words = this.records.words[record >>> CHUNK_BITS];
    const d = (record & CHUNK_MASK) * DOUBLES;
    const w = (record & CHUNK_MASK) * WORDS;
    const ownLast = d + SEEN + direction * 2 + 1;
    const otherSeen = doubles[d + SEEN + (1 - direction) * 2 + 1];
    const gap = now - Math.max(doubles[ownLast], otherSeen);
    const ownGap = now - doubles[ownLast];
    const ownPackets = ++words[w + PACKETS + direction];
    const packets = words[w + PACKETS] + words[w + PACKETS + 1];
    doubles[d + BYTES + direction] += size;
    if (ownPackets === 1) doubles[ownLast - 1] = now;
    doubles[ownLast] = now;
    words[w + LAST_PACKET] = row;
    if (this.statistics) {
      const range = w + SIZE_RANGE + direction * 2;
      if (ownPackets === 1 || size < words[range]) words[range] = size;
      if (size > words[range + 1]) words[range + 1] = size;
      addMoment(doubles, d + SIZE_MOMENTS, size, packets);
      addMoment(doubles, d + SIZE_MOMENTS + 2 + direction * 2, size, ownPackets);
      addGap(doubles, d + GAP_MOMENTS, d + GAP_RANGE, gap, packets - 1);
      if (ownPackets > 1) {
        const scope = 2 + direction * 2;
        addGap(doubles, d + GAP_MOMENTS + scope, d + GAP_RANGE + scope, ownGap, ownPackets - 1);
      }
      if (tcpFlags !== 0) countFlags(words, w + FLAGS + direction * 8, tcpFlags);
    }
    if (packets <= this.spltLength) {
      words[w + SPLT] = this.splt.append(words[w + SPLT], packets - 1, size, direction, gap);
    }
  }
}

function addMoment(doubles: Float64Array, at: number, value: number, count: number): void {
  const mean = doubles[at];
  const next = mean + (value - mean) / count;
  doubles[at] = next;
  doubles[at + 1] += (value - mean) * (value - next);
}

function addGap(doubles: Float64Array, moments: number, range: number, gap: number, count: number): void {
  addMoment(doubles, moments, gap, count);
  if (count === 1 || gap < doubles[range]) doubles[range] = gap;
  if (gap > doubles[range + 1]) doubles[range + 1] = gap;
}

/** Adds one to the counter of each set flag. ACK alone is by far the most frequent. */
function countFlags(words: Int32Array, at: number, flags: number): void {
  if (flags === 0x10) {
    words[at + 4]++;
    return;
  }
  for (let bit = 0; bit < 8; bit++) words[at + bit] += (flags >> bit) & 1;
}
