import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { featureColumns } from '../../src/core/flows/features/index.ts';
import { FLOW_COLUMNS } from '../../src/core/model/flow-columns.ts';
import { FEATURE_GROUPS } from '../../src/core/model/parameters.ts';
import { DIFFERENCES, differencesOf, TOOLS } from '../../src/ui/differences/differences.ts';

describe('differences of tools', () => {
  it('are the same sentences on the page and in the documents', () => {
    const document = readFileSync(new URL('../../docs/differences.md', import.meta.url), 'utf8');
    const expected = DIFFERENCES.map((difference) => [
      `## ${difference.topic}`,
      '',
      ...TOOLS.map(([field, name]) => `- **${name}**: ${difference[field]}`),
      ...(difference.option === undefined ? [] : [`- **Option in Flowloom**: ${difference.option}`]),
    ]).map((lines) => lines.join('\n'));
    const sections = document.split(/\n(?=## )/).slice(1, -1);
    expect(sections.map((section) => section.trim())).toEqual(expected);
  });

  it('each bear on a feature', () => {
    for (const { topic, bearsOn } of DIFFERENCES)
      expect([topic, FLOW_COLUMNS.some(({ feature }) => feature && bearsOn(feature))]).toEqual([topic, true]);
  });

  it('are found for what is counted otherwise elsewhere', () => {
    const topics = (id: string): string[] => {
      const column = [...FLOW_COLUMNS, ...featureColumns(FEATURE_GROUPS)].find((each) => each.id === id);
      return column === undefined ? [] : differencesOf(column).map(({ topic }) => topic);
    };
    expect(topics('src2dst_mean_piat_ms')).toEqual(
      expect.arrayContaining(['Direction', 'Clock and resolution', 'Inter-arrival times', 'Nothing to divide by']),
    );
    expect(topics('bidirectional_bytes')).toEqual(
      expect.arrayContaining(['Time-outs', 'Bytes of a packet', 'Retransmissions', 'Fragments']),
    );
    expect(topics('mean_idle_ms')).toEqual(['Clock and resolution', 'Nothing to divide by']);
    expect(FLOW_COLUMNS.filter(({ id }) => topics(id).length === 0).map(({ id }) => id)).toEqual([]);
  });
});
