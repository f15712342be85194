import { takeFields } from '../protocols/decode.ts';
import { findField } from '../protocols/find-fields.ts';
import type { Field } from '../protocols/reading/field.ts';

/** A field of a message, by the id under which filters know it, and its value. */
export interface Said {
  readonly id: string;
  readonly value: number | string;
}

/** A packet that may say names: its bytes, what they are, when and between whom. */
export interface NamePacket {
  readonly packet: number;
  readonly timeNs: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly bytes: Uint8Array;
  readonly linkType: number;
  readonly wireLength: number;
}

/** Reads some fields of packets, in the order of their bytes. */
export function fieldReader(ids: readonly string[]): (packet: NamePacket) => readonly Said[] {
  const wanted = new Set<Field>(ids.flatMap((id) => findField(id)?.of ?? []));
  return ({ bytes, linkType, wireLength }) => {
    const said: Said[] = [];
    takeFields(bytes, linkType, wireLength, { wanted, take: ({ id }, value) => said.push({ id, value }) });
    return said;
  };
}

/** The first value of a field among what was said; undefined without. */
export function valueOf(said: readonly Said[], id: string): number | string | undefined {
  return said.find((one) => one.id === id)?.value;
}
