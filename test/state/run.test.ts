import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ColumnDescription } from '../../src/core/model/column.ts';
import { MATCH_TABLE } from '../../src/core/model/table-list.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { runCode, setCode, stopRun } from '../../src/state/actions/run.ts';
import { selectMatch, setMatchFilter, setTableView } from '../../src/state/actions/view.ts';
import { getState, setState } from '../../src/state/store.ts';
import { descriptionOf, viewOf } from '../../src/state/tables.ts';
import { freshPage, settle, summary } from './page.ts';
import { matchSetOf } from '../../src/core/relational/match-set.ts';

let page: ReturnType<typeof freshPage>;
beforeEach(() => {
  page = freshPage();
  setState({ session: { phase: 'ready', summary: summary('a.pcap', 9, 1) } });
});
afterEach(() => void vi.unstubAllGlobals());

const found = packMatches(
  matchSetOf({
    classes: [{ name: 'Handshake', completed: 2, incomplete: 1 }],
    matches: [],
    omitted: [3, 4],
  }),
);

describe('a run', () => {
  it('counts while it goes on, then hands its matches to the data worker', async () => {
    setCode('class A {}');
    selectMatch(1);
    setMatchFilter(1);
    const { generation } = getState();
    void runCode();
    expect(getState().run).toEqual({ phase: 'running', events: 0, total: 9, completed: 0 });
    page.runs[0]?.progress({ events: 4, completed: 1 });
    expect(getState().run).toEqual({ phase: 'running', events: 4, total: 9, completed: 1 });
    page.runs[0]?.answer({ ok: true, value: found });
    await settle();
    expect(page.runs[0]?.code).toBe('class A {}');
    expect(page.setMatches).toHaveBeenCalledWith(found);
    expect(getState()).toMatchObject({ generation: generation + 1, match: undefined, matchFilter: undefined });
    expect(getState().run).toMatchObject({ phase: 'done', classes: found.classes, omitted: 7 });
  });

  it('brings the columns of what was captured, which go with it, and what was sorted by them', async () => {
    const waitMs = { ...MATCH_TABLE.columns[0], id: 'waitMs' } as ColumnDescription;
    page.setMatches.mockReturnValueOnce(
      Promise.resolve({ ok: true, value: [...MATCH_TABLE.columns, waitMs] } as const),
    );
    void runCode();
    page.runs[0]?.answer({ ok: true, value: found });
    await settle();
    expect(descriptionOf(getState(), 'matches').columns.at(-1)?.id).toBe('waitMs');
    setTableView('matches', { sort: { column: 'waitMs', descending: true } });
    void runCode();
    page.runs[1]?.answer({ ok: true, value: found });
    await settle();
    expect(descriptionOf(getState(), 'matches').columns).toBe(MATCH_TABLE.columns);
    expect(viewOf(getState(), 'matches').sort).toBeUndefined();
  });

  it('that fails forgets the matches of the one before', async () => {
    void runCode();
    page.runs[0]?.answer({ ok: false, failure: { code: 'code-threw', line: 2, column: 3 } });
    await settle();
    expect(page.setMatches).toHaveBeenCalledWith(undefined);
    expect(getState().run).toEqual({ phase: 'failed', failure: { code: 'code-threw', line: 2, column: 3 } });
  });

  it('is not begun twice, nor without a capture', () => {
    void runCode();
    void runCode();
    expect(page.runs).toHaveLength(1);
    freshPage();
    void runCode();
    expect(getState().run).toEqual({ phase: 'idle' });
  });

  it('is stopped by the engine', () => {
    void runCode();
    stopRun();
    expect(page.stopRun).toHaveBeenCalledOnce();
  });

  it('is stopped while what it found is being handed over, whatever the data worker does', async () => {
    page.setMatches.mockReturnValueOnce(new Promise(() => undefined));
    void runCode();
    page.runs[0]?.answer({ ok: true, value: found });
    await settle();
    stopRun();
    expect(getState().run).toEqual({ phase: 'failed', failure: { code: 'stopped' } });
    expect(page.setMatches).toHaveBeenLastCalledWith(undefined);
    void runCode();
    page.runs[1]?.answer({ ok: true, value: found });
    await settle();
    expect(getState().run).toMatchObject({ phase: 'done' });
  });
});
