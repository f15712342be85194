import { flowExtent } from '../../flows/flow-rows.ts';
import type { DictionaryColumn } from '../../model/column.ts';
import type { NameRecord } from '../../model/names.ts';
import { hostName } from '../../names/host-names.ts';
import type { CaptureTables } from '../../tables.ts';

/** NFStream keeps the last 79 bytes of a host: one of so many may be cut. */
const LONGEST = 78;

/**
 * Names by which clients call servers of QUIC, read from its Initial packets when the flows were told. None without dissections. The
 * packet of a name is the flow's first.
 */
export function* quicNames({ flows, meter, packets, metering, addresses }: CaptureTables): Generator<NameRecord> {
  const application = dictionary(flows.columns.get('application'));
  const host = dictionary(flows.columns.get('requested_server_name'));
  if (application === undefined || host === undefined) return;
  const isQuic: boolean[] = [];
  for (let flow = 0; flow < flows.length; flow++) {
    const code = application.code(flow);
    if (!(isQuic[code] ??= application.text(code).startsWith('QUIC'))) continue;
    const said = host.text(host.code(flow));
    const name = said.length > LONGEST ? undefined : hostName(said);
    if (name === undefined) continue;
    const { first } = flowExtent(meter, flow);
    const { ends } = metering;
    yield {
      address: addresses.text(ends.destination(flow)),
      name,
      source: 'tls',
      client: addresses.text(ends.source(flow)),
      firstNs: packets.timeNs[first],
      lastNs: Infinity,
      packet: first,
      chain: [],
    };
  }
}

function dictionary(column: { readonly type: string } | undefined): DictionaryColumn | undefined {
  return column?.type === 'dictionary' ? (column as DictionaryColumn) : undefined;
}
