/** Bytes as text by the label of a charset (WHATWG Encoding); undefined: nobody knows the label, or it is UTF-8. */
export function readText(label: string, bytes: Uint8Array): string | undefined {
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === 'utf-8' ? undefined : decoder.decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
