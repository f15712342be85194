import type { TimeFormat } from '../../base/format.ts';
import controls from '../widgets/controls.module.css';

const NAMES: Readonly<Record<TimeFormat, string>> = {
  relative: 'Since the first packet',
  delta: 'Since the row above',
  utc: 'UTC',
  local: 'Local time',
};

const STYLES: readonly TimeFormat[] = ['relative', 'delta', 'utc', 'local'];

interface TimeFormatSelectProps {
  readonly value: TimeFormat;
  readonly onChange: (style: TimeFormat) => void;
  /** Styles that make no sense for this table. */
  readonly without?: TimeFormat;
}

/** Chooses how times are written. */
export function TimeFormatSelect({ value, onChange, without }: TimeFormatSelectProps) {
  return (
    <select
      aria-label="Time format"
      title="Time format"
      className={controls.select}
      value={value === without ? 'relative' : value}
      onChange={(event) => onChange(STYLES.find((style) => style === event.target.value) ?? 'relative')}
    >
      {STYLES.filter((style) => style !== without).map((style) => (
        <option key={style} value={style}>
          {NAMES[style]}
        </option>
      ))}
    </select>
  );
}
