import { PayloadView } from '../../../src/core/identify/payload-view.ts';

/** A packet from 10.0.0.1:40000 to 10.0.0.2:`port` with this payload; `changes` sets other fields. */
export function view(payload: Uint8Array | string, port: number, changes: Partial<PayloadView> = {}): PayloadView {
  const bytes = typeof payload === 'string' ? Uint8Array.from(payload, (letter) => letter.charCodeAt(0)) : payload;
  return Object.assign(new PayloadView(), {
    bytes,
    size: bytes.length,
    sourcePort: 40_000,
    destinationPort: port,
    source0: 0x0a000001,
    destination0: 0x0a000002,
    seconds: 1_700_000_000,
    ...changes,
  });
}

/** The same from the other end. */
export function answer(payload: Uint8Array | string, port: number, changes: Partial<PayloadView> = {}): PayloadView {
  return view(payload, 40_000, {
    sourcePort: port,
    source0: 0x0a000002,
    destination0: 0x0a000001,
    end: 1,
    ...changes,
  });
}

/** Bytes of hexadecimal digits; blanks are allowed. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.replace(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
