import { describe, expect, it } from 'vitest';
import { FlowlessReason } from '../../../src/core/model/packet-table.ts';
import { PARAMETERS } from '../../../src/core/model/parameter-list.ts';
import { DECODINGS, NFSTREAM_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { isOpenRemedy, REASON_RULES } from '../../../src/core/model/reason-rules.ts';

const rules = Object.entries(REASON_RULES).filter(([reason]) => reason !== String(FlowlessReason.None));

describe('the rules behind packets in no flow', () => {
  it('are a sentence each', () => {
    expect(rules.length).toBeGreaterThan(10);
    for (const [, { rule }] of rules) expect(rule).toMatch(/^[A-Z].*\.$/);
  });

  it('name parameters that exist', () => {
    const ids = new Set(PARAMETERS.map(({ id }) => id));
    for (const [, { remedies }] of rules) for (const { parameter } of remedies) expect(ids).toContain(parameter);
  });

  it('offer what NFStream’s defaults leave out, and no longer once it is on', () => {
    const [fragments] = REASON_RULES[FlowlessReason.Fragment].remedies;
    const [headers] = REASON_RULES[FlowlessReason.NotIp].remedies;
    expect(fragments && isOpenRemedy(fragments, NFSTREAM_DEFAULTS)).toBe(true);
    expect(fragments && isOpenRemedy(fragments, { ...NFSTREAM_DEFAULTS, laterFragments: true })).toBe(false);
    expect(headers && isOpenRemedy(headers, NFSTREAM_DEFAULTS)).toBe(true);
    expect(headers && isOpenRemedy(headers, { ...NFSTREAM_DEFAULTS, decode: DECODINGS })).toBe(false);
    const [tunnel] = REASON_RULES[FlowlessReason.BadTunnel].remedies;
    expect(tunnel && isOpenRemedy(tunnel, NFSTREAM_DEFAULTS)).toBe(true);
  });
});
