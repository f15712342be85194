import { Expiration } from '../model/expiration.ts';
import { TCP } from '../model/ip-protocols.ts';
import type { MeterParameters } from '../model/parameters.ts';
import { ACK, FIN, RST, SYN } from '../model/tcp-flags.ts';
import type { Cuts } from '../model/operators.ts';
import { NONE } from '../model/units.ts';
import type { FeatureMeter } from './features/feature-meter.ts';
import { featureMeters } from './features/index.ts';
import { nextConnectionState } from './connection-state.ts';
import { Conversations } from './conversations.ts';
import { FlowRecords } from './flow-records.ts';
import type { MeteredFlows } from './metered-flows.ts';
import type { MeteredPacket } from './metered-packet.ts';
import type { RecordWatcher } from './record-watcher.ts';
import {
  BYTES,
  CHUNK_BITS,
  CHUNK_MASK,
  CLOSING,
  CONNECTION_BITS,
  CONVERSATION,
  DOUBLES,
  EXPIRATION,
  FIRST_PACKET,
  FLAGS,
  GAP_LEAST,
  GAP_MEAN,
  GAP_MOST,
  ID,
  LAST_PACKET,
  LINK_PAIR,
  NEWER,
  OLDER,
  PACKETS,
  scopeAt,
  SEEN,
  SIZE_LEAST,
  SIZE_MEAN,
  SPLT,
  WORDS,
} from './record-layout.ts';
import { SpltPool } from './splt-pool.ts';
import { Ticks } from './ticks.ts';

/** NFStream scans for idle flows when its clock has moved this far, ms, and ends at most so many in one scan. */
const SCAN_INTERVAL = 10;
const SCAN_BUDGET = 1000;

/** What the CLOSING word of a record holds beneath the connection's state: FIN seen from the source, from the destination; RST seen. */
const FINS = 3;
const RESET = 4;
const CLOSED = FINS | RESET;

/**
 * Told of a flow that has ended: its record, why, and the row of the packet at which it was ended; NONE at the end of the
 * captures. That packet is in another flow: the first of one with the same key, or any at which idle flows are looked for.
 * (Only with an idle time-out of 0, and by a plugin, a flow is ended at its own packet.)
 */
export type OnExpiry = (record: number, reason: Expiration, row: number) => void;

/**
 * NFStream 6.5.4's offline meter with one meter process (meter.py, flow.py, lib_engine.c): flow key, direction, expiry on
 * packets and by scan, its clock that never goes back, emission order, running statistics by its update formulas, SPLT.
 * Call `add` for every metered packet in file order, `finish` at the end of all captures. What goes beyond NFStream is
 * asked for by parameters, and stands in `features`.
 */
export class FlowMeter implements MeteredFlows {
  readonly records = new FlowRecords();
  readonly splt: SpltPool;
  readonly ticks: Ticks;
  /** What is measured beyond NFStream. */
  readonly features: readonly FeatureMeter[];
  /** Packets of a flow that its SPLT chain keeps at most. */
  readonly spltLength: number;
  /** NFStream's clock: the largest time so far, ticks. */
  tick = 0;
  /** Direction of the last packet added: 0 from the flow's source, 1 back. */
  direction = 0;
  /** Flows ended so far; the next id. */
  expired = 0;
  private lastScan = 0;
  /** Open flows in order of creation. */
  private oldest = NONE;
  private newest = NONE;
  private readonly idle: number;
  private readonly active: number;
  private readonly scanInterval: number;
  private readonly statistics: boolean;
  private readonly endAtFinRst: boolean;
  private readonly keepDirection: boolean;
  private readonly directionFromSyn: boolean;

  /**
   * `recycle`: records are used again after that call (a stream of flows); otherwise all are
   * kept. `conversations` may come from an earlier metering of the same packets; no record may be open in it.
   * `watcher` is told of every packet. `cuts`: packets behind which their record ends; asked once the watcher has been told.
   */
  constructor(
    parameters: MeterParameters,
    private readonly onExpiry: OnExpiry,
    private readonly recycle: boolean,
    readonly conversations = new Conversations(),
    private readonly watcher?: RecordWatcher,
    private readonly cuts?: Cuts,
  ) {
    this.ticks = new Ticks(parameters.timeResolution);
    this.features = featureMeters(parameters, this.ticks);
    const perSecond = this.ticks.perMs * 1000;
    this.idle = parameters.idleTimeout * perSecond;
    this.active = parameters.activeTimeout * perSecond;
    this.scanInterval = SCAN_INTERVAL * this.ticks.perMs;
    this.statistics = parameters.statisticalAnalysis;
    this.spltLength = parameters.spltAnalysis;
    this.splt = new SpltPool(this.ticks.perMs > 1);
    this.endAtFinRst = parameters.endAtFinRst;
    this.keepDirection = parameters.keepDirection;
    this.directionFromSyn = parameters.directionFromSyn;
  }

