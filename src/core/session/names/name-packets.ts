import { TCP, UDP } from '../../model/ip-protocols.ts';
import type { CaptureTables } from '../../tables.ts';

/** What a packet may say names as. */
export const enum NameTalk {
  None,
  Dns,
  Nbns,
  Dhcp,
  /** The first packet with payload of one direction of a TCP flow. */
  Opening,
}

const TALKS: ReadonlyMap<number, NameTalk> = new Map([
  [53, NameTalk.Dns],
  [5353, NameTalk.Dns],
  [5355, NameTalk.Dns],
  [137, NameTalk.Nbns],
  [67, NameTalk.Dhcp],
  [68, NameTalk.Dhcp],
]);

/** Bytes of the shortest request that names its server, “GET / HTTP/1.1”; a Client Hello has more. */
const LEAST_OPENING = 14;

/** Packets that may say names, rising, and what they are read as. */
export interface NamePackets {
  readonly rows: readonly number[];
  readonly talks: readonly NameTalk[];
}

/** The packets that may say names, by their ports, and the first with payload of each direction of a TCP flow. */
export function namePackets({ packets, meter, metering: { ends } }: CaptureTables): NamePackets {
  const flows = meter.records.length;
  const talkOf = Uint8Array.from({ length: flows }, (_, flow) => {
    return TALKS.get(ends.destinationPort(flow)) ?? TALKS.get(ends.sourcePort(flow)) ?? NameTalk.None;
  });
  const opened = new Uint8Array(2 * flows);
  const rows: number[] = [];
  const talks: NameTalk[] = [];
  for (let row = 0; row < packets.length; row++) {
    const flow = packets.flow[row];
    const protocol = packets.protocol[row];
    if (flow < 0 || packets.payloadSize[row] === 0 || (protocol !== TCP && protocol !== UDP)) continue;
    let talk = talkOf[flow] as NameTalk;
    if (protocol === TCP && talk !== NameTalk.Dns) {
      const at = 2 * flow + (packets.marks[row] & 1);
      talk = opened[at] === 1 || packets.payloadSize[row] < LEAST_OPENING ? NameTalk.None : NameTalk.Opening;
      opened[at] = 1;
    }
    if (talk === NameTalk.None) continue;
    rows.push(row);
    talks.push(talk);
  }
  return { rows, talks };
}
