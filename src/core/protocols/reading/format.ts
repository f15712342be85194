import * as addresses from '../../../base/addresses.ts';
import { hexBytes } from '../../../base/text.ts';

/** Values of header fields as an analyst writes them. */

/** "42" */
export function decimal(value: number): string {
  return String(value);
}

/** "0x002a" with the given number of digits. */
export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

export const hex8 = (value: number): string => hex(value, 2);
export const hex16 = (value: number): string => hex(value, 4);
export const hex32 = (value: number): string => hex(value, 8);

/** "1 byte", "20 bytes" */
export function byteCount(value: number): string {
  return `${value} ${value === 1 ? 'byte' : 'bytes'}`;
}

/** Two digits each, with colons. */
export function macText(bytes: Uint8Array, at: number, length = 6): string {
  return hexBytes(bytes, at, at + length, ':');
}

/** Dotted quad. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return addresses.ipv4Text(bytes, at);
}

/** RFC 5952 as inet_ntop writes it. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  return addresses.ipv6Text(bytes.subarray(at, at + 16));
}