  /** Counts a packet; returns the record of its flow. */
  add(packet: MeteredPacket): number {
    const time = this.ticks.of(packet.seconds, packet.nanoseconds);
    if (time > this.tick) this.tick = time;
    const now = this.tick;
    // Decided before the packet is consumed, done after it, as NFStream does.
    const scan = now - this.lastScan >= this.scanInterval;
    if (scan) this.lastScan = now;
    let record = this.conversations.openRecord(packet.conversation);
    if (record >= 0 && this.mustEnd(record, packet, now)) record = NONE;
    if (record < 0) record = this.open(packet, now);
    else this.update(record, packet, now);
    if (this.cuts?.has(packet.row) === true) this.expire(record, Expiration.Plugin, packet.row);
    if (scan) this.scanIdle(packet.row, now);
    return record;
  }

  /** Conversation of a record times two, plus 1 if the record's source is the conversation's second endpoint. */
  sourceEnd(record: number): number {
    const packed = this.records.word(record, CONVERSATION);
    return (packed >>> 2) * 2 + (packed & 1);
  }

  /** Ends all open flows in order of creation. */
  finish(): void {
    while (this.endOldest());
  }

  /** Ends the open flow that was created first; false if none is open. For who ends them in portions. */
  endOldest(): boolean {
    if (this.oldest < 0) return false;
    this.expire(this.oldest, Expiration.Idle, NONE);
    return true;
  }

  /** Ends the record if this packet's time is past its idle or active time-out, or if it begins a new connection. */
  private mustEnd(record: number, { row, tcpFlags }: MeteredPacket, now: number): boolean {
    if (now - this.lastSeen(record) >= this.idle) this.expire(record, Expiration.Idle, row);
    else if (now - this.firstSeen(record) >= this.active) this.expire(record, Expiration.Active, row);
    else if ((tcpFlags & (SYN | ACK)) === SYN && this.isClosed(record)) this.expire(record, Expiration.Closed, row);
    else return false;
    return true;
  }

  /** True if the connection was closed by RST, or by FINs both ways (counted only if `endAtFinRst`). */
  private isClosed(record: number): boolean {
    const closing = this.records.word(record, CLOSING) & CLOSED;
    return closing >= RESET || closing === FINS;
  }

  /** Time of the record's first packet. */
  private firstSeen(record: number): number {
    return this.records.double(record, SEEN + (this.records.word(record, CONVERSATION) & 2));
  }

  private lastSeen(record: number): number {
    const { records } = this;
    const forward = records.double(record, SEEN + 1);
    const backward = records.double(record, SEEN + 3);
    return forward > backward ? forward : backward;
  }

  private scanIdle(row: number, now: number): void {
    for (let ended = 0; ended < SCAN_BUDGET && this.oldest >= 0; ended++) {
      if (now - this.idle < this.lastSeen(this.oldest)) return;
      this.expire(this.oldest, Expiration.Idle, row);
    }
  }

