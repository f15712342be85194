/** What is used of an interface description's options. */
export interface InterfaceOptions {
  /** if_tsresol as it stands; 6 (microseconds) without the option. */
  readonly resolution: number;
  /** if_tsoffset: seconds to add to every time stamp. */
  readonly offsetSeconds: number;
  readonly name: string | undefined;
}

const END = 0;
const IF_NAME = 2;
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** Reads options from `from` to `to` (draft-ietf-opsawg-pcapng, section 3.5); a list that lies about its lengths ends there. */
export function readInterfaceOptions(bytes: Uint8Array, from: number, to: number, little: boolean): InterfaceOptions {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let resolution = 6;
  let offsetSeconds = 0;
  let name: string | undefined;
  for (let at = from; at + 4 <= to;) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    const value = at + 4;
    if (code === END || value + length > to) break;
    if (code === IF_NAME) name = text(bytes.subarray(value, value + length));
    if (code === IF_TSRESOL && length >= 1) resolution = bytes[value] ?? 6;
    if (code === IF_TSOFFSET && length >= 8) offsetSeconds = Number(view.getBigInt64(value, little));
    at = value + Math.ceil(length / 4) * 4;
  }
  return { resolution, offsetSeconds, name };
}

/** Interface names are UTF-8, but practically ASCII; other bytes become U+FFFD. */
function text(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return String.fromCharCode(...bytes.subarray(0, end).map((byte) => (byte < 0x80 ? byte : 0x1a))).replaceAll(
    '\x1a',
    '\uFFFD',
  );
}
