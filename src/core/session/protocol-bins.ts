import type { DictionaryColumn } from '../model/column.ts';
import type { KindBins, ProtocolBins, ProtocolBinsRequest } from '../model/protocol-bins.ts';
import { BinFinder } from '../query/time-bins.ts';
import type { CaptureTables } from '../tables.ts';

/** Texts by which packets are told apart: of their flows, or their own. */
interface KindReader {
  readonly column: DictionaryColumn;
  readonly table: KindBins['table'];
}

/** Columns of flows that tell what they are, the best first. */
const OF_FLOWS = ['application', 'service'];
/** Codes of packets that are not told by their flow begin here. */
const OWN_CODES = 0x4000_0000;

/** Counts packets and bytes over time by what they are. Looks at every packet once. */
export function protocolBins(tables: CaptureTables, request: ProtocolBinsRequest): ProtocolBins {
  const finder = new BinFinder(request.stretches);
  const { packets } = tables;
  const ofFlow = request.by === 'application' ? flowReader(tables) : undefined;
  const own = tables.packetTable.columns.get('protocol');
  if (own?.type !== 'dictionary') return { request, kinds: [] };
  const ownReader: KindReader = { column: own, table: 'packets' };
  const codes = codesOfFlows(tables, ofFlow);
  const counts = new Map<number, { packets: Float64Array; bytes: Float64Array }>();
  for (let row = 0; row < packets.length; row++) {
    const bin = finder.binOf(packets.timeNs[row]);
    if (bin < 0) continue;
    const flow = packets.flow[row];
    const code = codes !== undefined && flow >= 0 ? codes[flow] : OWN_CODES + own.code(row);
    let kind = counts.get(code);
    if (kind === undefined) {
      kind = { packets: new Float64Array(finder.bins), bytes: new Float64Array(finder.bins) };
      counts.set(code, kind);
    }
    kind.packets[bin]++;
    kind.bytes[bin] += packets.wireLength(row);
  }
  const all = [...counts].map(([code, kind]): KindBins => {
    const reader = code >= OWN_CODES - 1 || ofFlow === undefined ? ownReader : ofFlow;
    const at = reader === ownReader ? code - OWN_CODES : code;
    const { column, table } = reader;
    return { name: at < 0 ? '' : column.text(at), column: column.description.id, table, ...kind };
  });
  return largest(all, request);
}

function flowReader({ flows }: CaptureTables): KindReader | undefined {
  for (const id of OF_FLOWS) {
    const column = flows.columns.get(id);
    if (column?.type === 'dictionary') return { column, table: 'flows' };
  }
  return undefined;
}

/** The code of each flow; undefined: flows do not tell. */
function codesOfFlows({ flows }: CaptureTables, reader: KindReader | undefined): Int32Array | undefined {
  return reader && Int32Array.from({ length: flows.length }, (_, flow) => reader.column.code(flow));
}

/** The largest kinds, and the sum of the others. */
function largest(all: readonly KindBins[], request: ProtocolBinsRequest): ProtocolBins {
  const sizes = new Map(all.map((kind) => [kind, kind[request.unit].reduce((sum, count) => sum + count, 0)]));
  const sorted = [...all].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  // One kind alone is told as well as "others".
  const most = sorted.length === request.most + 1 ? sorted.length : request.most;
  const rest = sorted.slice(most);
  const others = rest.length > 0 && {
    kinds: rest.length,
    packets: summed(rest.map(({ packets }) => packets)),
    bytes: summed(rest.map(({ bytes }) => bytes)),
  };
  return { request, kinds: sorted.slice(0, most), ...(others && { others }) };
}

function summed(counts: readonly Float64Array[]): Float64Array {
  const [first] = counts;
  return first.map((_, bin) => counts.reduce((sum, each) => sum + each[bin], 0));
}
