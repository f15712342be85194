import { hexBytes } from '../../../base/text.ts';
import { PacketMark } from '../../model/packet-table.ts';
import { KeyLog } from '../../decrypt/key-log.ts';
import { QuicConversation } from '../../decrypt/quic/quic-conversation.ts';
import { beginsQuic } from '../../quic/split-datagram.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { chosenRows, readSome } from '../evidence/read-some.ts';

const TCP = 6;
const UDP = 17;
/** Datagrams of a direction that are looked at: a Client Hello may take several. */
const MOST_DATAGRAMS = 4;
/** Record header, handshake header, version; then the random (RFC 8446 section 4.1.2). */
const RANDOM_AT = 5 + 4 + 2;
const RANDOM = 32;
/** Headers before the transport's payload, at most as long as is worth reading. */
const MOST = 2048;
/** Packets that are read at most, and bytes of all of these. */
const LIMITS = { packets: 65_536, bytes: 64 * 1024 * 1024 };

/** Connections by the random of their Client Hello, in hex. */
export interface FoundHellos {
  readonly randoms: readonly string[];
  /** Not all flows were looked at. */
  readonly isPart: boolean;
}

/** Looks for Client Hellos in the first packets with payload of each direction: of TCP flows in one, of UDP flows in some (QUIC). */
export async function findHellos(tables: CaptureTables, source: ByteSource): Promise<FoundHellos> {
  const { packets } = tables;
  const chosen = chosenRows(openings(tables), (row) => Math.min(MOST, packets.capturedLength(row)), undefined, LIMITS);
  const randoms = new Set<string>();
  const talks = new Map<number, QuicConversation>();
  await readSome(tables, source, chosen.rows, MOST, (row, bytes) => {
    const header = packets.transportSize[row] - packets.payloadSize[row];
    const payload = bytes.subarray(packets.transportOffset[row] + header);
    const isTcp = packets.protocol[row] === TCP;
    const random = isTcp ? randomOf(payload) : quicRandom(talks, packets.flow[row], payload);
    if (random !== undefined) randoms.add(random);
  });
  return { randoms: [...randoms], isPart: chosen.reach !== undefined };
}

function openings({ packets, flowCount }: CaptureTables): readonly number[] {
  const seen = new Uint8Array(2 * flowCount);
  const rows: number[] = [];
  for (let row = 0; row < packets.length; row++) {
    const flow = packets.flow[row];
    const most = packets.protocol[row] === TCP ? 1 : packets.protocol[row] === UDP ? MOST_DATAGRAMS : 0;
    if (flow < 0 || packets.payloadSize[row] < RANDOM_AT + RANDOM) continue;
    const at = 2 * flow + ((packets.marks[row] & PacketMark.Backward) === 0 ? 0 : 1);
    if (seen[at] >= most) continue;
    seen[at]++;
    rows.push(row);
  }
  return rows;
}

/** The random of a Client Hello at the beginning of a segment's payload, in hex; undefined if there is none. */
export function randomOf(payload: Uint8Array): string | undefined {
  const isHello = payload.length >= RANDOM_AT + RANDOM && payload[0] === 22 && payload[1] === 3 && payload[5] === 1;
  return isHello ? hexBytes(payload, RANDOM_AT, RANDOM_AT + RANDOM) : undefined;
}

/** The random of a QUIC flow's Client Hello, once all of it has come. */
function quicRandom(talks: Map<number, QuicConversation>, flow: number, payload: Uint8Array): string | undefined {
  const known = talks.get(flow);
  if (known === undefined && !beginsQuic(payload)) return undefined;
  const talk = known ?? new QuicConversation(NO_SECRETS, NOBODY);
  talks.set(flow, talk);
  if (talk.clientRandom === undefined) talk.bytes(0, 0, payload);
  return talk.clientRandom;
}

const NO_SECRETS = new KeyLog();
const NOBODY = { data: () => undefined, said: () => undefined, closed: () => undefined };
