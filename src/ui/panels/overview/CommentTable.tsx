import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { showPacket, showPacketsWhere } from '../../../state/actions/view.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from '../../widgets/facts.module.css';

/** Comments that the capture holds: of packets, with the way to them, and of itself. */
export function CommentTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { packetComments, comments, sections } = summary.notes;
  const ofCapture = [...sections.items.flatMap((section) => section.comments), ...comments.items];
  const total = packetComments.total + ofCapture.length;
  if (total === 0) return undefined;
  const omitted = packetComments.total - packetComments.items.length;
  return (
    <Section title="Comments" note={formatCount(total)}>
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Of</th>
            <th scope="col">Comment</th>
          </tr>
        </thead>
        <tbody>
          {ofCapture.map((text, at) => (
            <tr key={`capture-${at}`}>
              <td className={styles.of}>Capture</td>
              <td className={styles.text}>
                <Foreign>{text}</Foreign>
              </td>
            </tr>
          ))}
          {packetComments.items.map(({ packet, text }, at) => (
            <tr key={at}>
              <td className={styles.of}>
                <Button look="link" onClick={() => showPacket(packet)}>
                  Packet {formatCount(packet + 1)}
                </Button>
              </td>
              <td className={styles.text}>
                <Foreign>{text}</Foreign>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {packetComments.total > 0 && (
        <Button look="link" onClick={() => showPacketsWhere('comment ~ "."')}>
          {omitted > 0
            ? `All packets with a comment, ${formatCount(omitted)} more of them`
            : 'All packets with a comment'}
        </Button>
      )}
    </Section>
  );
}
