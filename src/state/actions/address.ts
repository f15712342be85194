import type { CaptureOrder } from '../../core/model/capture-info.ts';

/**
 * The page's own address: `?capture=` names the open capture when it has an address of its own, once for each file;
 * `order=list` joins several one after the other instead of by time.
 */

/** The captures that the page's address asks for, as they are written there, and how to join them. */
export function requestedCaptures(): { readonly addresses: readonly string[]; readonly order: CaptureOrder } {
  const query = new URLSearchParams(location.search);
  return { addresses: query.getAll('capture'), order: query.get('order') === 'list' ? 'list' : 'time' };
}

/** Puts the open capture's addresses into the page's, so that a reload or a copied link opens it; none takes them out. */
export function rememberAddresses(addresses: readonly string[], order: CaptureOrder): void {
  const url = new URL(location.href);
  url.searchParams.delete('capture');
  url.searchParams.delete('order');
  const rest = url.searchParams.toString();
  // Slashes stay readable: they need no escape in a query.
  const own = addresses.map((address) => `capture=${encodeURIComponent(address).replaceAll('%2F', '/')}`);
  const how = addresses.length > 1 && order === 'list' ? ['order=list'] : [];
  url.search = [rest, ...own, ...how].filter((part) => part !== '').join('&');
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
