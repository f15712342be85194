import { useEffect } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { closeSettings } from '../../state/actions/meter.ts';
import { getState } from '../../state/store.ts';
import { useMeterCost } from '../../state/use-meter-cost.ts';
import { DocsLink } from '../docs/DocsLink.tsx';
import { Button } from '../widgets/Button.tsx';
import { costSentence } from './cost-words.ts';
import { PARAMETER_GROUPS, type ParameterGroup } from './groups.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { PresetBar } from './PresetBar.tsx';
import { fieldId, useDraft, type DraftControls } from './use-draft.ts';
import styles from './SettingsForm.module.css';

/** All parameters of the meter as fields; Enter or the button puts them into force. */
export function SettingsForm(): ReactNode {
  const controls = useDraft();
  useFieldAtFirst();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void controls.apply();
  };
  return (
    <form noValidate className={styles.form} aria-label="Meter settings" onSubmit={submit}>
      <PresetBar controls={controls} />
      <p>
        <DocsLink page="settings" about="meter settings">
          What the settings do, and what a change costs
        </DocsLink>
      </p>
      {PARAMETER_GROUPS.map((group) => (
        <GroupFields key={group.title} group={group} controls={controls} />
      ))}
      <Footer controls={controls} />
    </form>
  );
}

/** Goes to the field that was asked for. */
function useFieldAtFirst(): void {
  useEffect(() => {
    const { settingAtFirst } = getState();
    if (settingAtFirst === undefined) return undefined;
    // The dialog, which stands around the form, opens after it and takes the focus.
    const frame = requestAnimationFrame(() => document.getElementById(fieldId(settingAtFirst))?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
}

function GroupFields({ group, controls }: { readonly group: ParameterGroup; readonly controls: DraftControls }) {
  const { title, note, parameters, docs } = group;
  const [page, heading] = docs;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.title}>{title}</legend>
      <p className={styles.note}>
        {note} <DocsLink page={page} heading={heading} about={title} />
      </p>
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
