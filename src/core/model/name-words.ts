import { formatCount, formatTime } from '../../base/format.ts';
import type { NameSource, ToldName } from './names.ts';

/** What said a name, in words. */
export const SOURCE_WORDS: Readonly<Record<NameSource, string>> = {
  dns: 'DNS answer',
  tls: 'TLS server name of this flow',
  http: 'HTTP Host of this flow',
  mdns: 'mDNS',
  dhcp: 'DHCP',
  nbns: 'NetBIOS name service',
  certificate: 'certificate of the server',
  ptr: 'DNS answer about the address (PTR)',
  llmnr: 'LLMNR',
  file: 'name record of the file',
};

const DIGITS = 3;

function seconds(ns: number): string {
  return `${formatTime(ns, undefined, 'relative', DIGITS)} s`;
}

/** Where a chosen name is from and how far it may be believed, in one line. */
export function nameWords(told: ToldName): string {
  const { source, packet, client, ofOther, chain, outer, names } = told;
  const further = names > 1 ? `the address has ${formatCount(names)} names in this capture` : '';
  return [
    `From the capture: ${SOURCE_WORDS[source]}${packet >= 0 ? `, packet ${formatCount(packet + 1)}` : ''}`,
    ofOther ? `told to ${client}, not to this end` : '',
    chain.length > 0 ? `by way of ${chain.join(', ')}` : '',
    outer === true ? 'Encrypted Client Hello was offered: it may be the name of a front' : '',
    validityWords(told),
    further,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function validityWords({ state, source, firstNs, lastNs, certified }: ToldName): string {
  if (source === 'file' || source === 'tls' || source === 'http') return '';
  if (certified !== undefined) {
    const held = `the certificate holds from ${certified.from} to ${certified.to}`;
    return state === 'valid' ? held : `${held}, not at the capture’s time`;
  }
  const until = Number.isFinite(lastNs) ? ` to ${seconds(lastNs)}` : ' on';
  const held = `valid from ${seconds(firstNs)}${until} of the capture’s time`;
  if (state === 'stale') return `${held}: it had run out`;
  return state === 'later' ? `${held}: it was said only later` : held;
}