  /** `cause`: what has run out; a closed connection that was idle counts as closed. `row`: as `OnExpiry` has it. */
  private expire(record: number, cause: Expiration, row: number): void {
    const { records } = this;
    const reason = cause === Expiration.Idle && this.isClosed(record) ? Expiration.Closed : cause;
    records.setWord(record, ID, this.expired++);
    records.setWord(record, EXPIRATION, reason);
    const packed = records.word(record, CONVERSATION);
    this.conversations.setOpenRecord(packed >>> 2, NONE);
    if (this.keepDirection) {
      this.conversations.keepOrientation(packed >>> 2, cause === Expiration.Active ? packed & 1 : NONE);
    }
    this.unlink(record);
    this.watcher?.ended(record);
    this.onExpiry(record, reason, row);
    if (!this.recycle) return;
    const chain = records.word(record, SPLT);
    if (chain >= 0) this.splt.release(chain);
    for (const feature of this.features) feature.release(record);
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

  private open(packet: MeteredPacket, now: number): number {
    const { records } = this;
    const { conversation, size, tcpFlags, row } = packet;
    const record = records.allocate();
    const doubles = records.doubles[record >>> CHUNK_BITS];
    const words = records.words[record >>> CHUNK_BITS];
    const d = (record & CHUNK_MASK) * DOUBLES;
    const w = (record & CHUNK_MASK) * WORDS;
    const orientation = this.orientation(packet);
    const direction = orientation ^ packet.swapped;
    const way = scopeAt(1 + direction);
    doubles[d + SEEN + direction * 2] = now;
    doubles[d + SEEN + direction * 2 + 1] = now;
    doubles[d + way + BYTES] = size;
    doubles[d + scopeAt(0) + SIZE_MEAN] = size;
    doubles[d + way + SIZE_MEAN] = size;
    words[w + PACKETS + direction] = 1;
    words[w + way * 2 + SIZE_LEAST] = size;
    words[w + way * 2 + SIZE_LEAST + 1] = size;
    if (tcpFlags !== 0) countFlags(words, w + FLAGS + direction * 8, tcpFlags);
    if (packet.protocol === TCP) words[w + CLOSING] = nextConnectionState(0, direction, tcpFlags) << CONNECTION_BITS;
    if (this.endAtFinRst) words[w + CLOSING] |= closing(tcpFlags, direction);
    words[w + FIRST_PACKET] = row;
    words[w + LAST_PACKET] = row;
    words[w + CONVERSATION] = conversation * 4 + direction * 2 + orientation;
    words[w + LINK_PAIR] = packet.linkPair;
    words[w + ID] = NONE;
    words[w + SPLT] = this.spltLength > 0 ? this.splt.begin(size, direction) : NONE;
    words[w + NEWER] = NONE;
    words[w + OLDER] = this.newest;
    if (this.newest >= 0) records.setWord(this.newest, NEWER, record);
    else this.oldest = record;
    this.newest = record;
    this.direction = direction;
    this.conversations.setOpenRecord(conversation, record);
    for (const feature of this.features) feature.open(record, direction, packet, now);
    this.watcher?.open(record);
    return record;
  }

  /** Which end of the conversation is the new flow's source: the packet's sender, unless parameters say otherwise. */
  private orientation({ conversation, swapped, tcpFlags }: MeteredPacket): number {
    const kept = this.keepDirection ? this.conversations.keptOrientation(conversation) : NONE;
    if (kept >= 0) return kept;
    const answer = this.directionFromSyn && (tcpFlags & (SYN | ACK)) === (SYN | ACK);
    return answer ? 1 - swapped : swapped;
  }

  /**
   * Counts a further packet. The mean is m += (x - m) / n, the second moment M2 += (x - m_old) * (x - m_new), each for
   * both directions together (scope 0) and for the packet's own (scope 1 + direction), first over sizes, then over gaps.
   */
  private update(record: number, packet: MeteredPacket, now: number): void {
    const doubles = this.records.doubles[record >>> CHUNK_BITS];
    const words = this.records.words[record >>> CHUNK_BITS];
    const d = (record & CHUNK_MASK) * DOUBLES;
    const w = (record & CHUNK_MASK) * WORDS;
    const { size, tcpFlags } = packet;
    const direction = (words[w + CONVERSATION] & 1) ^ packet.swapped;
    this.direction = direction;
    const ownLast = d + SEEN + direction * 2 + 1;
    const last = doubles[ownLast];
    const otherLast = doubles[d + SEEN + (1 - direction) * 2 + 1];
    const gap = now - (last > otherLast ? last : otherLast);
    const ownPackets = ++words[w + PACKETS + direction];
    const packets = words[w + PACKETS] + words[w + PACKETS + 1];
    const way = scopeAt(1 + direction);
    doubles[d + way + BYTES] += size;
    if (ownPackets === 1) doubles[ownLast - 1] = now;
    doubles[ownLast] = now;
    words[w + LAST_PACKET] = packet.row;
    if (this.statistics) {
      const range = w + way * 2 + SIZE_LEAST;
      if (ownPackets === 1 || size < words[range]) words[range] = size;
      if (size > words[range + 1]) words[range + 1] = size;
      const both = d + scopeAt(0);
      addMoment(doubles, both + SIZE_MEAN, size, packets);
      addMoment(doubles, d + way + SIZE_MEAN, size, ownPackets);
      addGap(doubles, both, gap, packets - 1);
      if (ownPackets > 1) addGap(doubles, d + way, now - last, ownPackets - 1);
      if (tcpFlags !== 0) countFlags(words, w + FLAGS + direction * 8, tcpFlags);
    }
    if (packet.protocol === TCP) {
      const closing = words[w + CLOSING];
      const state = nextConnectionState(closing >>> CONNECTION_BITS, direction, tcpFlags);
      words[w + CLOSING] = (closing & CLOSED) | (state << CONNECTION_BITS);
    }
    if (this.endAtFinRst && (tcpFlags & (FIN | RST)) !== 0) words[w + CLOSING] |= closing(tcpFlags, direction);
    if (packets <= this.spltLength) {
      words[w + SPLT] = this.splt.append(words[w + SPLT], packets - 1, size, direction, gap);
    }
    for (const feature of this.features) feature.update(record, direction, packet, now);
    this.watcher?.update(record);
  }
}

function closing(tcpFlags: number, direction: number): number {
  return ((tcpFlags & FIN) !== 0 ? 1 << direction : 0) | ((tcpFlags & RST) !== 0 ? RESET : 0);
}

/** Mean at `at`, second moment behind it. */
function addMoment(doubles: Float64Array, at: number, value: number, count: number): void {
  const mean = doubles[at];
  const next = mean + (value - mean) / count;
  doubles[at] = next;
  doubles[at + 1] += (value - mean) * (value - next);
}

function addGap(doubles: Float64Array, scope: number, gap: number, count: number): void {
  addMoment(doubles, scope + GAP_MEAN, gap, count);
  if (count === 1 || gap < doubles[scope + GAP_LEAST]) doubles[scope + GAP_LEAST] = gap;
  if (gap > doubles[scope + GAP_MOST]) doubles[scope + GAP_MOST] = gap;
}

/** Adds one to the counter of each set flag. ACK alone is by far the most frequent. */
function countFlags(words: Int32Array, at: number, flags: number): void {
  if (flags === 0x10) {
    words[at + 4]++;
    return;
  }
  for (let bit = 0; bit < 8; bit++) words[at + bit] += (flags >> bit) & 1;
}
