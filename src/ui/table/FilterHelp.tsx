import { useState } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { FilterExample } from './filter-example.ts';
import { groupColumns } from './group-columns.ts';
import styles from './FilterHelp.module.css';

interface FilterHelpProps {
  readonly fields: readonly ColumnDescription[];
  readonly examples: readonly FilterExample[];
  readonly onField: (id: string) => void;
  readonly onExample: (filter: string) => void;
}

/** How to write a filter, examples to try, and the fields there are. */
export function FilterHelp({ fields, examples, onField, onExample }: FilterHelpProps) {
  const [search, setSearch] = useState('');
  return (
    <div className={styles.help}>
      <p>
        Plain text keeps the rows that show it anywhere. <code>field operator value</code> compares one field. Join with{' '}
        <code>and</code>, <code>or</code>, <code>not</code> and <code>( )</code>.
      </p>
      <p>
        Operators: <code>=</code> <code>!=</code> <code>&lt;</code> <code>&lt;=</code> <code>&gt;</code>{' '}
        <code>&gt;=</code> <code>contains</code>, <code>~</code> for a regular expression, <code>in {'{a, b}'}</code>{' '}
        for a list. Values may have units (<code>20 ms</code> as <code>20ms</code>, <code>1.5kB</code>), addresses may
        be networks (<code>10.0.0.0/8</code>); put texts with spaces in quotes. <code>ip</code>, <code>port</code> and{' '}
        <code>mac</code> mean either side.
      </p>
      <h2>Examples</h2>
      <ul className={styles.examples}>
        {examples.map(({ filter, keeps }) => (
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
