/** A tag of flows, as `tags` writes it. None is part of another, so that `tags contains NAME` finds it. */
export interface Tag {
  readonly name: string;
  readonly help: string;
}

/** All tags, in the order in which a flow's are written. */
export const TAGS = [
  { name: 'internal', help: 'Both ends are addresses of private networks, of the link, or of this host.' },
  { name: 'outgoing', help: 'From such an address to a public one.' },
  { name: 'incoming', help: 'From a public address to such a one.' },
  { name: 'external', help: 'Both ends are public addresses.' },
  { name: 'multicast', help: 'To a group of hosts (RFC 5771, RFC 4291).' },
  { name: 'broadcast', help: 'To 255.255.255.255, or to all of a link by its MAC address.' },
  { name: 'encrypted', help: 'By its content, of a protocol that encrypts: TLS, QUIC, SSH, WireGuard and others.' },
  { name: 'cleartext', help: 'By its content, of a protocol that anybody can read: HTTP, DNS, FTP, SMTP and others.' },
  { name: 'obsolete-tls', help: 'The client offers nothing newer than TLS 1.1 (RFC 8996).' },
  { name: 'by-port', help: 'What the flow is was guessed by its port: nothing that was said tells.' },
] as const satisfies readonly Tag[];

/** The tags of flows as Chains gives them (SuperCowPowers/chains, PacketTags), by its tests of the address's text; in its order. */
export const CHAINS_TAGS = ['internal', 'outgoing', 'incoming', 'nxdomain'] as const;

/** What Chains' tags mean. */
export const CHAINS_TAG_WORDS: readonly Tag[] = [
  { name: 'internal', help: 'Chains: from an internal address to an internal one, or to the group of mDNS.' },
  { name: 'outgoing', help: 'Chains: from an internal address to any other.' },
  { name: 'incoming', help: 'Chains: to an internal address from any other.' },
  {
    name: 'nxdomain',
    help: 'Chains: an end that is not internal has no name; nobody is asked, so none in this capture.',
  },
];

/** What Chains puts in place of addresses that have no name. */
export const CHAINS_LABEL_WORDS: readonly Tag[] = [
  {
    name: 'internal',
    help: 'Chains: the text of the address begins with 10., 172.16., 192.168., 169.254, fd or fe80::.',
  },
  { name: 'multicast_dns', help: 'Chains: 224.0.0.251 or ff02::fb.' },
  { name: 'nxdomain', help: 'Chains: any other address without a name; nobody is asked, so none in this capture.' },
];

/** The text of a set of tags: names in order with blanks between. `bits`: tag n is bit n. */
export function tagText(names: readonly string[], bits: number): string {
  return names.filter((_, at) => (bits & (1 << at)) !== 0).join(' ');
}
