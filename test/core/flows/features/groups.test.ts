import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { featureColumns, furtherFeature } from '../../../../src/core/flows/features/index.ts';
import { featureLabel } from '../../../../src/core/model/describe-column.ts';
import { FLOW_COLUMNS } from '../../../../src/core/model/flow-columns.ts';
import { FLOW_PAGE_COLUMNS } from '../../../../src/core/model/flow-page-columns.ts';
import { FEATURE_GROUPS, FEATURE_LIST } from '../../../../src/core/model/parameters.ts';
import { ACK, FIN, PSH, RST, setFlags, SYN, URG } from '../../../../src/core/model/tcp-flags.ts';

const further = featureColumns(FEATURE_GROUPS);
const all = [...FLOW_COLUMNS, ...FLOW_PAGE_COLUMNS, ...further];

describe('columns of flows', () => {
  it('have ids of their own, made of scope and name', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, feature } of all) {
      expect(id).toBe(feature?.scope === undefined ? feature?.name : `${feature.scope}_${feature.name}`);
    }
  });

  it('have the same label in all scopes, but for the arrow', () => {
    const labels = new Map<string, Set<string>>();
    for (const column of all) {
      const name = column.feature?.name ?? '';
      labels.set(name, (labels.get(name) ?? new Set()).add(featureLabel(column)));
    }
    expect([...labels].filter(([, { size }]) => size > 1)).toEqual([]);
    expect(labels.get('bytes')).toEqual(new Set(['Bytes']));
  });
});

describe('groups of features', () => {
  it('are documented, each under its name', () => {
    const document = readFileSync(new URL('../../../../docs/features.md', import.meta.url), 'utf8');
    for (const group of FEATURE_GROUPS) expect(document).toContain(`### \`${group}\``);
  });

  it('explain their values again where memory has what feeds them', () => {
    const unexplained = FEATURE_GROUPS.filter((group) =>
      featureColumns([group]).some(({ id }) => furtherFeature(id)?.explain === undefined),
    );
    expect(unexplained).toEqual(FEATURE_LIST.filter((group) => 'readsHeaders' in group).map(({ name }) => name));
  });
});

it('TCP flags have their names in the order of their bits', () => {
  expect([FIN, SYN, RST, PSH, ACK, URG].flatMap((bit) => setFlags(bit))).toEqual([
    'FIN',
    'SYN',
    'RST',
    'PSH',
    'ACK',
    'URG',
  ]);
  expect(setFlags(SYN | ACK | 0x80)).toEqual(['SYN', 'ACK', 'CWR']);
});
