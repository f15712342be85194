import type { ReactNode } from 'react';
import { useStore } from '../../../../state/store.ts';
import styles from './RulesForm.module.css';

const LINES: readonly (readonly [word: string, meaning: string])[] = [
  ['of', 'the table: flows, packets, logins, names, duplicates or steps'],
  ['where', 'a filter: which rows'],
  ['group', 'columns by which rows are put together, “host”, “pair”, or “all”; without it each row is a finding'],
  ['having', 'a filter over groups: which of them are findings; thresholds stand here'],
  ['order', 'the column by which the largest come first'],
  ['say', 'the sentence; {ports} is a value, {ports|port|ports} a value with what it counts'],
  ['level', 'info, notable or serious'],
  ['why, source', 'words for people: what it may mean, and where thresholds are from'],
  ['off', 'the rule is not run'],
];

/** What the lines of a rule mean, and what groups of flows can be asked for. */
export function RuleHelp(): ReactNode {
  const flows = useStore((state) => state.descriptions.find(({ isFlows }) => isFlows === true));
  return (
    <details className={styles.help}>
      <summary>What a rule may say</summary>
      <dl>
        {LINES.map(([word, meaning]) => (
          <div key={word}>
            <dt>
              <code>{word}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>Rows have the columns that filters know. Groups of flows have these:</p>
      <dl>
        {(flows?.grouping?.measures ?? []).map(({ id, help, unit }) => (
          <div key={id}>
            <dt>
              <code>{id}</code>
            </dt>
            <dd>
              {help}
              {unit !== '' && ` In ${unit}.`}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
