/** The page's own address: `?capture=` names the open capture when it has an address of its own. */

/** The capture that the page's address asks for, as it is written there. */
export function requestedCapture(): string | undefined {
  return new URLSearchParams(location.search).get('capture') ?? undefined;
}

/** Puts the open capture's address into the page's, so that a reload or a copied link opens it; undefined takes it out. */
export function rememberAddress(address: string | undefined): void {
  const url = new URL(location.href);
  url.searchParams.delete('capture');
  // Slashes stay readable: they need no escape in a query.
  const rest = url.searchParams.toString();
  const own = address === undefined ? '' : `capture=${encodeURIComponent(address).replaceAll('%2F', '/')}`;
  url.search = [rest, own].filter((part) => part !== '').join('&');
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
