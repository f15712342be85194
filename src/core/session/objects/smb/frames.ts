import type { PacketIndex } from '../../../model/units.ts';
import type { StreamSpot } from '../../../streams/stream-sink.ts';
import type { Way } from '../../../model/stream.ts';

/** A stretch of a message that was not captured: zeros stand there. */
export interface Hole {
  readonly from: number;
  readonly to: number;
}

/** A message of SMB from its header on. `bytes` are valid during the call. */
export interface SmbFrame {
  readonly way: Way;
  /** The packet that completed it. */
  readonly packet: PacketIndex;
  readonly bytes: Uint8Array;
  /** Rising. */
  readonly holes: readonly Hole[];
}

/** Session service header (RFC 1002 4.3.1; MS-SMB2 2.1 takes all 24 bits as the length), and the name of the protocol behind it. */
const HEADER = 4;
const NAMED = 8;
const MESSAGE = 0;
const KEEP_ALIVE = 0x85;
const FIRST_OTHER = 0x81;
/** A buffer of this size is kept for the next message. */
const MOST_KEPT = 1024 * 1024;

/** True if bytes at a place are a session header with a message of SMB 1, 2, or 3 (encrypted, compressed) behind it. */
export function beginsSmb(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === MESSAGE && isNamed(bytes, at + HEADER);
}

function isNamed(bytes: Uint8Array, at: number): boolean {
  return bytes[at] >= 0xfc && bytes[at + 1] === 0x53 && bytes[at + 2] === 0x4d && bytes[at + 3] === 0x42;
}

/** Cuts one direction into messages. What is lost within one leaves a hole; behind a loss of framing the next that begins a packet counts. */
export class SmbFrames {
  private held = new Uint8Array(0);
  private size = 0;
  private need = HEADER;
  private isLost = false;
  private holes: Hole[] = [];

  constructor(private readonly take: (frame: SmbFrame) => void) {}

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    if (this.isLost && !beginsSmb(bytes, 0)) return;
    this.isLost = false;
    for (let at = 0; at < bytes.length && !this.isLost;) {
      const taken = Math.min(this.need - this.size, bytes.length - at);
      this.grow(this.size + taken);
      this.held.set(bytes.subarray(at, at + taken), this.size);
      this.size += taken;
      at += taken;
      if (this.size === this.need) this.goOn(spot);
    }
  }

  gap(spot: StreamSpot, length: number): void {
    if (this.isLost) return;
    if (this.size < NAMED) return this.lose();
    const to = Math.min(this.need, this.size + length);
    this.grow(to);
    this.held.fill(0, this.size, to);
    this.holes.push({ from: this.size - HEADER, to: to - HEADER });
    const isBeyond = this.size + length > this.need;
    this.size = to;
    if (this.size === this.need) this.goOn(spot);
    if (isBeyond) this.lose();
  }

  /** So much is there as was asked for: the header, the name, or all of it. */
  private goOn({ way, packet }: StreamSpot): void {
    const { held } = this;
    const length = (held[1] << 16) | (held[2] << 8) | held[3];
    const isMessage = held[0] === MESSAGE;
    if (!isMessage && (held[0] < FIRST_OTHER || held[0] > KEEP_ALIVE)) return this.lose();
    if (isMessage && length < HEADER) return this.lose();
    if (this.need === NAMED && isMessage && !isNamed(held, HEADER)) return this.lose();
    const whole = HEADER + (held[0] === KEEP_ALIVE ? 0 : length);
    if (this.size < whole) {
      this.need = this.size < NAMED && whole >= NAMED ? NAMED : whole;
      return;
    }
    if (isMessage) this.take({ way, packet, bytes: held.subarray(HEADER, this.size), holes: this.holes });
    this.forget();
  }

  private lose(): void {
    this.forget();
    this.isLost = true;
  }

  private forget(): void {
    this.size = 0;
    this.need = HEADER;
    this.holes = [];
    if (this.held.length > MOST_KEPT) this.held = new Uint8Array(0);
  }

  private grow(least: number): void {
    if (least <= this.held.length) return;
    const larger = new Uint8Array(Math.max(least, Math.min(2 * this.held.length, this.need)));
    larger.set(this.held.subarray(0, this.size));
    this.held = larger;
  }
}
