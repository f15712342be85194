import { ListChecks } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { FINDING_LEVELS } from '../../../core/model/findings.ts';
import { findAll, forgetFindings, useFindings, type RuleResult } from '../../../state/findings.ts';
import { useOwnRules } from '../../../state/own-rules.ts';
import { useStore } from '../../../state/store.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { Button } from '../../widgets/Button.tsx';
import { FindingsOfRule } from './FindingsOfRule.tsx';
import { LookedFor } from './LookedFor.tsx';
import { RulesDialog } from './rules/RulesDialog.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from './Findings.module.css';

/** What rules found in the capture, each a sentence with the way to its flows and packets; or what they looked for. */
export function Findings(): ReactNode {
  const session = useStore((state) => state.session);
  const generation = useStore((state) => state.generation);
  const own = useOwnRules((state) => state.text);
  const [rule, setRule] = useState<string>();
  const { phase } = session;
  useEffect(() => {
    if (phase === 'ready') void findAll(generation, own);
    else forgetFindings();
  }, [phase, generation, own]);
  if (session.phase === 'loading')
    return (
      <div className={styles.findings}>
        <Section title="Findings" note="after reading">
          <p className={styles.none}>Rules look at the capture when all of it has been read.</p>
        </Section>
      </div>
    );
  if (session.phase !== 'ready') return undefined;
  return (
    <div className={styles.findings}>
      <FoundSection summary={session.summary} openRule={setRule} />
      <RulesDialog rule={rule} onClose={() => setRule(undefined)} onChoose={setRule} />
    </div>
  );
}

interface FoundProps {
  readonly summary: CaptureSummary;
  readonly openRule: (name: string) => void;
}

function FoundSection({ summary, openRule }: FoundProps): ReactNode {
  const { results, pending, failure } = useFindings();
  const withFindings = sortedByLevel(results.filter(({ result }) => result?.ok === true && result.value.found > 0));
  const total = withFindings.reduce((sum, { result }) => sum + (result?.ok === true ? result.value.found : 0), 0);
  const [first] = results;
  return (
    <Section title="Findings" note={noteOf(total, pending, results)}>
      {failure !== undefined && <p>{answerFailure(failure)}</p>}
      <ul className={styles.rules}>
        {withFindings.map((one) => (
          <FindingsOfRule key={one.entry.name} of={one} openRule={openRule} />
        ))}
      </ul>
      {!pending && results.length > 0 && <LookedFor results={results} summary={summary} openRule={openRule} />}
      {first !== undefined && (
        <Button icon={<ListChecks aria-hidden />} onClick={() => openRule(first.entry.name)}>
          Rules
        </Button>
      )}
    </Section>
  );
}

function noteOf(total: number, pending: boolean, results: readonly RuleResult[]): string {
  if (pending) {
    const done = results.filter(({ result }) => result !== undefined).length;
    return `${formatCount(total)} so far; rule ${formatCount(done + 1)} of ${formatCount(results.length)} is at work`;
  }
  const found = results.filter(({ result }) => result?.ok === true && result.value.found > 0).length;
  return total === 0
    ? 'none'
    : `${formatCount(total)}, by ${formatCount(found)} of ${formatCountOf(results.length, 'rule')}; what they mean is a judgement`;
}

/** Serious ones first; of one level in the order of the rules. */
function sortedByLevel(results: readonly RuleResult[]): readonly RuleResult[] {
  const rank = ({ entry }: RuleResult): number => FINDING_LEVELS.indexOf(entry.level);
  return [...results].sort((a, b) => rank(b) - rank(a));
}
