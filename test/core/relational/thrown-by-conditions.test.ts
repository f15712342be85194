import { describe, expect, it } from 'vitest';
import { Flow } from '../../../src/core/relational/flow.ts';
import type { FlowEvent } from '../../../src/core/model/flow-event.ts';
import type { LineEvent } from '../../../src/core/model/line-event.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { window } from '../../../src/core/relational/sequence/window-builder.ts';
import { eventNeeds } from '../../../src/core/model/event-needs.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { RecordBatches } from '../../../src/core/session/events/record-batches.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';
import { matchedLines, runOverLines } from './line-events.ts';

/** Throws for lines that say so, and is else what it is given. */
function unless<T>({ text }: LineEvent, value: T): T {
  if (text.includes('throw')) throw new Error('no such thing');
  return value;
}
const ofLines = sequence('Of lines', 'lines').step('a', (line) => line.text.includes('a'));
const b = (line: LineEvent): boolean => line.text.includes('b');
const faultOf = ({ classes }: MatchSet): string | undefined => classes[0].fault?.detail;

// Each line says which letters fit, and may throw. Times are the numbers of the lines.
describe('the event at which a definition throws is one that it does not see', () => {
  const LOG = 'a\na throw b\nb\n';

  it('thrown by its key', async () => {
    const keyed = ofLines.key((line) => unless(line, 'one')).step('b', b, { strict: true });
    const found = await runOverLines(LOG, { keyed });
    expect(matchedLines(found)).toEqual([[1, 3]]); // line 2 is not the very next: it is not there
    expect(faultOf(found)).toBe('Error: no such thing (at line 2)');
  });

  it('thrown by where', async () => {
    const filtered = ofLines.where((line) => unless(line, true)).step('b', b, { strict: true });
    const found = await runOverLines(LOG, { filtered });
    expect(matchedLines(found)).toEqual([[1, 3]]);
    expect(faultOf(found)).toBe('Error: no such thing (at line 2)');
  });

  it('thrown by until: no flow begins, goes on or ends with it', async () => {
    const ending = ofLines.step('b', b, { strict: true }).until((line) => unless(line, false));
    const found = await runOverLines(LOG, { ending });
    expect(matchedLines(found)).toEqual([[1, 3]]);
    expect(found.classes[0].funnel?.ends).toEqual([{ outcome: 'match', flows: 1 }]);
    expect(faultOf(found)).toBe('Error: no such thing (at line 2)');
  });

  it('thrown by until for one flow: the others do not end either', async () => {
    const untilThrows = ofLines.step('b', b).until((line, m) => {
      if (line.text !== 'throw') return false;
      return m.a.number === 2 ? unless(line, true) : true;
    });
    const found = await runOverLines('a\na\nthrow\nb\n', { untilThrows });
    expect(matchedLines(found)).toEqual([
      [1, 4],
      [2, 4],
    ]);
    expect(found.classes[0].fault?.detail).toBe('Error: no such thing (at line 3)');
  });

  it('but that the clock moves', async () => {
    const late = ofLines.key((line) => unless(line, 'one')).step('b', b, { within: 1 });
    const found = await runOverLines('a\nx\nthrow\nb\n', { late });
    expect(found.classes[0].funnel?.ends).toEqual([{ outcome: 'too-late', flows: 1 }]);
    expect(found.matches.get(0)?.end?.atNs).toBe(2e9);
  });

  it('thrown by the key or where of a window', async () => {
    for (const many of [
      window('many', 'lines')
        .key((line) => unless(line, 1))
        .within(9)
        .count(2),
      window('many', 'lines')
        .where((line) => unless(line, true))
        .within(9)
        .count(2),
    ]) {
      const found = await runOverLines(LOG, { many });
      expect(matchedLines(found)).toEqual([[1, 3]]);
      expect(faultOf(found)).toBe('Error: no such thing (at line 2)');
    }
  });

  it('thrown by the key of a class', async () => {
    class Keyed extends Flow<LineEvent> {
      static override source = 'lines';
      static override key(line: unknown): string {
        return unless(line as LineEvent, 'one');
      }
      isNextEvent(line: LineEvent): boolean {
        return line.text.includes(this.events.length === 0 ? 'a' : 'b');
      }
      isComplete(): boolean {
        return this.events.length === 2;
      }
    }
    const found = await runOverLines(LOG, { Keyed });
    expect(matchedLines(found)).toEqual([[1, 3]]);
    expect(faultOf(found)).toBe('Error: no such thing (at line 2)');
  });

  it('and other definitions see it', async () => {
    const failing = ofLines.key((line) => unless(line, 'one'));
    const fine = sequence('Fine', 'lines').step('throw', (line) => line.text.includes('throw'));
    const found = await runOverLines(LOG, { failing, fine });
    expect(matchedLines(found)).toEqual([[1], [2]]);
    expect(found.classes.map(({ fault }) => fault !== undefined)).toEqual([true, false]);
  });

  it('until there were a thousand: then it sees nothing more', async () => {
    const failing = ofLines.where((line) => unless(line, true));
    const found = await runOverLines(`a\n${'throw\n'.repeat(1000)}a\n`, { failing });
    expect(matchedLines(found)).toEqual([[1]]);
    expect(faultOf(found)).toContain('The last of 1000, at line 1001, ended it');
  });
});

describe('what is thrown over starts and ends of flows', () => {
  const TALK = packets(`
    0.0 10.0.0.1:5000 > 10.0.0.2:443 SYN
    0.1 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
    0.5 10.0.0.1:5000 > 10.0.0.2:443 FIN+ACK
  `);
  const other = (event: FlowEvent): boolean => {
    if (event.srcPort === 6000 && event.kind === 'start') throw new Error('no such thing');
    return true;
  };

  it('hides the event, and names the packet that it stands for', async () => {
    const bytes = pcap(TALK);
    const tables = new CaptureTables(PAGE_DEFAULTS);
    await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
    tables.finish();
    const of = sequence('Of flows', 'flows');
    const steps = { strict: true };
    const exports = {
      keyed: of
        .key((event) => (other(event) ? 1 : 2))
        .step('a', { kind: 'start' })
        .step('b', { kind: 'end' }, steps),
      filtered: of.where(other).step('a', { kind: 'start' }).step('b', { kind: 'end' }, steps),
      ending: of
        .step('a', { kind: 'start' })
        .step('b', { kind: 'end' }, steps)
        .until((event) => !other(event)),
    };
    const code = 'keyed filtered ending kind srcPort';
    const run = RelationalRun.start({ exports, code, address: '' });
    if (!run.ok) throw new Error(run.failure.detail);
    expect(run.value.feedRecords(new RecordBatches(tables, 'flows', eventNeeds(code)).make(0, 99))).toBeUndefined();
    const found = run.value.finish();
    if (!found.ok) throw new Error(found.failure.detail);
    // The end of the short flow is the very next event behind the start of the long one.
    expect([...found.value.matches].filter(({ complete }) => complete).map((match) => match.packets)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(found.value.classes.map(({ fault }) => fault?.detail)).toEqual(
      new Array(3).fill('Error: no such thing (at packet 2)'),
    );
  });
});
