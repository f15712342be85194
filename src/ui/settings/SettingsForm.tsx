import type { FormEvent, ReactNode } from 'react';
import { closeSettings } from '../../state/actions/meter.ts';
import { useMeterCost } from '../../state/use-meter-cost.ts';
import { Button } from '../widgets/Button.tsx';
import { costSentence } from './cost-words.ts';
import { PARAMETER_GROUPS, type ParameterGroup } from './groups.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { PresetBar } from './PresetBar.tsx';
import { useDraft, type DraftControls } from './use-draft.ts';
import styles from './SettingsForm.module.css';

/** All parameters of the meter as fields; Enter or the button puts them into force. */
export function SettingsForm(): ReactNode {
  const controls = useDraft();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void controls.apply();
  };
  return (
    <form noValidate className={styles.form} aria-label="Meter settings" onSubmit={submit}>
      <PresetBar controls={controls} />
      {PARAMETER_GROUPS.map((group) => (
        <GroupFields key={group.title} group={group} controls={controls} />
      ))}
      <Footer controls={controls} />
    </form>
  );
}

function GroupFields({ group, controls }: { readonly group: ParameterGroup; readonly controls: DraftControls }) {
  const { title, note, parameters } = group;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.title}>{title}</legend>
      <p className={styles.note}>{note}</p>
      <div className={styles.head} aria-hidden>
        <span>Parameter</span>
        <span>Value</span>
        <span>NFStream</span>
      </div>
      {parameters.map((parameter) => (
        <ParameterRow key={parameter.id} parameter={parameter} controls={controls} />
      ))}
    </fieldset>
  );
}

function Footer({ controls }: { readonly controls: DraftControls }) {
  const { parameters, errors } = controls;
  const cost = useMeterCost(parameters);
  const wrong = errors.size > 0;
  return (
    <footer className={styles.footer}>
      <p role="status" className={wrong ? styles.wrong : styles.cost}>
        {wrong ? 'A value is not allowed; it is marked above.' : costSentence(cost)}
      </p>
      <div className={styles.buttons}>
        <Button onClick={closeSettings}>Cancel</Button>
        <Button submit look="primary">
          Apply
        </Button>
      </div>
    </footer>
  );
}
