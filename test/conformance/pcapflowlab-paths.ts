import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { TunnelId } from '../../src/core/model/tunnels.ts';

/** What a path of PcapFlowLab's notes ends in. */
export interface StatedEnd {
  /** 4 or 6. */
  readonly ipVersion: number;
  /** IP protocol number; -1: the path ends with the IP header. */
  readonly protocol: number;
  readonly tunnel: TunnelId;
  /** Of the innermost tag that the path numbers; -1: it numbers none. */
  readonly vlan: number;
}

/** A capture and the ends of the paths that the notes of its folder state for it. */
export interface StatedCapture {
  /** Path below `pcapflowlab/`. */
  readonly file: string;
  readonly ends: readonly StatedEnd[];
}

/** Captures of a folder of `pcapflowlab/` for which at least one path with an IP header is stated. */
export function readStated(root: string, folder: string): StatedCapture[] {
  const path = `${root}/${folder}/README.md`;
  const notes = sections(existsSync(path) ? readFileSync(path, 'utf8') : '');
  return readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.pcap'))
    .map((name) => ({ file: `${folder}/${name}`, ends: statedEnds(notes.get(name) ?? '') }))
    .filter(({ ends }) => ends.length > 0);
}

/** Text by the capture that it is about: from a line that begins with its name up to the next one or a heading. */
function sections(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name = '';
  for (const line of text.split('\n')) {
    const named = /^(?:#+|-)?\s*`?(?:[\w-]+\/)?([\w.-]+\.pcap)`?/.exec(line)?.[1];
    if (named !== undefined) name = named;
    else if (line.startsWith('#')) name = '';
    // The bytes as they stand, whether or not they are taken for a flow.
    if (/^\s*- Wire:/.test(line)) continue;
    if (name !== '') found.set(name, `${found.get(name) ?? ''}${line}\n`);
  }
  return found;
}

/** Physical paths ("EthernetII -> VLAN(vid=5) -> IPv4 -> TCP") if there are any, else chains of layers ("Ethernet / IPv4 / TCP"). */
function statedEnds(section: string): StatedEnd[] {
  const paths = [...section.matchAll(/`((?:EthernetII|IEEE 802\.3|LinuxSll2?) -> [^`]*)`/g)].map((match) => match[1]);
  const chains = [...section.matchAll(/(?:Ethernet \/ |outer IPv[46] \/ (?=.*inner))[^`.;\n]*/g)].map(
    (match) => match[0],
  );
  return (paths.length > 0 ? paths : chains).flatMap((path = '') => endOf(path.split(/ (?:->|\/) /)));
}

const TUNNELS: readonly (readonly [RegExp, TunnelId])[] = [
  [/^VXLAN/, TunnelId.Vxlan],
  [/^Geneve/, TunnelId.Geneve],
  [/^GTP-U/, TunnelId.GtpU],
  [/^(GRE|EoIP)/, TunnelId.Gre],
  [/^MPLS PW/, TunnelId.PseudoWire],
  [/^PBB/, TunnelId.Backbone],
];
const PROTOCOLS: Readonly<Record<string, number>> = {
  TCP: 6,
  UDP: 17,
  ICMP: 1,
  ICMPv6: 58,
  SCTP: 132,
  ESP: 50,
  IGMP: 2,
};

/** None if the path has no IP header, or a part of one. */
function endOf(layers: readonly string[]): StatedEnd[] {
  const names = layers.map((layer) => layer.replace(/^(direct )?(inner|outer) /i, '').trim());
  const network = names.findLastIndex((name) => /^IPv[46]/.test(name));
  if (network < 0 || names.some((name) => /partial|malformed|fragment/.test(name))) return [];
  const tags = names.flatMap((name) => /^VLAN\((?:vid=)?(\d+)\)/.exec(name)?.[1] ?? []);
  const protocols = names.slice(network + 1).map((name) => PROTOCOLS[/^\w+/.exec(name)?.[0] ?? ''] ?? -1);
  return [
    {
      ipVersion: names[network]?.startsWith('IPv6') === true ? 6 : 4,
      protocol: protocols.find((protocol) => protocol >= 0) ?? -1,
      tunnel: innermost(names.slice(0, network)),
      vlan: Number(tags.at(-1) ?? -1),
    },
  ];
}

function innermost(names: readonly string[]): TunnelId {
  for (const name of names.toReversed()) {
    const found = TUNNELS.find(([pattern]) => pattern.test(name));
    if (found !== undefined) return found[1];
  }
  return TunnelId.None;
}
