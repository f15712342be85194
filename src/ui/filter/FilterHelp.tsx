import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { Completion } from '../../core/model/filter-advice.ts';
import type { FilterExample } from './filter-example.ts';
import { groupColumns } from '../table/group-columns.ts';
import type { Advise } from './use-filter-list.ts';
import styles from './FilterHelp.module.css';

interface FilterHelpProps {
  readonly fields: readonly ColumnDescription[];
  readonly examples: readonly FilterExample[];
  /** Asked for an address of the capture, so that the examples find something. */
  readonly advise: Advise;
  /** The table takes pcap-filters. */
  readonly hasPackets: boolean;
  readonly onField: (id: string) => void;
  readonly onExample: (filter: string) => void;
  /** The way to more about filters. */
  readonly more?: ReactNode;
}

/** Stands for an address of the capture in examples. */
const EXAMPLE_ADDRESS = '10.0.0.1';

/** The first IP address of the open capture that is a host's: neither a MAC address nor 0.0.0.0 nor to all. */
function useAddress(advise: Advise): string {
  const [address, setAddress] = useState(EXAMPLE_ADDRESS);
  useEffect(() => {
    void advise('ip = ', 5).then((advice) => setAddress(hostAmong(advice?.completions) ?? EXAMPLE_ADDRESS));
  }, [advise]);
  return address;
}

const NO_HOST = /^(?:[\da-f]{2}(?::[\da-f]{2}){5}|0\.0\.0\.0|255\.255\.255\.255|::)$/i;

function hostAmong(completions: readonly Completion[] = []): string | undefined {
  return completions.find(({ text, kind }) => kind === 'value' && !NO_HOST.test(text))?.text;
}

/** How to write a filter, examples to try, and the fields there are. */
export function FilterHelp({ fields, examples, advise, hasPackets, onField, onExample, more }: FilterHelpProps) {
  const [search, setSearch] = useState('');
  const address = useAddress(advise);
  const withAddress = ({ filter, keeps }: FilterExample): FilterExample => ({
    filter: filter.replace(EXAMPLE_ADDRESS, address),
    keeps,
  });
  return (
    <div className={styles.help}>
      <p>
        Plain text keeps the rows that have it in a column that is shown; <code>any contains</code> looks into all
        columns, <code>info contains</code>, <code>layers contains</code> and <code>frame contains</code> into Info, the
        layers and the bytes. <code>field operator value</code> compares one field. Join with <code>and</code>,{' '}
        <code>or</code>, <code>not</code> and <code>( )</code>.
      </p>
      <p>
        Operators: <code>=</code> <code>!=</code> <code>&lt;</code> <code>&lt;=</code> <code>&gt;</code>{' '}
        <code>&gt;=</code> <code>contains</code>, <code>~</code> for a regular expression, <code>in {'{a, b}'}</code>{' '}
        for a list. Values may have units (<code>20 ms</code> as <code>20ms</code>, <code>1.5kB</code>), addresses may
        be networks (<code>10.0.0.0/8</code>); put texts with spaces in quotes, and <code>case</code> before them if
        upper and lower case count. <code>ip</code>, <code>port</code> and <code>mac</code> mean either side.
      </p>
      {hasPackets && (
        <p>
          <code>pcap &quot;tcp port 443&quot;</code> takes tcpdump’s language, alone or among other terms; the choice
          before the box saves the quotes. It reads the bytes of every packet once.
        </p>
      )}
      {hasPackets && (
        <p>
          Decoded fields have a dot in their names: <code>tcp.window = 0</code>, <code>ip.ttl &lt; 5</code>,{' '}
          <code>dns.query.name contains ads</code>; begin to write one and the list offers them, Wireshark’s names too.
          A field alone keeps the packets that have it. Their values are read from the packets once, then kept.
        </p>
      )}
      <p>
        <kbd>↓</kbd> and <kbd>↑</kbd> choose from the list, <kbd>Tab</kbd> or <kbd>Enter</kbd> takes it, <kbd>Esc</kbd>{' '}
        closes it; <kbd>↑</kbd> in the empty box shows the filters used before.
      </p>
      {more}
      <h2>Examples</h2>
      <ul className={styles.examples}>
        {examples.map(withAddress).map(({ filter, keeps }) => (
          <li key={filter}>
            <button type="button" className={styles.example} onClick={() => onExample(filter)}>
              <code>{filter}</code>
            </button>
            <span className={styles.dim}>{keeps}</span>
          </li>
        ))}
      </ul>
      <h2>Fields</h2>
      <input
        type="search"
        aria-label="Search fields"
        placeholder="Search fields"
        className={styles.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {groupColumns(fields, search).map(({ group, columns }) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul className={styles.fields}>
            {columns.map(({ id, help }) => (
              <li key={id}>
                <button type="button" title={help} className={styles.field} onClick={() => onField(id)}>
                  {id}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
