import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '../../../base/format.ts';
import type { CaptureInterface, CaptureSummary } from '../../../core/model/capture-info.ts';
import { linkTypeName, linkTypeTitle } from '../../../core/model/link-types.ts';
import { interfaceCounters, interfaceWords } from './interface-words.ts';
import { Section } from '../../widgets/Section.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from '../../widgets/facts.module.css';

/** Files of odd origin describe thousands of interfaces; the first tell what they are. */
const SHOWN = 200;

/** The interfaces that the packets were captured on, with what the capturing program says and counted of them. */
export function InterfaceTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { interfaces, interfacesOmitted = 0, files } = summary;
  const shown = interfaces.slice(0, SHOWN);
  const all = interfaces.length + interfacesOmitted;
  const omitted = all - shown.length;
  const counted = shown.some((from) => interfaceCounters(from).length > 0);
  return (
    <Section title="Interfaces" note={formatCount(all)}>
      {interfaces.length === 0 && <p className={styles.dim}>The file describes none.</p>}
      <div className={styles.scroll}>
        <table className={styles.table} hidden={interfaces.length === 0}>
          <thead>
            <tr>
              <th scope="col">No.</th>
              {files.length > 1 && <th scope="col">File</th>}
              <th scope="col">Name</th>
              <th scope="col">Link type</th>
              <th scope="col">Snaplen</th>
              <th scope="col" className={styles.number}>
                Packets
              </th>
              {counted && <th scope="col">Counted while capturing</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((from, number) => (
              <tr key={number}>
                <td>{number}</td>
                {files.length > 1 && (
                  <td>
                    <Foreign>{files[from.file]?.name ?? ''}</Foreign>
                  </td>
                )}
                <td>
                  <NameOf from={from} />
                </td>
                <td>
                  {linkTypeTitle(from.linkType)}{' '}
                  <span className={styles.dim}>
                    {from.linkType} {linkTypeName(from.linkType)?.name}
                  </span>
                </td>
                <td>{from.snaplen === 0 ? 'no limit' : formatBytes(from.snaplen)}</td>
                <td className={styles.number}>{formatCount(from.packets)}</td>
                {counted && <td className={styles.dim}>{interfaceCounters(from).join(', ')}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {omitted > 0 && <p className={styles.dim}>and {formatCount(omitted)} more</p>}
    </Section>
  );
}

function NameOf({ from }: { readonly from: CaptureInterface }): ReactNode {
  const words = interfaceWords(from);
  return (
    <>
      {from.name === undefined ? <span className={styles.dim}>not named</span> : <Foreign>{from.name}</Foreign>}
      {words.length > 0 && <Words words={words} />}
    </>
  );
}

function Words({ words }: { readonly words: readonly string[] }): ReactNode {
  return (
    <div className={styles.words}>
      {words.map((word, at) => (
        <Fragment key={at}>
          {at > 0 && ' · '}
          <Foreign>{word}</Foreign>
        </Fragment>
      ))}
    </div>
  );
}
