const GIB = 2 ** 30;
/** Where the browser does not say how much memory there is. */
const USUAL = 4;

/**
 * Bytes of memory that the tables of a capture may take: as much as the machine has, as far as the browser tells it (it
 * says 8 GiB of larger ones); a tab dies at about that.
 */
export function mostTableBytes(): number {
  const { deviceMemory = USUAL } = navigator as { readonly deviceMemory?: number };
  return Math.max(1, deviceMemory) * GIB;
}
