import type { Column, DictionaryColumn, NumberColumn, Rows } from '../../model/column.ts';
import { HOST_COLUMNS, MOST_LISTED, type HostColumnId } from '../../model/host-columns.ts';
import { HOST_KEY } from '../../model/groups.ts';
import { chainsAddressLabel } from '../../flows/tags/flow-tags.ts';
import type { RowNumber } from '../../query/group/aggregates.ts';
import type { Grouping } from '../../query/group/grouping.ts';
import { joinedTexts, numberSets } from '../../query/group/text-sets.ts';
import { sums } from '../../query/group/aggregates.ts';
import type { VendorTable } from '../../names/vendor-table.ts';
import type { CaptureTables } from '../../tables.ts';
import { codes, numbers } from '../tables/make-measure.ts';
import { hostMacs, type HostMac, type HostMacs } from './host-macs.ts';
import { hostServices, protocolTexts } from './host-services.ts';
import { macWords, namesOfHost, scopeText, vendorText } from './host-words.ts';

/** What hosts are made from: flows grouped by host, those groups with their measures, and what the capture says besides. */
export interface HostSources {
  readonly tables: CaptureTables;
  readonly flows: Rows;
  readonly grouping: Grouping;
  readonly groups: Rows;
  readonly vendors: VendorTable | undefined;
}

/** Measures of groups of flows (tables/measures.ts) that are columns of hosts, by the id of the column. */
const MEASURED: Readonly<Partial<Record<HostColumnId, string>>> = {
  host: HOST_KEY,
  first: 'first',
  last: 'last',
  flows: 'count',
  begun: 'begun',
  peers: 'peers',
  sent: 'sent',
  received: 'received',
  bytes: 'bytes',
};

/** Hosts as a table: a row a group. Each column is worked out for all hosts when it is first read. */
export function hostRows(sources: HostSources): Rows {
  const read = textsOf(sources);
  const columns = HOST_COLUMNS.map((description): Column => {
    const measured = sources.groups.columns.get(MEASURED[description.id] ?? '');
    if (measured !== undefined) return { ...measured, description };
    const ends = PACKETS[description.id];
    if (ends !== undefined) return sumColumn(description, sources, ends);
    return textColumn(description, sources.groups.length, read[description.id] ?? (() => ''));
  });
  return { length: sources.groups.length, columns: new Map(columns.map((column) => [column.description.id, column])) };
}

/** Columns of the flow that count packets from the host and to it, seen from the source. */
const PACKETS: Readonly<Partial<Record<HostColumnId, readonly [string, string]>>> = {
  packets_sent: ['src2dst_packets', 'dst2src_packets'],
  packets_received: ['dst2src_packets', 'src2dst_packets'],
};

function sumColumn(
  description: Column['description'],
  { flows, grouping }: HostSources,
  [near, far]: readonly [string, string],
): NumberColumn {
  let values: Float64Array | undefined;
  const compute = (): Float64Array => {
    const ofSides = [numbers(flows, near), numbers(flows, far)] as const;
    return sums(grouping, (row, side) => ofSides[side](row));
  };
  return { type: 'number', description, number: (host) => (values ??= compute())[host] };
}

/** A text of each host, from a function that may work out those of all hosts at its first call. */
function textColumn(
  description: Column['description'],
  hosts: number,
  read: (host: number) => string,
): DictionaryColumn {
  let known: { readonly codes: Int32Array; readonly texts: readonly string[] } | undefined;
  const all = (): NonNullable<typeof known> => (known ??= numbered(hosts, read));
  return {
    type: 'dictionary',
    description,
    code: (host) => all().codes[host],
    size: () => all().texts.length,
    text: (code) => all().texts[code] ?? '',
    fixed: true,
  };
}

function numbered(hosts: number, read: (host: number) => string) {
  const numbersOf = new Map<string, number>();
  const found = new Int32Array(hosts);
  for (let host = 0; host < hosts; host++) {
    const text = read(host);
    const number = text === '' ? -1 : (numbersOf.get(text) ?? numbersOf.size);
    if (number >= 0) numbersOf.set(text, number);
    found[host] = number;
  }
  return { codes: found, texts: [...numbersOf.keys()] };
}

/** What the columns of texts say of a host. */
function textsOf(sources: HostSources): Partial<Record<HostColumnId, (host: number) => string>> {
  const { tables, flows, groups, vendors } = sources;
  const address = addressReader(groups);
  const services = once(() => hostServices(flows));
  const protocols = once(() => protocolTexts(flows));
  const macs = once(() => hostMacs(tables));
  const macOf = macReader(sources, macs);
  const bytes = ({ mac }: HostMac): Uint8Array => tables.addresses.bytes(mac);
  return {
    name: (host) => joinedTexts(namesOfHost(tables, address(host)), MOST_LISTED),
    scope: (host) => scopeText(address(host)),
    vendor: withMac((mac) => vendorText(mac, bytes(mac), vendors)),
    mac: withMac(({ mac }) => tables.addresses.text(mac)),
    mac_by: withMac((mac) => macWords(mac, bytes(mac), vendors)),
    offers: listed(
      sources,
      () => services().offered,
      (at) => [services().text(at)],
    ),
    uses: listed(
      sources,
      () => services().used,
      (at) => [services().text(at)],
    ),
    protocols: listed(
      sources,
      () => protocols().number,
      (at) => protocols().texts(at),
    ),
    tags: listed(
      sources,
      () => codes(flows, 'tags'),
      (code) => tagsOf(flows, code),
      ' ',
    ),
    chains_label: (host) => chainsAddressLabel(address(host), namesOfHost(tables, address(host))[0]),
  };

  function withMac(say: (mac: HostMac) => string): (host: number) => string {
    return (host) => {
      const mac = macOf(host);
      return mac === undefined ? '' : say(mac);
    };
  }
}

function addressReader({ columns }: Rows): (host: number) => string {
  const column = columns.get(HOST_KEY);
  return (host) => (column?.type === 'dictionary' ? column.text(column.code(host)) : '');
}

/** The MAC address of a host; the codes of the column of hosts are the numbers of addresses. */
function macReader({ groups }: HostSources, macs: () => HostMacs): (host: number) => HostMac | undefined {
  const code = codes(groups, HOST_KEY);
  return (host) => macs().get(code(host));
}

/** The texts of a host's flows, from numbers of its rows that stand for some texts each. */
function listed(
  { grouping }: HostSources,
  number: () => RowNumber,
  texts: (number: number) => readonly string[],
  separator = ', ',
): (host: number) => string {
  const sets = once(() => numberSets(grouping, number()));
  return (host) => joinedTexts(sets()[host].flatMap(texts), MOST_LISTED, separator);
}

function tagsOf({ columns }: Rows, code: number): readonly string[] {
  const column = columns.get('tags');
  return column?.type === 'dictionary' ? column.text(code).split(' ') : [];
}

/** What a function gives, worked out at the first call. */
function once<T>(make: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: make() }).value;
}
