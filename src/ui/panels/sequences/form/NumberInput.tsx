import { useState } from 'react';
import type { ReactNode } from 'react';
import styles from './Form.module.css';

interface NumberInputProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A number of zero or more, or nothing. What is half written stands as it is. */
export function NumberInput({ label, value, onChange }: NumberInputProps): ReactNode {
  const [text, setText] = useState<string>();
  return (
    <input
      aria-label={label}
      title={label}
      className={styles.number}
      inputMode="decimal"
      placeholder="–"
      value={text ?? value ?? ''}
      onBlur={() => setText(undefined)}
      onChange={({ target }) => {
        setText(target.value);
        const number = Number(target.value.replace(',', '.'));
        if (target.value.trim() === '') onChange(undefined);
        else if (Number.isFinite(number) && number >= 0) onChange(number);
      }}
    />
  );
}
