import { useId } from 'react';
import type { ReactNode } from 'react';
import { sameParameters } from '../../state/parameters.ts';
import { Button } from '../widgets/Button.tsx';
import { PRESETS } from './presets.ts';
import type { DraftControls } from './use-draft.ts';
import styles from './SettingsForm.module.css';

/** Sets of parameters to begin with; the one that stands there is pressed. */
export function PresetBar({ controls }: { readonly controls: DraftControls }): ReactNode {
  const { parameters, errors, reset } = controls;
  const current = PRESETS.find((preset) => errors.size === 0 && sameParameters(preset.parameters, parameters));
  const id = useId();
  return (
    <div className={styles.presets}>
      <div role="group" aria-labelledby={id} className={styles.presetButtons}>
        <span id={id}>Begin with</span>
        {PRESETS.map((preset) => (
          <Button
            key={preset.title}
            className={preset === current ? styles.pressed : undefined}
            aria-pressed={preset === current}
            title={preset.note}
            onClick={() => reset(preset.parameters)}
          >
            {preset.title}
          </Button>
        ))}
      </div>
      <p className={styles.note}>{current?.note ?? 'Values of your own.'}</p>
    </div>
  );
}
