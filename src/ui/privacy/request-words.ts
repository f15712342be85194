import { formatCountOf } from '../../base/format.ts';
import type { MadeRequest } from '../../state/requests.ts';

/** Requests before and since the open capture; all are before if there is none. */
export interface SortedRequests {
  readonly before: readonly MadeRequest[];
  readonly since: readonly MadeRequest[];
}

/** Sorts requests by time, those before a moment (ms since 1970) from those since. */
export function sortRequests(requests: readonly MadeRequest[], openedAt: number | undefined): SortedRequests {
  const inOrder = requests.toSorted((a, b) => a.at - b.at);
  const isBefore = ({ at }: MadeRequest): boolean => openedAt === undefined || at < openedAt;
  return { before: inOrder.filter(isBefore), since: inOrder.filter((request) => !isBefore(request)) };
}

/** "12 requests, all to the page’s own host": how many there are, and to whom. */
export function countInWords(requests: readonly MadeRequest[], origin: string): string {
  if (requests.length === 0) return 'no request';
  const elsewhere = requests.filter(({ address }) => !isOf(address, origin)).length;
  const count = formatCountOf(requests.length, 'request');
  if (elsewhere > 0) return `${count}, ${elsewhere} of them to other hosts`;
  return requests.length === 1 ? `${count}, to the page’s own host` : `${count}, all to the page’s own host`;
}

/** An address as it is seen from the page: its own folder is left out. */
export function shortAddress(address: string, base: string): string {
  const { origin } = new URL(base);
  const folder = new URL('.', base).href;
  if (address.startsWith(folder)) return address.slice(folder.length) || './';
  return isOf(address, origin) ? address.slice(origin.length) : address;
}

const BY: Readonly<Record<string, string>> = {
  navigation: 'the page itself',
  script: 'script',
  link: 'style or script',
  css: 'style',
  fetch: 'data',
  img: 'picture',
  iframe: 'sandbox',
  reader: 'reader',
  other: 'script',
};

/** What asked, in words. */
export function byInWords(by: string): string {
  return BY[by] ?? by;
}

function isOf(address: string, origin: string): boolean {
  return address === origin || address.startsWith(`${origin}/`);
}
