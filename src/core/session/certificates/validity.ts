import type { Nanoseconds } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import type { SeenCertificate } from './find-certificates.ts';

const MS = 1e6;

/** When a certificate holds, in nanoseconds since the capture's first packet; NaN for a time that cannot be read. */
export interface Validity {
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
}

/** The times of a certificate ("2024-01-31 23:59:59Z") on the capture's own clock. */
export function validityOf(
  { facts }: CaptureTables,
  { validFrom, validTo }: Pick<SeenCertificate, 'validFrom' | 'validTo'>,
): Validity {
  const epochMs = facts.epochSeconds * 1000 + facts.epochNanoseconds / MS;
  const at = (text: string): number => (Date.parse(text.replace(' ', 'T')) - epochMs) * MS;
  return { fromNs: at(validFrom), toNs: at(validTo) };
}
