import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../widgets/Button.tsx';
import { emptyStep, type FormModel, type FormStep } from './model.ts';
import { NumberInput } from './NumberInput.tsx';
import { StepFields } from './StepFields.tsx';
import styles from './Form.module.css';

const KEYS: readonly (readonly [string, string])[] = [
  ['flow', 'the same connection'],
  ['hosts', 'the same two hosts, either way'],
  ['src', 'the same sender'],
  ['dst', 'the same receiver'],
  ['src dst', 'the same sender and receiver'],
  ['', 'nothing: all packets belong together'],
];

const STARTS: readonly (readonly [FormModel['starts'], string])[] = [
  ['one', 'if none has begun for the key'],
  ['every', 'with every packet that fits'],
  ['unless-taken', 'if no other one took the packet'],
  ['newest', 'in place of those that have begun'],
];

const NEW_STEPS: readonly (readonly [FormStep['kind'], string, string])[] = [
  ['step', 'Add a packet', 'step'],
  ['repeat', 'Add one several times', 'again'],
  ['optional', 'Add one that may be there', 'maybe'],
  ['without', 'Add what must not come', 'absent'],
];

interface ModelFieldsProps {
  readonly model: FormModel;
  readonly onChange: (model: FormModel) => void;
}

/** All of a sequence that the form can show. */
export function ModelFields({ model, onChange }: ModelFieldsProps): ReactNode {
  const { steps } = model;
  const set = (change: Partial<FormModel>): void => onChange({ ...model, ...change });
  const setSteps = (at: number, ...instead: readonly FormStep[]): void =>
    set({ steps: [...steps.slice(0, at), ...instead, ...steps.slice(at + 1)] });
  return (
    <div className={styles.fields}>
      <label className={styles.line}>
        <span>Called</span>
        <input value={model.title} onChange={({ target }) => set({ title: target.value })} />
      </label>
      <KeyField model={model} onChange={(key) => set({ key })} />
      <label className={styles.line}>
        <span>Begins</span>
        <select value={model.starts} onChange={({ target }) => set({ starts: target.value as FormModel['starts'] })}>
          {STARTS.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <ol className={styles.steps}>
        {steps.map((step, at) => (
          <StepFields
            key={at}
            step={step}
            isFirst={at === 0}
            isLast={at === steps.length - 1}
            before={steps.slice(0, at).filter(({ kind }) => kind === 'step' || kind === 'optional')}
            onChange={(changed) => setSteps(at, changed)}
            onRemove={() => setSteps(at)}
          />
        ))}
      </ol>
      <div className={styles.adding}>
        {NEW_STEPS.map(([kind, words, name]) => (
          <Button
            key={kind}
            icon={<Plus aria-hidden />}
            disabled={kind !== 'step' && kind !== 'repeat' && steps.length === 0}
            onClick={() => set({ steps: [...steps, emptyStep(kind, freeName(name, steps))] })}
          >
            {words}
          </Button>
        ))}
      </div>
      <div className={styles.line}>
        <span>Limits</span>
        <NumberInput
          label="Seconds from the first packet to the last, at most"
          value={model.within}
          onChange={(within) => onChange(without({ ...model, within }, 'within'))}
        />
        s in all,
        <NumberInput
          label="Seconds from each packet to the next, at most"
          value={model.maxGap}
          onChange={(maxGap) => onChange(without({ ...model, maxGap }, 'maxGap'))}
        />
        s between two
      </div>
      <label className={styles.line}>
        <span>Takes</span>
        <input type="checkbox" checked={model.longest} onChange={({ target }) => set({ longest: target.checked })} /> as
        much as it can before it is a match
      </label>
      <Columns model={model} onChange={(columns) => set({ columns })} />
    </div>
  );
}

interface KeyFieldProps {
  readonly model: FormModel;
  readonly onChange: (key: FormModel['key']) => void;
}

function KeyField({ model: { key }, onChange }: KeyFieldProps): ReactNode {
  const now = 'code' in key ? key.code : key.join(' ');
  const isListed = !('code' in key) && KEYS.some(([id]) => id === now);
  return (
    <label className={styles.line}>
      <span>Together by</span>
      <select value={now} onChange={({ target }) => onChange(target.value === '' ? [] : target.value.split(' '))}>
        {!isListed && <option value={now}>{now}</option>}
        {KEYS.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ColumnsProps {
  readonly model: FormModel;
  readonly onChange: (columns: FormModel['columns']) => void;
}

function Columns({ model: { columns, steps }, onChange }: ColumnsProps): ReactNode {
  const first = steps.find(({ kind }) => kind === 'step')?.name ?? 'first';
  const set = (at: number, ...instead: FormModel['columns']): void =>
    onChange([...columns.slice(0, at), ...instead, ...columns.slice(at + 1)]);
  return (
    <div className={styles.columns}>
      <span>Columns of the results</span>
      {columns.map((column, at) => (
        <div key={at} className={styles.line}>
          <input
            aria-label={`Name of column ${at + 1}`}
            value={column.name}
            onChange={({ target }) => set(at, { ...column, name: target.value })}
          />
          =
          <input
            aria-label={`Value of column ${at + 1}`}
            className={styles.code}
            value={column.code}
            onChange={({ target }) => set(at, { ...column, code: target.value })}
          />
          <Button look="link" aria-label={`Remove column ${at + 1}`} onClick={() => set(at)}>
            Remove
          </Button>
        </div>
      ))}
      <Button
        icon={<Plus aria-hidden />}
        onClick={() => onChange([...columns, { name: `column${columns.length + 1}`, code: `m.${first}.src` }])}
      >
        Add a column
      </Button>
    </div>
  );
}

function freeName(name: string, steps: readonly FormStep[]): string {
  const taken = new Set(steps.map((step) => step.name));
  for (let count = 1; ; count += 1) {
    const free = count === 1 && name !== 'step' ? name : `${name}${count === 1 ? steps.length + 1 : count}`;
    if (!taken.has(free)) return free;
  }
}

/** An empty limit is none. */
function without<Model extends object>(model: Model, name: keyof Model): Model {
  if (model[name] !== undefined) return model;
  const { [name]: _, ...rest } = model;
  return rest as Model;
}
