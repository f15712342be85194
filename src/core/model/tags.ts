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

/** The same flow as Chains tags it (SuperCowPowers/chains, PacketTags), by its tests of the address's text. */
export const CHAINS_TAGS = ['internal', 'outgoing', 'incoming', 'nxdomain'] as const;

/** The text of a set of tags: names in order with blanks between. `bits`: tag n is bit n. */
export function tagText(names: readonly string[], bits: number): string {
  return names.filter((_, at) => (bits & (1 << at)) !== 0).join(' ');
}
