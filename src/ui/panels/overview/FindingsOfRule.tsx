import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { FindingLevel } from '../../../core/model/findings.ts';
import type { RuleResult } from '../../../state/findings.ts';
import { Button } from '../../widgets/Button.tsx';
import { FindingLine } from './FindingLine.tsx';
import { reachWords } from './finding-words.ts';
import styles from './Findings.module.css';

/** Findings of one rule that are shown at first. */
const AT_FIRST = 3;

const MARKS: Readonly<Record<FindingLevel, typeof Info>> = { serious: CircleAlert, notable: TriangleAlert, info: Info };

interface FindingsOfRuleProps {
  readonly of: RuleResult;
  readonly openRule: (name: string) => void;
}

/** What one rule found: its level and name, the sentences, and what they may mean. */
export function FindingsOfRule({ of: { entry, result }, openRule }: FindingsOfRuleProps): ReactNode {
  const [all, setAll] = useState(false);
  if (result?.ok !== true) return undefined;
  const { findings, found, reach } = result.value;
  const Mark = MARKS[entry.level];
  const shown = all ? findings : findings.slice(0, AT_FIRST);
  const hidden = findings.length - shown.length;
  const counted = found - findings.length;
  return (
    <li className={styles.rule}>
      <h3 className={styles.head}>
        <span className={styles[entry.level]}>
          <Mark aria-hidden /> {entry.level}
        </span>
        <Button look="link" title="Open the rule" onClick={() => openRule(entry.name)}>
          {entry.title}
        </Button>
      </h3>
      <ul className={styles.lines}>
        {shown.map((finding, at) => (
          <FindingLine key={at} finding={finding} />
        ))}
      </ul>
      <p className={styles.why}>
        {hidden > 0 && (
          <Button look="link" onClick={() => setAll(true)}>
            Show {formatCount(hidden)} more
          </Button>
        )}
        {counted > 0 && <span>{formatCount(counted)} further ones are counted, not listed.</span>}
        {reach !== undefined && <span>{reachWords(reach)}</span>}
        <span>{entry.why}</span>
      </p>
    </li>
  );
}
