/** Lines that are looked at to tell a key log. */
const MOST_LINES = 50;
const LINE = /^(?:QUIC_)?[A-Z][A-Z0-9_]*_(?:RANDOM|SECRET(?:_\d+)?) [0-9a-fA-F]{64} [0-9a-fA-F]{32,}$/;

/**
 * True if the beginning of a file is that of a key log: lines of label, random and secret, or remarks, and at least one secret. The last
 * line may be cut.
 */
export function isKeyLogText(beginning: string): boolean {
  const lines = beginning.split(/\r?\n/, MOST_LINES + 1).map((line) => line.trim());
  const said = lines.slice(0, MOST_LINES).filter((line) => line !== '' && !line.startsWith('#'));
  return said.some((line) => LINE.test(line)) && /^[\x20-\x7e\r\n\t]*$/.test(beginning.slice(0, 4096));
}
