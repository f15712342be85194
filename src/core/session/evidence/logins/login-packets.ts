import { TCP, UDP } from '../../../model/ip-protocols.ts';
import type { CaptureTables } from '../../../tables.ts';
import type { LoginKind } from './login.ts';

/** Packets that may hold logins: rows, rising, and for flows the number of their kind, -1 for none, and who is the client. */
export interface LoginPackets {
  readonly rows: readonly number[];
  readonly kinds: Int8Array;
  /** 1 where the flow’s destination asks its source for the service. */
  readonly turned: Uint8Array;
}

const NUMBERS = { TCP, UDP } as const;

/** The first packets with payload of each flow at a port of some kind. */
export function loginPackets(
  { packets, meter, metering: { ends } }: CaptureTables,
  all: readonly LoginKind[],
): LoginPackets {
  const flows = meter.records.length;
  const kinds = new Int8Array(flows).fill(-1);
  const turned = new Uint8Array(flows);
  const byPort = new Map(all.flatMap(({ ports }, kind) => ports.map((port): [number, number] => [port, kind])));
  for (let flow = 0; flow < flows; flow++) {
    const [near, far] = [ends.sourcePort(flow), ends.destinationPort(flow)];
    // Of two known ports the lower one is the service’s: clients count from above.
    const isTurned = byPort.has(near) && (!byPort.has(far) || near < far);
    kinds[flow] = byPort.get(isTurned ? near : far) ?? -1;
    turned[flow] = isTurned ? 1 : 0;
  }
  const taken = new Uint16Array(flows);
  const rows: number[] = [];
  for (let row = 0; row < packets.length; row++) {
    const flow = packets.flow[row];
    const kind = flow < 0 || packets.payloadSize[row] === 0 ? undefined : all[kinds[flow]];
    if (kind === undefined || packets.protocol[row] !== NUMBERS[kind.protocol] || taken[flow] >= kind.most) continue;
    taken[flow]++;
    rows.push(row);
  }
  return { rows, kinds, turned };
}
