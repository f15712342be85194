import { MEMBERS } from 'virtual:api-reference';

/** A field of the packet that conditions can name. */
interface PacketField {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/** Fields that are a number, a text or a truth: bytes are asked for by code. */
export const PACKET_FIELDS: readonly PacketField[] = MEMBERS.filter(({ group }) => group === 'Packet').flatMap(
  ({ name, signature, description }) => {
    const [, type] = /: (number|string|boolean)(?: \| undefined)?$/.exec(signature) ?? [];
    return type === undefined ? [] : [{ name, type, description }];
  },
);
