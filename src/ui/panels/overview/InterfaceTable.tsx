import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { linkTypeName, linkTypeTitle } from '../../../core/model/link-types.ts';
import { Section } from './Section.tsx';
import styles from './tables.module.css';

/** Files of odd origin describe thousands of interfaces; the first tell what they are. */
const SHOWN = 200;

/** The interfaces that the packets were captured on. */
export function InterfaceTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { interfaces } = summary;
  const omitted = interfaces.length - SHOWN;
  return (
    <Section title="Interfaces" note={formatCount(interfaces.length)}>
      {interfaces.length === 0 && <p className={styles.dim}>The file describes none.</p>}
      <div className={styles.scroll}>
        <table className={styles.table} hidden={interfaces.length === 0}>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Name</th>
              <th scope="col">Link type</th>
              <th scope="col">Snaplen</th>
              <th scope="col" className={styles.number}>
                Packets
              </th>
            </tr>
          </thead>
          <tbody>
            {interfaces.slice(0, SHOWN).map(({ linkType, snaplen, name, packets }, number) => (
              <tr key={number}>
                <td>{number}</td>
                <td>{name ?? <span className={styles.dim}>not named</span>}</td>
                <td>
                  {linkTypeTitle(linkType)}{' '}
                  <span className={styles.dim}>
                    {linkType} {linkTypeName(linkType)?.name}
                  </span>
                </td>
                <td>{snaplen === 0 ? 'no limit' : formatBytes(snaplen)}</td>
                <td className={styles.number}>{formatCount(packets)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {omitted > 0 && <p className={styles.dim}>and {formatCount(omitted)} more</p>}
    </Section>
  );
}
