import { TCP, UDP } from '../../model/ip-protocols.ts';
import type { Way } from '../../model/stream.ts';
import type { FlowIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import type { FtpTransfer } from './ftp-transfers.ts';
import type { TftpRequest } from './tftp.ts';

/** A flow whose bytes another one has asked for, and the direction in which they pass. */
export type DataFlow =
  | { readonly type: 'ftp'; readonly flow: FlowIndex; readonly sender: Way; readonly of: FtpTransfer }
  | { readonly type: 'tftp'; readonly flow: FlowIndex; readonly sender: Way; readonly of: TftpRequest };

/** One end of a flow. */
interface End {
  readonly address: string;
  readonly port: number;
}

/** Finds the flows in which transfers passed: each flow is one transfer’s only, the first that fits behind the request. */
export function dataFlows(
  tables: CaptureTables,
  transfers: readonly FtpTransfer[],
  requests: readonly TftpRequest[],
): readonly DataFlow[] {
  if (transfers.length + requests.length === 0) return [];
  const ends = new FlowEnds(tables);
  const taken = new Set<FlowIndex>();
  const found: DataFlow[] = [];
  for (const of of transfers.toSorted((a, b) => a.packet - b.packet)) {
    const flow = ftpFlow(tables, ends, of, taken);
    if (flow !== undefined) found.push({ type: 'ftp', ...flow, of });
  }
  for (const of of requests.toSorted((a, b) => a.packet - b.packet)) {
    const flow = tftpFlow(tables, ends, of, taken);
    if (flow !== undefined) found.push({ type: 'tftp', ...flow, of });
  }
  return found;
}

type Found = Pick<DataFlow, 'flow' | 'sender'>;

function ftpFlow(tables: CaptureTables, ends: FlowEnds, of: FtpTransfer, taken: Set<FlowIndex>): Found | undefined {
  const client = ends.end(of.flow, of.client).address;
  const server = ends.end(of.flow, of.client === 0 ? 1 : 0).address;
  const [listener, caller] = of.isPassive ? [server, client] : [client, server];
  for (const flow of ends.at(TCP, of.port)) {
    if (taken.has(flow) || tables.extent(flow).first < of.from) continue;
    const way = ends.wayOf(flow, of.port, [listener, of.address], caller);
    if (way === undefined) continue;
    taken.add(flow);
    // `way` is the direction in which the listener sends.
    const isListener = of.isPassive === of.isFromServer;
    return { flow, sender: isListener ? way : way === 0 ? 1 : 0 };
  }
  return undefined;
}

function tftpFlow(tables: CaptureTables, ends: FlowEnds, of: TftpRequest, taken: Set<FlowIndex>): Found | undefined {
  const client = ends.end(of.flow, of.way);
  const server = ends.end(of.flow, of.way === 0 ? 1 : 0);
  const fits = ends.at(UDP, client.port).flatMap((flow) => {
    if (taken.has(flow) || (flow !== of.flow && tables.extent(flow).first < of.packet)) return [];
    const way = ends.wayOf(flow, client.port, [client.address], server.address);
    return way === undefined ? [] : [{ flow, sender: of.isWrite ? way : way === 0 ? (1 as const) : (0 as const) }];
  });
  // The server answers from a port of its own; few answer from that of requests.
  const chosen = fits.find(({ flow }) => flow !== of.flow) ?? fits[0];
  if (chosen !== undefined && chosen.flow !== of.flow) taken.add(chosen.flow);
  return chosen;
}

/** Ends of flows, and the flows by the ports of their ends, in the order of time. */
class FlowEnds {
  private readonly byPort = new Map<number, FlowIndex[]>();

  constructor(private readonly tables: CaptureTables) {
    const { flowCount } = tables;
    const order = Array.from({ length: flowCount }, (_, flow) => flow);
    order.sort((a, b) => tables.extent(a).first - tables.extent(b).first);
    const { ends } = tables.sources;
    for (const flow of order) {
      this.add(flow, ends.sourcePort(flow));
      this.add(flow, ends.destinationPort(flow));
    }
  }

  /** The end that sends in a direction. */
  end(flow: FlowIndex, way: Way): End {
    const { sources, addresses } = this.tables;
    const { ends } = sources;
    return way === 0
      ? { address: addresses.text(ends.source(flow)), port: ends.sourcePort(flow) }
      : { address: addresses.text(ends.destination(flow)), port: ends.destinationPort(flow) };
  }

  /** Flows of a protocol with a port at an end. */
  at(protocol: number, port: number): readonly FlowIndex[] {
    const { packets } = this.tables;
    return (this.byPort.get(port) ?? []).filter(
      (flow) => packets.protocol[this.tables.extent(flow).first] === protocol,
    );
  }

  /** The direction in which an end with this port and one of these addresses sends, if the other end has the other address. */
  wayOf(flow: FlowIndex, port: number, addresses: readonly (string | undefined)[], other: string): Way | undefined {
    return ([0, 1] as const).find((way) => {
      const end = this.end(flow, way);
      const far = this.end(flow, way === 0 ? 1 : 0);
      return end.port === port && addresses.includes(end.address) && far.address === other;
    });
  }

  private add(flow: FlowIndex, port: number): void {
    const list = this.byPort.get(port);
    if (list === undefined) this.byPort.set(port, [flow]);
    else if (list.at(-1) !== flow) list.push(flow);
  }
}
