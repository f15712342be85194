import type { ReactNode } from 'react';
import type { ParameterDescription } from '../../core/model/parameter-kind.ts';
import { choiceText } from './draft.ts';
import { fieldId } from './use-draft.ts';
import styles from './ParameterRow.module.css';

export interface FieldProps {
  readonly parameter: ParameterDescription;
  readonly text: string;
  readonly invalid: boolean;
  /** Ids of help and error. */
  readonly describedBy: string;
  readonly onText: (text: string) => void;
}

/** The field of a parameter that has one value. */
export function ValueField(props: FieldProps): ReactNode {
  switch (props.parameter.kind.type) {
    case 'switch':
      return <Switch {...props} />;
    case 'choice':
      return <Choices {...props} />;
    default:
      return <TextInput {...props} />;
  }
}

function Switch({ parameter, text, describedBy, onText }: FieldProps) {
  const on = text === '1';
  return (
    <span className={styles.value}>
      <input
        id={fieldId(parameter.id)}
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={on}
        aria-checked={on}
        aria-describedby={describedBy}
        onChange={(event) => onText(event.target.checked ? '1' : '0')}
      />
      <span aria-hidden className={styles.unit}>
        {on ? 'on' : 'off'}
      </span>
    </span>
  );
}

function Choices({ parameter: { id, kind }, text, describedBy, onText }: FieldProps) {
  if (kind.type !== 'choice') return null;
  return (
    <select
      id={fieldId(id)}
      className={styles.select}
      value={text}
      aria-describedby={describedBy}
      onChange={(event) => onText(event.target.value)}
    >
      {kind.choices.map(({ value }) => (
        <option key={value} value={value}>
          {choiceText(kind, value)}
        </option>
      ))}
    </select>
  );
}

/** Numbers are texts here as well: what the browser's number field refuses could not be answered with a reason. */
function TextInput({ parameter: { id, kind }, text, invalid, describedBy, onText }: FieldProps) {
  const isNumber = kind.type === 'number';
  return (
    <span className={styles.value}>
      <input
        id={fieldId(id)}
        type="text"
        inputMode={isNumber ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
        className={isNumber ? styles.number : styles.text}
        value={text}
        placeholder={isNumber ? undefined : 'all packets'}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onText(event.target.value)}
      />
      {isNumber && <span className={styles.unit}>{kind.unit}</span>}
    </span>
  );
}
