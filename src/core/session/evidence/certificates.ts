import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { findCertificates } from '../certificates/find-certificates.ts';
import { validityOf } from '../certificates/validity.ts';
import { count } from '../tables/make-measure.ts';
import { evidenceColumn, evidenceKind, type Seen, type Sight } from './evidence-table.ts';

/** A certificate by which a server named itself to a client. */
interface ShownCertificate extends Seen {
  readonly src: string;
  readonly srcPort: number;
  readonly dst: string;
  readonly subject: string;
  readonly issuer: string;
  readonly from: string;
  readonly to: string;
  readonly pastDays: number;
  readonly earlyDays: number;
}

const DAY = 86_400e9;

/** Certificates of servers of TLS 1.2 and before: the first of each chain. */
export const CERTIFICATES = evidenceKind<ShownCertificate>({
  id: 'certificates',
  noun: 'certificate',
  readsBytes: true,
  columns: [
    evidenceColumn(['packet', 'Packet', 'integer', '', 'Number of the packet, from 1.'], ({ packet }) => packet + 1),
    evidenceColumn(['src', 'Source', 'address', '', 'The server.'], ({ src }) => src),
    evidenceColumn(['src_port', 'Src port', 'integer', '', 'Its port.'], ({ srcPort }) => srcPort),
    evidenceColumn(['dst', 'Destination', 'address', '', 'The client.'], ({ dst }) => dst),
    evidenceColumn(['subject', 'Subject', 'text', '', 'Whose certificate it is.'], ({ subject }) => subject),
    evidenceColumn(['issuer', 'Issuer', 'text', '', 'Who has signed it.'], ({ issuer }) => issuer),
    evidenceColumn(
      ['self_signed', 'Self-signed', 'text', '', 'yes: subject and issuer are the same; else no.'],
      ({ subject, issuer }) => (subject === issuer ? 'yes' : 'no'),
    ),
    evidenceColumn(['valid_from', 'Valid from', 'text', '', 'As the certificate says, UTC.'], ({ from }) => from),
    evidenceColumn(['valid_to', 'Valid to', 'text', '', 'As the certificate says, UTC.'], ({ to }) => to),
    evidenceColumn(
      ['past_days', 'Run out for', 'float', 'days', 'Days since it ran out, by the capture’s clock; 0 while it held.'],
      ({ pastDays }) => pastDays,
    ),
    evidenceColumn(
      [
        'early_days',
        'Early by',
        'float',
        'days',
        'Days until it begins to hold, by the capture’s clock; 0 once it held.',
      ],
      ({ earlyDays }) => earlyDays,
    ),
  ],
  measures: [count('Connections', 'Connections in which it was shown.')],
  find: shownCertificates,
});

async function shownCertificates(tables: CaptureTables, bytes: ByteSource): Promise<Sight<ShownCertificate>> {
  const { seen, reach } = await findCertificates(tables, bytes);
  const { ends } = tables.metering;
  const address = (id: number): string => tables.addresses.text(id);
  const shown = seen.map((one): ShownCertificate => {
    const { packet, flow, way, subject, issuer, validFrom: from, validTo: to } = one;
    const [source, destination] = [address(ends.source(flow)), address(ends.destination(flow))];
    const { fromNs, toNs } = validityOf(tables, one);
    const at = tables.packets.timeNs[packet];
    return {
      packet,
      src: way === 0 ? source : destination,
      srcPort: way === 0 ? ends.sourcePort(flow) : ends.destinationPort(flow),
      dst: way === 0 ? destination : source,
      subject,
      issuer,
      from,
      to,
      pastDays: Math.max(0, (at - toNs) / DAY || 0),
      earlyDays: Math.max(0, (fromNs - at) / DAY || 0),
    };
  });
  return { seen: shown, ...(reach && { reach }) };
}
