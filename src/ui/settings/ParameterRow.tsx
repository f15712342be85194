import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { equalValues, parameterName, type ParameterDescription } from '../../core/model/parameter-kind.ts';
import { NFSTREAM_DEFAULTS } from '../../core/model/parameters.ts';
import { IconButton } from '../widgets/Button.tsx';
import { valueText } from './draft.ts';
import { NamesField } from './NamesField.tsx';
import { ValueField, type FieldProps } from './ValueField.tsx';
import { fieldId, RESET_TO, type DraftControls } from './use-draft.ts';
import styles from './ParameterRow.module.css';

interface ParameterRowProps {
  readonly parameter: ParameterDescription;
  readonly controls: DraftControls;
}

/** One parameter: its names and help, its value, NFStream's, and the way back to the page's own. */
export function ParameterRow({ parameter, controls }: ParameterRowProps): ReactNode {
  const { id, kind, label, help } = parameter;
  const field = fieldId(id);
  const error = controls.errors.get(id);
  const changed = error !== undefined || !equalValues(controls.parameters[id], RESET_TO[id]);
  const props: FieldProps = {
    parameter,
    text: controls.draft[id],
    invalid: error !== undefined,
    describedBy: `${field}-help${error === undefined ? '' : ` ${field}-error`}`,
    onText: (text) => controls.write(id, text),
  };
  return (
    <div
      className={styles.row}
      data-changed={changed ? '' : undefined}
      data-wide={kind.type === 'names' || kind.type === 'pcap-filter' ? '' : undefined}
    >
      <div className={styles.words}>
        {kind.type === 'names' ? <span id={`${field}-label`}>{label}</span> : <label htmlFor={field}>{label}</label>}{' '}
        <code className={styles.name}>{parameterName(parameter)}</code>
        {changed && <span className={styles.changed}>changed</span>}
        <p id={`${field}-help`} className={styles.help}>
          {help}
        </p>
      </div>
      <div className={styles.field}>
        {kind.type === 'names' ? <NamesField {...props} choices={kind.choices} /> : <ValueField {...props} />}
        {error !== undefined && (
          <p id={`${field}-error`} role="alert" className={styles.error}>
            {error}
          </p>
        )}
      </div>
      <div className={styles.nfstream}>
        <span className={styles.nfstreamName}>NFStream: </span>
        {valueText(parameter, NFSTREAM_DEFAULTS)}
      </div>
      <div className={styles.reset}>
        {changed && (
          <IconButton
            label={`Reset ${label} to ${valueText(parameter, RESET_TO)}`}
            icon={<RotateCcw aria-hidden />}
            onClick={() => controls.reset(RESET_TO, id)}
          />
        )}
      </div>
    </div>
  );
}
