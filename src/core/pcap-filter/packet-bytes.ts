/**
 * The packet at hand, read as BPF reads it: big-endian, within the captured bytes. A read outside of them gives 0 and
 * marks the packet as refused, whatever the rest of the filter says.
 */
export class PacketBytes {
  /** Some read was outside: the filter's answer is no. */
  refused = false;
  /** Length on the wire. */
  wire = 0;
  /** Places that layers of variable length have found, by number. */
  readonly slots: number[] = [];
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private captured = 0;

  /** Takes the next packet. */
  set(bytes: Uint8Array, start: number, captured: number, wire: number): void {
    this.bytes = bytes;
    this.start = start;
    this.captured = captured;
    this.wire = wire;
    this.refused = false;
    this.slots.fill(0);
  }

  /** Big-endian number of 1, 2 or 4 bytes, without sign. */
  read(at: number, size: number): number {
    if (at + size > this.captured) {
      this.refused = true;
      return 0;
    }
    const { bytes } = this;
    const from = this.start + at;
    if (size === 1) return bytes[from];
    const half = (bytes[from] << 8) | bytes[from + 1];
    return size === 2 ? half : ((half << 16) | (bytes[from + 2] << 8) | bytes[from + 3]) >>> 0;
  }
}
