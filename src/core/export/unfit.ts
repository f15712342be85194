import type { Failure } from '../model/failure.ts';
import { UNKNOWN } from '../model/link-types.ts';

/** The failure of something that a format cannot hold; `detail` is a clause that says what. */
export function unfit(detail: string): Failure {
  return { code: 'unfit-format', detail };
}

/** Refuses packets of a link that pcap and pcapng have no number for, or none below `largest`. */
export function unfitLinkType(linkType: number, largest: number): Failure | undefined {
  if (linkType !== UNKNOWN && linkType <= largest) return undefined;
  return unfit('the packets’ link layer has no number in this format');
}
