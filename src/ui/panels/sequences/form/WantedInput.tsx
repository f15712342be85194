import type { ReactNode } from 'react';
import type { FormStep, Wanted } from './model.ts';
import { NumberInput } from './NumberInput.tsx';
import styles from './Form.module.css';

interface WantedInputProps {
  readonly label: string;
  readonly wanted: Wanted;
  readonly before: readonly FormStep[];
  readonly onChange: (wanted: Wanted) => void;
}

const KINDS: readonly (readonly [Wanted['kind'], string])[] = [
  ['is', 'is'],
  ['any', 'is one of'],
  ['bounds', 'is from … to'],
  ['same', 'is the same as'],
];

/** What a field must be. */
export function WantedInput({ label, wanted, before, onChange }: WantedInputProps): ReactNode {
  return (
    <>
      <select
        aria-label={`How ${label} is compared`}
        value={wanted.kind}
        onChange={({ target }) => onChange(turnedInto(target.value as Wanted['kind'], wanted, before))}
      >
        {KINDS.filter(([kind]) => kind !== 'same' || before.length > 0 || wanted.kind === 'same').map(
          ([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ),
        )}
        {wanted.kind === 'code' && <option value="code">code</option>}
      </select>
      <Value label={label} wanted={wanted} before={before} onChange={onChange} />
    </>
  );
}

function Value({ label, wanted, before, onChange }: WantedInputProps): ReactNode {
  switch (wanted.kind) {
    case 'is':
      return typeof wanted.value === 'boolean' ? (
        <select
          aria-label={label}
          value={String(wanted.value)}
          onChange={({ target }) => onChange({ kind: 'is', value: target.value === 'true' })}
        >
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      ) : (
        <input
          aria-label={label}
          className={styles.value}
          value={String(wanted.value)}
          onChange={({ target }) =>
            onChange({ kind: 'is', value: valueOf(target.value, typeof wanted.value === 'number') })
          }
        />
      );
    case 'any':
      return (
        <input
          aria-label={`${label}, parted by commas`}
          className={styles.value}
          value={wanted.values.join(', ')}
          onChange={({ target }) =>
            onChange({
              kind: 'any',
              values: target.value.split(/,\s?/).map((text) => valueOf(text, typeof wanted.values[0] === 'number')),
            })
          }
        />
      );
    case 'bounds':
      return (
        <>
          <NumberInput
            label={`Least ${label}`}
            value={wanted.min}
            onChange={(min) => onChange(bounds(min, wanted.max))}
          />
          <NumberInput
            label={`Greatest ${label}`}
            value={wanted.max}
            onChange={(max) => onChange(bounds(wanted.min, max))}
          />
        </>
      );
    case 'same':
      return (
        <input
          aria-label={`${label} is that of, as step.field`}
          className={styles.value}
          title={`A step and a field: ${before.map(({ name }) => `${name}.src`).join(', ')}`}
          value={`${wanted.step}.${wanted.field}`}
          onChange={({ target }) => {
            const [step = '', field = ''] = target.value.replace(/[^\w$.]/g, '').split('.');
            onChange({ kind: 'same', step, field });
          }}
        />
      );
    case 'code':
      return (
        <input
          aria-label={`${label}, as code`}
          className={styles.code}
          value={wanted.text}
          onChange={({ target }) => onChange({ kind: 'code', text: target.value })}
        />
      );
  }
}

function bounds(min: number | undefined, max: number | undefined): Wanted {
  return { kind: 'bounds', ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Numbers stay numbers while they are some. */
function valueOf(text: string, wasNumber: boolean): string | number {
  const number = Number(text);
  return (wasNumber || /^\d+$/.test(text)) && text.trim() !== '' && Number.isFinite(number) ? number : text;
}

function turnedInto(kind: Wanted['kind'], from: Wanted, before: readonly FormStep[]): Wanted {
  const value = from.kind === 'is' ? from.value : from.kind === 'any' ? (from.values[0] ?? '') : 0;
  if (kind === 'is') return { kind, value };
  if (kind === 'any') return { kind, values: [value] };
  if (kind === 'bounds') return bounds(typeof value === 'number' ? value : 0, undefined);
  return kind === 'same' ? { kind, step: before[0]?.name ?? 'first', field: 'src' } : from;
}
