import { RotateCcw, Trash2 } from 'lucide-react';
import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import type { RuleEntry } from '../../../../core/model/findings.ts';
import { resetRule, saveRule, switchRule } from '../../../../state/actions/rules.ts';
import { useFindings } from '../../../../state/findings.ts';
import { useRuleCheck } from '../../../../state/use-rule-check.ts';
import { Button } from '../../../widgets/Button.tsx';
import { troubleWords } from './rule-words.ts';
import styles from './RulesForm.module.css';

interface RuleEditorProps {
  readonly entry: RuleEntry;
  /** The text that is being written; undefined: as it is in force. */
  readonly draft: string | undefined;
  /** undefined: nothing is being written any more. */
  readonly onWrite: (text: string | undefined) => void;
  /** Given the name that the rule now has. */
  readonly onSaved: (name: string) => void;
  readonly onRemove: () => void;
}

/** One rule as text, checked while it is written. */
export function RuleEditor({ entry, draft, onWrite, onSaved, onRemove }: RuleEditorProps): ReactNode {
  const entries = useFindings((state) => state.entries);
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = draft ?? entry.text;
  const checked = useRuleCheck(text, draft !== undefined);
  const failure = draft === undefined ? entry.failure : checked?.failure;
  const toPlace = (): void => {
    const offset = failure?.offset ?? 0;
    area.current?.focus();
    area.current?.setSelectionRange(offset, offset);
  };
  return (
    <div className={styles.editor}>
      <label htmlFor={id}>{entry.title}</label>
      <textarea
        ref={area}
        id={id}
        className={styles.text}
        value={text}
        spellCheck={false}
        rows={16}
        aria-invalid={failure !== undefined}
        aria-describedby={`${id}-trouble`}
        onChange={({ target }) => onWrite(target.value)}
      />
      <p id={`${id}-trouble`} role="status" className={styles.trouble}>
        {failure !== undefined && (
          <Button look="link" className={styles.place} onClick={toPlace}>
            {troubleWords(text, failure)}
          </Button>
        )}
      </p>
      <div className={styles.tools}>
        <Button
          look="primary"
          disabled={draft === undefined || checked === undefined || failure !== undefined}
          onClick={() => {
            saveRule(entries, entry, text);
            onSaved(checked?.name ?? entry.name);
          }}
        >
          Save and run
        </Button>
        <Button disabled={draft === undefined} onClick={() => onWrite(undefined)}>
          Discard
        </Button>
        <Button onClick={() => switchRule(entries, entry)}>{entry.off ? 'Switch on' : 'Switch off'}</Button>
        {entry.origin === 'changed' && (
          <Button
            icon={<RotateCcw aria-hidden />}
            onClick={() => {
              onWrite(undefined);
              resetRule(entries, entry);
            }}
          >
            Reset to standard
          </Button>
        )}
        {entry.origin === 'own' && (
          <Button icon={<Trash2 aria-hidden />} onClick={onRemove}>
            Delete
          </Button>
        )}
      </div>
    </div>
  );
}
