import type { NameRecord } from '../../model/names.ts';
import type { ByteSource } from '../../model/reader.ts';
import { certificateNames } from '../../names/certificate-names.ts';
import type { CaptureTables } from '../../tables.ts';
import { findCertificates } from '../certificates/find-certificates.ts';
import { validityOf } from '../certificates/validity.ts';

/** Names by which certificates call servers, once for each address and certificate. Rejects (UnreadableBytes) if the bytes cannot be had. */
export async function certifiedNames(tables: CaptureTables, bytes: ByteSource): Promise<readonly NameRecord[]> {
  const { ends } = tables.metering;
  const seen = new Set<string>();
  const { seen: shown } = await findCertificates(tables, bytes);
  return shown.flatMap((one) => {
    const { flow, way, packet, commonName, altNames, validFrom: from, validTo: to } = one;
    const address = tables.addresses.text(way === 0 ? ends.source(flow) : ends.destination(flow));
    const key = [address, commonName, from, to, ...altNames].join('\n');
    if (seen.has(key)) return [];
    seen.add(key);
    return certificateNames({
      address,
      packet,
      commonName,
      altNames,
      certified: { from, to },
      ...validityOf(tables, one),
    });
  });
}
