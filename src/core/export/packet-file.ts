import type { CaptureInterface } from '../model/capture-info.ts';
import type { AddressNames, SecretsNote, SectionNote } from '../model/capture-notes.ts';
import type { PacketRecord } from '../model/export.ts';
import type { Failure } from '../model/failure.ts';

/** An interface of the capture, and whether its times are written in nanoseconds, else in microseconds. */
export interface WrittenInterface extends CaptureInterface {
  readonly nanoseconds: boolean;
}

/** What a written capture says beside its packets. */
export interface CaptureDescription {
  /** By the numbers that packets give. */
  readonly interfaces: readonly WrittenInterface[];
  readonly sections: readonly SectionNote[];
  readonly names: readonly AddressNames[];
  readonly secrets: readonly SecretsNote[];
}

/** A capture file being written. Nothing that its format cannot hold is written: `packet` answers why. */
export interface PacketFile {
  /**
   * Takes what stands before packets; to be called before the first packet, and again when more is known. Lists may
   * have grown from one call to the next, what was in them stays.
   */
  describe(capture: CaptureDescription): void;
  packet(packet: PacketRecord): Failure | undefined;
  /** Hands over what is left; a file without packets gets its header. */
  finish(): void;
  /** Comments of packets that were written without them. */
  readonly commentsLeftOut: number;
}
