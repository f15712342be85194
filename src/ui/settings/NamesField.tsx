import type { ReactNode } from 'react';
import type { Choice } from '../../core/model/parameter-kind.ts';
import { Button } from '../widgets/Button.tsx';
import { toggleName } from './draft.ts';
import { fieldId } from './use-draft.ts';
import type { FieldProps } from './ValueField.tsx';
import styles from './ParameterRow.module.css';

interface NamesFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
}

/** Any of some names, each with a box to tick. */
export function NamesField({ parameter, text, describedBy, onText, choices }: NamesFieldProps): ReactNode {
  const field = fieldId(parameter.id);
  const chosen = new Set(text.split(',').filter((name) => name !== ''));
  return (
    <div id={field} role="group" aria-labelledby={`${field}-label`} aria-describedby={describedBy} tabIndex={-1}>
      <div className={styles.nameTools}>
        <Button look="link" onClick={() => onText(choices.map(({ value }) => value).join(','))}>
          All
        </Button>
        <Button look="link" onClick={() => onText('')}>
          None
        </Button>
        <span className={styles.unit}>
          {chosen.size} of {choices.length}
        </span>
      </div>
      <div className={styles.names}>
        {choices.map(({ value, label }) => (
          <label key={value} className={styles.choice}>
            <input
              type="checkbox"
              checked={chosen.has(String(value))}
              onChange={() => onText(toggleName(text, String(value)))}
            />
            <span>
              {label} <code className={styles.name}>{value}</code>
            </span>
          </label>
        ))}
      </div>
    </div>
  );
}
