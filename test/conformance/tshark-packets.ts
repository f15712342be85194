import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One packet as tshark has it: cells of a row of `oracle/tshark/*.tsv.gz` by the name of the column. */
export class TsharkPacket {
  /** All protocols in their order, as tshark names them. */
  readonly protocols: readonly string[];
  /** Those up to the first that carries no packet on the wire: what a message quotes comes later. */
  readonly layers: readonly string[];
  private readonly lastIp: number;

  constructor(
    private readonly columns: ReadonlyMap<string, number>,
    private readonly cells: readonly string[],
  ) {
    this.protocols = this.cell('frame.protocols').split(':');
    const stop = this.protocols.findIndex((name) => !CARRIERS.has(name));
    this.layers = stop < 0 ? this.protocols : this.protocols.slice(0, stop);
    this.lastIp = Math.max(this.layers.lastIndexOf('ip'), this.layers.lastIndexOf('ipv6'));
  }

  /** tshark found an IP header in it. */
  get isIp(): boolean {
    return this.lastIp >= 0;
  }

  get isFragment(): boolean {
    const more = this.values('ip.flags.mf').includes('1');
    return more || this.layers.includes('ipv6.fraghdr') || this.values('ip.frag_offset').some((value) => value !== '0');
  }

  /** "ip" or "ipv6", whichever is the innermost header. */
  get network(): string {
    return this.layers[this.lastIp] ?? '';
  }

  /** Layers before and after the innermost IP header. */
  get around(): readonly string[] {
    return this.layers.slice(0, Math.max(0, this.lastIp));
  }

  get inside(): readonly string[] {
    return this.layers.slice(this.lastIp + 1);
  }

  /** "tcp", "udp" or "sctp" right behind the innermost IP header or its extensions; "" for all else. */
  get transport(): string {
    return this.protocols.slice(this.lastIp + 1).find((name) => !EXTENSIONS.has(name)) ?? '';
  }

  /** Value of the innermost IP header's field, `ip.src` for "src"; "" if tshark did not get so far. */
  ofIp(field: string): string {
    const { network } = this;
    return this.values(`${network}.${field}`)[countOf(this.around, network)] ?? '';
  }

  /** Value of a field of the transport behind the innermost IP header. */
  ofTransport(field: string): string {
    return this.values(field)[countOf(this.around, this.transport)] ?? '';
  }

  /** Value of a link field of the innermost `layer` around the IP packet; undefined if there is no such layer. */
  ofLink(layer: string, field: string): string | undefined {
    const number = countOf(this.around, layer);
    return number === 0 ? undefined : (this.values(field)[number - 1] ?? '');
  }

  private values(column: string): readonly string[] {
    const cell = this.cell(column);
    return cell === '' ? [] : cell.split('|');
  }

  private cell(column: string): string {
    const at = this.columns.get(column);
    if (at === undefined) throw new Error(`tshark's rows have no column ${column}.`);
    return this.cells[at] ?? '';
  }
}

/** tshark's packets by capture, of one collection after the other. */
export function* tsharkCaptures(folder: string): Generator<readonly [string, readonly TsharkPacket[]]> {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.tsv.gz'))) {
    const [head = '', ...lines] = gunzipSync(readFileSync(`${folder}/${name}`))
      .toString('utf8')
      .replace(/\n$/, '')
      .split('\n');
    const columns = new Map(head.split('\t').map((column, at) => [column, at]));
    const captures = new Map<string, TsharkPacket[]>();
    for (const line of lines) {
      const cells = line.split('\t');
      const file = cells[0] ?? '';
      const packets = captures.get(file) ?? [];
      if (packets.length === 0) captures.set(file, packets);
      packets.push(new TsharkPacket(columns, cells));
    }
    yield* captures;
  }
}

function countOf(names: readonly string[], wanted: string): number {
  return names.filter((name) => name === wanted).length;
}

const EXTENSIONS: ReadonlySet<string> = new Set([
  'ah',
  'hip',
  'ipv6.dstopts',
  'ipv6.hopopts',
  'ipv6.routing',
  'ipv6.shim6',
]);

/** Layers that carry packets, or frames of them, as they were on the wire. */
const CARRIERS: ReadonlySet<string> = new Set(
  [
    'ah hip ipv6.dstopts ipv6.hopopts ipv6.routing ipv6.shim6 ayiya capwap capwap.data chdlc erspan eth etherip ethertype',
    'geneve gre gtp ieee8021ad ieee8021ah ip ipv6 ipv6.fraghdr l2tp llc mipv6 mpls nflog null otv pcap_pktdata pflog ppi',
    'ppp pppoes pwethcw pwethheuristic pwethnocw radiotap raw sll tcp teredo tzsp udp vlan vxlan wlan wlan_aggregate',
    'wlan_radio',
  ].flatMap((names) => names.split(' ')),
);
