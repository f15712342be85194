/** Bytes of one row, with what a table that grows has to spare; docs/architecture.md says what is in them. */
const PACKET = 40;
const STRAY = 18;
const ADDRESS = 48;
const CONVERSATION = 64;
/** Two or three blocks of SPLT. */
const SPLT = 80;
const FEATURE = 80;

/** The tables that grow with a capture. */
interface GrowingTables {
  readonly packets: { readonly length: number };
  readonly strays: { readonly length: number };
  readonly addresses: { readonly length: number };
  readonly meter: {
    readonly records: { readonly length: number; readonly byteLength: number };
    readonly conversations: { readonly length: number };
    readonly spltLength: number;
    readonly features: readonly unknown[];
  };
  readonly identification: { readonly flows: { readonly byteLength: number } } | undefined;
}

/** About how many bytes of memory the tables of a capture take. Notes have bounds of their own (capture/text-room.ts). */
export function tableBytes({ packets, strays, addresses, meter, identification }: GrowingTables): number {
  const { records, conversations, spltLength, features } = meter;
  const beside = (spltLength > 0 ? SPLT : 0) + features.length * FEATURE;
  return (
    packets.length * PACKET +
    strays.length * STRAY +
    addresses.length * ADDRESS +
    conversations.length * CONVERSATION +
    records.byteLength +
    (identification?.flows.byteLength ?? 0) +
    records.length * beside
  );
}
