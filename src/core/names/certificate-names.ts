/** Names in certificates of servers (RFC 5280 4.2.1.6, RFC 9525): the common name and the alternative names. */
import type { NameRecord } from '../model/names.ts';
import type { Nanoseconds, PacketIndex } from '../model/units.ts';
import { hostName } from './host-names.ts';

/** Names of one certificate that are kept; those of content networks have hundreds. */
const MOST = 16;
const DNS_NAME = 'DNS:';
/** Labels of letters, digits, hyphens and underlines, the first a star in names of many hosts. */
const HOST = /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

/** What a certificate says, and where. */
export interface CertificateNames {
  readonly address: string;
  readonly packet: PacketIndex;
  readonly commonName: string;
  /** "DNS:example.com" and others. */
  readonly altNames: readonly string[];
  /** Its validity, as it is written, and in nanoseconds since the first packet. */
  readonly certified: { readonly from: string; readonly to: string };
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
}

/** The names of the server, the common name last, since of several the last counts; stars stay. */
export function certificateNames(said: CertificateNames): readonly NameRecord[] {
  const { address, packet, commonName, altNames, certified, fromNs, toNs } = said;
  const dns = altNames.flatMap((name) => (name.startsWith(DNS_NAME) ? [name.slice(DNS_NAME.length)] : []));
  const names = [commonName, ...dns].flatMap((text) => {
    const name = hostName(text);
    return name !== undefined && HOST.test(name) ? [name] : [];
  });
  return [...new Set(names)]
    .slice(0, MOST)
    .reverse()
    .map((name) => ({
      address,
      name,
      source: 'certificate',
      client: '',
      firstNs: Number.isNaN(fromNs) ? -Infinity : fromNs,
      lastNs: Number.isNaN(toNs) ? Infinity : toNs,
      packet,
      chain: [],
      certified,
    }));
}
