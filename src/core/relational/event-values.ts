import type { EventBatch, EventColumn } from '../model/event.ts';
import { bisectLeft } from '../../base/bisect.ts';

/** What stands before the name of a flow's column (session/events/event-columns.ts). */
const FLOW = 'flow ';

/** The values of a batch that its code names: single ones, and those of decoded fields. */
export class EventValues {
  private readonly columns = new Map<string, number>();
  private readonly fields = new Map<string, number>();

  constructor(
    private readonly batch: Omit<EventBatch, 'payload' | 'payloadStart' | 'header' | 'headerStart'>,
    private readonly texts: readonly string[],
  ) {
    batch.columns?.forEach(({ name }, at) => this.columns.set(name, at));
    batch.fields?.forEach(({ name }, at) => this.fields.set(name, at));
  }

  /** A number of a packet; undefined: it has none. */
  number(name: string, row: number): number | undefined {
    return this.single(name, row) as number | undefined;
  }

  /** A text of a packet; undefined: it has none. */
  text(name: string, row: number): string | undefined {
    return this.single(name, row) as string | undefined;
  }

  /** A column of a packet's flow. Throws if there is no such column. */
  flowValue(name: string, row: number): number | string | undefined {
    if (this.columns.has(FLOW + name)) return this.single(FLOW + name, row);
    throw new Error(
      `flowValue("${name}"): flows have no such column, or its name does not stand in the code as a text.`,
    );
  }

  /** Tags of a packet's flow. */
  tags(row: number): readonly string[] {
    const text = this.single(`${FLOW}tags`, row);
    return typeof text === 'string' && text !== '' ? text.split(' ') : [];
  }

  /** Values of a decoded field, in the order of the packet's bytes; at most so many. Throws if there is no such field. */
  field(name: string, row: number, most: number): (number | string)[] {
    const at = this.fields.get(name);
    const { fields, fieldEnd, fieldRow, fieldValues } = this.batch;
    if (at === undefined || fieldEnd === undefined || fieldRow === undefined || fieldValues === undefined)
      throw new Error(`field("${name}"): there is no such field, or its id does not stand in the code as a text.`);
    const values: (number | string)[] = [];
    const end = fieldEnd[at];
    for (let next = bisectLeft(fieldRow, row, at === 0 ? 0 : fieldEnd[at - 1], end); next < end; next++) {
      if (fieldRow[next] !== row || values.length >= most) break;
      values.push(this.shown(fields?.[at], fieldValues[next]));
    }
    return values;
  }

  private single(name: string, row: number): number | string | undefined {
    const at = this.columns.get(name);
    const { columns, columnValues, count } = this.batch;
    const value = at === undefined ? Number.NaN : (columnValues?.[at * count + row] ?? Number.NaN);
    return at === undefined || Number.isNaN(value) ? undefined : this.shown(columns?.[at], value);
  }

  private shown(column: EventColumn | undefined, value: number): number | string {
    return column?.isText === true ? this.texts[value] : value;
  }
}
