import type { ReactNode } from 'react';
import { parseAddress } from '../../../base/addresses.ts';
import { formatCount } from '../../../base/format.ts';
import type { Finding, FindingPart, FindingRows } from '../../../core/model/findings.ts';
import { showFlowsWhere, showPacketsWhere } from '../../../state/actions/view.ts';
import { useNamesOf } from '../../../state/names.ts';
import { NamedAddress } from '../../table/NamedAddress.tsx';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { rowsTitle } from './finding-words.ts';
import styles from './Findings.module.css';

/** One finding: its sentence, whose values show what they count, and the way to its flows and packets. */
export function FindingLine({ finding: { sentence, flows, packets } }: { readonly finding: Finding }): ReactNode {
  return (
    <li className={styles.line}>
      <p className={styles.sentence}>
        {sentence.map((part, at) => (
          <Part key={at} part={part} />
        ))}
      </p>
      <NamesLine parts={sentence} />
      <span className={styles.actions}>
        {flows !== undefined && <ShowButton rows={flows} noun="flows" />}
        {packets !== undefined && <ShowButton rows={packets} noun="packets" />}
      </span>
    </li>
  );
}

/** What the capture calls the addresses of a sentence. */
function NamesLine({ parts }: { readonly parts: readonly FindingPart[] }): ReactNode {
  const addresses = parts.flatMap(({ column, value }) =>
    column !== undefined && typeof value === 'string' && parseAddress(value) !== undefined ? [value] : [],
  );
  const names = useNamesOf([...new Set(addresses)]);
  if (names.size === 0) return undefined;
  return (
    <p className={styles.names}>
      {[...names].map(([address, told]) => (
        <span key={address}>
          <NamedAddress told={told}>{address}</NamedAddress>
        </span>
      ))}
    </p>
  );
}

function Part({ part: { text, column, shows } }: { readonly part: FindingPart }): ReactNode {
  if (column === undefined) return text;
  if (shows === undefined) return <Foreign>{text}</Foreign>;
  return (
    <button type="button" className={styles.value} title={rowsTitle(shows)} onClick={() => show(shows)}>
      <Foreign>{text}</Foreign>
    </button>
  );
}

function ShowButton({ rows, noun }: { readonly rows: FindingRows; readonly noun: string }): ReactNode {
  return (
    <Button look="link" title={rowsTitle(rows)} onClick={() => show(rows)}>
      {rows.cut === undefined ? `Show ${noun}` : cutWords(rows)}
    </Button>
  );
}

/** Packets are shown by their flows where these are many. */
function cutWords({ table, filter, cut }: FindingRows): string {
  const first = `the first ${formatCount(cut?.rows ?? 0)}`;
  return filter.startsWith('flow ') ? `${OF_FLOWS[table]} ${first} flows` : `Show ${first} ${table}`;
}

const OF_FLOWS: Readonly<Record<FindingRows['table'], string>> = { flows: 'Show', packets: 'Show packets of' };

const SHOWN: Readonly<Record<FindingRows['table'], (filter: string) => void>> = {
  flows: showFlowsWhere,
  packets: showPacketsWhere,
};

function show({ table, filter }: FindingRows): void {
  SHOWN[table](filter);
}
