/** Long enough for a browser to begin the download before its address goes away. */
const KEEP_MS = 60_000;

/** Hands a file to the browser's downloads. Nothing leaves the machine: the address is one of this page's own. */
export function downloadBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
