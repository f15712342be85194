import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../widgets/Button.tsx';
import type { Condition, FormStep, WantedField } from './model.ts';
import { NumberInput } from './NumberInput.tsx';
import { PACKET_FIELDS } from './packet-fields.ts';
import { WantedInput } from './WantedInput.tsx';
import styles from './Form.module.css';

const KINDS: readonly (readonly [FormStep['kind'], string])[] = [
  ['step', 'comes'],
  ['optional', 'may come'],
  ['repeat', 'comes several times'],
  ['without', 'must not come'],
];

interface StepFieldsProps {
  readonly step: FormStep;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Steps whose packets can be compared with. */
  readonly before: readonly FormStep[];
  readonly onChange: (step: FormStep) => void;
  readonly onRemove: () => void;
}

/** One step of the form. */
export function StepFields({ step, isFirst, isLast, before, onChange, onRemove }: StepFieldsProps): ReactNode {
  const { kind, name, when } = step;
  const set = (change: Partial<FormStep>): void => onChange({ ...step, ...change });
  return (
    <li className={styles.step}>
      <fieldset>
        <legend>{name}</legend>
        <div className={styles.line}>
          <input
            aria-label="Name of the step"
            className={styles.name}
            value={name}
            onChange={({ target }) => set({ name: target.value.replace(/[^\w$]/g, '') })}
          />
          <select
            aria-label={`How ${name} is meant`}
            value={kind}
            onChange={({ target }) => set(kindChange(target.value as FormStep['kind']))}
          >
            {KINDS.filter(([id]) => !isFirst || id === 'step' || id === 'repeat').map(([id, words]) => (
              <option key={id} value={id}>
                {words}
              </option>
            ))}
          </select>
          {kind === 'repeat' && <Times step={step} set={set} />}
          <IconButton label={`Remove ${name}`} icon={<X aria-hidden />} onClick={onRemove} />
        </div>
        <ConditionFields name={name} when={when} before={before} onChange={(changed) => set({ when: changed })} />
        {!isFirst && <Limits step={step} isLast={isLast} onChange={onChange} />}
      </fieldset>
    </li>
  );
}

function kindChange(kind: FormStep['kind']): Partial<FormStep> {
  return {
    kind,
    least: kind === 'repeat' ? 2 : 1,
    greatest: kind === 'repeat' ? Infinity : 1,
    strict: false,
    each: false,
  };
}

interface PartProps {
  readonly step: FormStep;
  readonly set: (change: Partial<FormStep>) => void;
}

function Times({ step: { least, greatest }, set }: PartProps): ReactNode {
  return (
    <>
      <NumberInput label="Least times" value={least} onChange={(value) => set({ least: Math.max(1, value ?? 1) })} />
      to
      <NumberInput
        label="Most times; empty: any number"
        value={greatest === Infinity ? undefined : greatest}
        onChange={(value) => set({ greatest: value ?? Infinity })}
      />
      times
    </>
  );
}

interface LimitsProps {
  readonly step: FormStep;
  readonly isLast: boolean;
  readonly onChange: (step: FormStep) => void;
}

function Limits({ step, isLast, onChange }: LimitsProps): ReactNode {
  const limit = (name: 'within' | 'after', value: number | undefined): void => {
    const { [name]: _, ...rest } = step;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  if (step.kind === 'without')
    return (
      <div className={styles.line}>
        {isLast ? 'for' : 'before the next; for'}
        <NumberInput
          label={`Seconds without ${step.name}`}
          value={step.within}
          onChange={(value) => limit('within', value)}
        />
        s{isLast && step.within === undefined && <strong> The last one needs its seconds.</strong>}
        {!isLast && step.within !== undefined && <strong> Seconds belong behind the last step only.</strong>}
      </div>
    );
  return (
    <div className={styles.line}>
      at most
      <NumberInput
        label={`Seconds to ${step.name}, at most`}
        value={step.within}
        onChange={(value) => limit('within', value)}
      />
      s, at least
      <NumberInput
        label={`Seconds to ${step.name}, at least`}
        value={step.after}
        onChange={(value) => limit('after', value)}
      />
      s after the one before
      <label>
        <input
          type="checkbox"
          checked={step.strict}
          onChange={({ target }) => onChange({ ...step, strict: target.checked })}
        />{' '}
        the very next
      </label>
    </div>
  );
}

interface ConditionFieldsProps {
  readonly name: string;
  readonly when: Condition;
  readonly before: readonly FormStep[];
  readonly onChange: (when: Condition) => void;
}

/** The fields of a condition, each of which can be taken out by a press: that loosens it. */
export function ConditionFields({ name, when, before, onChange }: ConditionFieldsProps): ReactNode {
  if ('code' in when)
    return (
      <textarea
        aria-label={`Condition of ${name}, as code`}
        className={styles.code}
        value={when.code}
        onChange={({ target }) => onChange({ code: target.value })}
      />
    );
  const { fields } = when;
  const set = (at: number, ...instead: readonly WantedField[]): void =>
    onChange({ fields: [...fields.slice(0, at), ...instead, ...fields.slice(at + 1)] });
  return (
    <div className={styles.wanted}>
      {fields.length === 0 && <span className={styles.dim}>any packet</span>}
      {fields.map((field, at) => (
        <span key={at} className={styles.field}>
          <select
            aria-label={`Field ${at + 1} of ${name}`}
            value={field.field}
            onChange={({ target }) => set(at, { field: target.value, wanted: firstWanted(target.value) })}
          >
            {!PACKET_FIELDS.some((each) => each.name === field.field) && <option>{field.field}</option>}
            {PACKET_FIELDS.map((each) => (
              <option key={each.name} title={each.description}>
                {each.name}
              </option>
            ))}
          </select>
          <WantedInput
            label={`${field.field} of ${name}`}
            wanted={field.wanted}
            before={before}
            onChange={(wanted) => set(at, { ...field, wanted })}
          />
          <IconButton label={`Any ${field.field} for ${name}`} icon={<X aria-hidden />} onClick={() => set(at)} />
        </span>
      ))}
      <Button
        look="link"
        icon={<Plus size={14} aria-hidden />}
        onClick={() => set(fields.length, { field: 'protocol', wanted: firstWanted('protocol') })}
      >
        Field
      </Button>
    </div>
  );
}

function firstWanted(field: string): WantedField['wanted'] {
  const type = PACKET_FIELDS.find(({ name }) => name === field)?.type;
  return { kind: 'is', value: type === 'boolean' ? true : type === 'number' ? 0 : 'TCP' };
}
