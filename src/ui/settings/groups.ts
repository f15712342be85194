import type { ParameterDescription } from '../../core/model/parameter-kind.ts';
import { NFSTREAM_PARAMETERS, PARAMETERS } from '../../core/model/parameter-list.ts';

/** Parameters under a heading. */
export interface ParameterGroup {
  readonly title: string;
  readonly note: string;
  readonly parameters: readonly ParameterDescription[];
  /** Where more is said of them: page and heading of docs/. */
  readonly docs: readonly [page: string, heading: string];
}

type Ids = readonly ParameterDescription['id'][];

function group(title: string, note: string, docs: ParameterGroup['docs'], ids: Ids): ParameterGroup {
  return { title, note, docs, parameters: ids.flatMap((id) => PARAMETERS.filter((parameter) => parameter.id === id)) };
}

const BEYOND = 'Not in NFStream: each of them, once on, may change its numbers.';

const OPTIONS: ParameterGroup['docs'] = ['features', 'options-that-change-the-meter'];

/** All parameters in the order of the settings: NFStream's, then those beyond by what they concern. */
export const PARAMETER_GROUPS: readonly ParameterGroup[] = [
  {
    title: 'NFStream’s parameters',
    note: 'By NFStream’s names and with its meaning: the numbers stay those of NFStream 6.5.4 with the same values.',
    parameters: NFSTREAM_PARAMETERS,
    docs: ['command-line', 'nfstreams-parameters'],
  },
  group('Times and lifetime', BEYOND, OPTIONS, ['timeResolution', 'endAtFinRst']),
  group('Sizes', BEYOND, OPTIONS, ['ipv6SizeWithHeader', 'repairLengths']),
  group('Decoding', BEYOND, ['decoding', ''], ['everyInterface', 'resynchronise', 'decode']),
  group('Flow key and direction', BEYOND, OPTIONS, [
    'sctpPorts',
    'icmpInKey',
    'laterFragments',
    'keepDirection',
    'directionFromSyn',
  ]),
  group(
    'Features',
    'Not in NFStream: they add columns and change none of its own.',
    ['features', 'features-beyond-nfstream'],
    ['features', 'activityTimeout', 'communityIdSeed'],
  ),
];
