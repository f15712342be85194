import type { AddressNames, SecretsNote, SectionNote } from '../model/capture-notes.ts';
import { utf8Bytes } from '../../base/utf8-bytes.ts';
import { addressBytes } from './address-bytes.ts';
import type { WrittenInterface } from './packet-file.ts';
import { bytesOf, optionBytes, textOption, type BlockOption } from './pcapng-options.ts';

/** Bodies of the blocks that say what stands beside packets (draft-ietf-opsawg-pcapng, sections 4.1, 4.2, 4.5, 4.7). */

const COMMENT = 1;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** The link type has 16 bits. */
export const LARGEST_LINK_TYPE = 0xffff;

const SECTION = { hardware: 2, os: 3, application: 4 } as const;
const INTERFACE = {
  name: 2,
  description: 3,
  mac: 6,
  speed: 8,
  resolution: 9,
  filter: 11,
  os: 12,
  hardware: 15,
} as const;

/** Comments as options. */
export function commentOptions(comments: readonly string[] = []): BlockOption[] {
  return comments.map((comment) => textOption(COMMENT, comment));
}

/** A section header: version 1.0, length not stated. Of several sections it has the comments of all. */
export function sectionBody(sections: readonly SectionNote[]): Uint8Array {
  const first = sections.at(0);
  const options = [
    ...commentOptions(sections.flatMap(({ comments }) => comments)),
    ...textIf(SECTION.hardware, first?.hardware),
    ...textIf(SECTION.os, first?.os),
    textOption(SECTION.application, 'Flowloom'),
  ];
  return bytesOf((out) =>
    out.u32(BYTE_ORDER_MAGIC).u16(1).u16(0).u32(0xffff_ffff).u32(0xffff_ffff).bytes(optionBytes(options)),
  );
}

/** An interface description. */
export function interfaceBody(from: WrittenInterface): Uint8Array {
  const options = [
    ...commentOptions(from.comments),
    ...textIf(INTERFACE.name, from.name),
    ...textIf(INTERFACE.description, from.description),
    ...macOption(from.mac),
    ...speedOption(from.speed),
    { code: INTERFACE.resolution, value: Uint8Array.of(from.nanoseconds ? 9 : 6) },
    // A leading 0 says that the filter is a text.
    ...textIf(INTERFACE.filter, from.filter === undefined ? undefined : `\0${from.filter}`),
    ...textIf(INTERFACE.os, from.os),
    ...textIf(INTERFACE.hardware, from.hardware),
  ];
  return bytesOf((out) =>
    out.u16(Math.min(from.linkType, LARGEST_LINK_TYPE)).u16(0).u32(from.snaplen).bytes(optionBytes(options)),
  );
}

/** Record types of addresses by their length: IPv4, IPv6, EUI-48, EUI-64. */
const RECORD_TYPES: Readonly<Record<number, number>> = { 4: 1, 16: 2, 6: 3, 8: 4 };

/** A name resolution block. */
export function namesBody(records: readonly AddressNames[]): Uint8Array {
  return bytesOf((out) => {
    for (const { address, names } of records) {
      const bytes = addressBytes(address);
      const type = RECORD_TYPES[bytes.length];
      if (type === undefined) continue;
      const text = utf8Bytes(names.map((name) => `${name}\0`).join(''));
      out.u16(type).u16(bytes.length + text.length);
      out.bytes(Uint8Array.of(...bytes, ...text), 4);
    }
    out.u16(0).u16(0);
  });
}

/** A decryption secrets block. */
export function secretsBody({ kind, text }: SecretsNote): Uint8Array {
  const secrets = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return bytesOf((out) => out.u32(kind).u32(secrets.length).bytes(secrets, 4));
}

function textIf(code: number, text: string | undefined): BlockOption[] {
  return text === undefined ? [] : [textOption(code, text)];
}

function macOption(mac: string | undefined): BlockOption[] {
  return mac === undefined ? [] : [{ code: INTERFACE.mac, value: Uint8Array.from(addressBytes(mac)) }];
}

/** 64 bits. */
function speedOption(speed: number | undefined): BlockOption[] {
  if (speed === undefined) return [];
  const value = new Uint8Array(8);
  new DataView(value.buffer).setBigUint64(0, BigInt(Math.round(speed)), true);
  return [{ code: INTERFACE.speed, value }];
}
