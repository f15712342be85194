import type { ParameterValue } from '../../core/model/parameter-kind.ts';
import { FURTHER_PARAMETERS } from '../../core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS, PAGE_DEFAULTS, type MeterParameters } from '../../core/model/parameters.ts';

/** Parameters to begin with. */
export interface Preset {
  readonly title: string;
  readonly note: string;
  readonly parameters: MeterParameters;
}

/** Every switch on and every name chosen that goes beyond NFStream; times as fine as they are. */
function everything(): MeterParameters {
  const beyond = FURTHER_PARAMETERS.flatMap(({ id, kind }): [string, ParameterValue][] => {
    if (kind.type === 'switch') return [[id, true]];
    // The names of the list are those of the field.
    if (kind.type === 'names') return [[id, kind.choices.map(({ value }) => String(value)) as ParameterValue]];
    return [];
  });
  return { ...PAGE_DEFAULTS, ...(Object.fromEntries(beyond) as Partial<MeterParameters>), timeResolution: 'ns' };
}

export const PRESETS: readonly Preset[] = [
  {
    title: 'NFStream’s defaults',
    note: 'As NFStream without arguments: no statistics, no SPLT.',
    parameters: NFSTREAM_DEFAULTS,
  },
  {
    title: 'Flowloom’s defaults',
    note: 'NFStream’s, with statistics, SPLT of 20 packets, every interface, and reading on after damage.',
    parameters: PAGE_DEFAULTS,
  },
  {
    title: 'Everything',
    note: 'Every decoding, every option and every feature; times in nanoseconds.',
    parameters: everything(),
  },
];
