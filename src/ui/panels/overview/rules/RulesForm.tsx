import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RuleEntry } from '../../../../core/model/findings.ts';
import { addRule, removeRule } from '../../../../state/actions/rules.ts';
import { useFindings } from '../../../../state/findings.ts';
import { Button } from '../../../widgets/Button.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { RuleHelp } from './RuleHelp.tsx';
import { originWords } from './rule-words.ts';
import styles from './RulesForm.module.css';

interface RulesFormProps {
  readonly rule: string;
  readonly onChoose: (rule: string) => void;
}

/** The list of rules, and the one that is open, to be read, changed, switched off or put back. */
export function RulesForm({ rule, onChoose }: RulesFormProps): ReactNode {
  const entries = useFindings((state) => state.entries);
  /** Texts that are being written, by the names of their rules. */
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map());
  const open = entries.find(({ name }) => name === rule) ?? entries[0];
  if (open === undefined) return <p>There are no rules.</p>;
  const write = (text: string | undefined): void => {
    const next = new Map(drafts);
    if (text === undefined) next.delete(open.name);
    else next.set(open.name, text);
    setDrafts(next);
  };
  return (
    <div className={styles.form}>
      <p className={styles.note}>
        A rule keeps rows by filters, puts them into groups and says a sentence of each group that is left. Rules you
        change or add are kept in this browser. Its level is its author’s judgement.
      </p>
      <div className={styles.panes}>
        <RuleList entries={entries} open={open} drafts={drafts} onChoose={onChoose} />
        <RuleEditor
          key={open.name}
          entry={open}
          draft={drafts.get(open.name)}
          onWrite={write}
          onSaved={(name) => {
            write(undefined);
            onChoose(name);
          }}
          onRemove={() => {
            removeRule(entries, open);
            onChoose(entries[0]?.name ?? '');
          }}
        />
      </div>
      <RuleHelp />
    </div>
  );
}

interface RuleListProps {
  readonly entries: readonly RuleEntry[];
  readonly open: RuleEntry;
  readonly drafts: ReadonlyMap<string, string>;
  readonly onChoose: (rule: string) => void;
}

function RuleList({ entries, open, drafts, onChoose }: RuleListProps): ReactNode {
  return (
    <div className={styles.list}>
      <ul aria-label="Rules">
        {entries.map((entry) => (
          <li key={`${entry.name} ${entry.origin}`}>
            <button
              type="button"
              className={styles.item}
              aria-current={entry === open}
              data-off={entry.off ? '' : undefined}
              onClick={() => onChoose(entry.name)}
            >
              {entry.title}
              <span className={styles.state}>{originWords(entry, drafts.has(entry.name))}</span>
            </button>
          </li>
        ))}
      </ul>
      <Button icon={<Plus aria-hidden />} onClick={() => onChoose(addRule(entries))}>
        Add a rule
      </Button>
    </div>
  );
}
