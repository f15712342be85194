import type { RecordBatch } from '../model/record-event.ts';

/** What stands before the name of a flow's column (session/events). */
const FLOW = 'flow ';

interface RecordView {
  readonly batch: RecordBatch;
  readonly texts: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
}

/** One flow event or message as the user's code sees it: its members are made of the columns of the run's batches. */
export class RecordCursor {
  readonly #view: RecordView;
  readonly #row: number;

  constructor(view: RecordView, row: number) {
    this.#view = view;
    this.#row = row;
  }

  /** The packet that a record stands for, from 0; undefined if the value is no record. */
  static packetOf(value: unknown): number | undefined {
    return typeof value === 'object' && value !== null && #view in value
      ? value.#view.batch.packet[value.#row]
      : undefined;
  }

  /** The flow of that packet, from 0, or -1; undefined if the value is no record. */
  static flowOf(value: unknown): number | undefined {
    return typeof value === 'object' && value !== null && #view in value
      ? value.#view.batch.flow[value.#row]
      : undefined;
  }

  /** A member by its name; undefined: there is none, or the code does not name it. */
  static member(record: RecordCursor, name: string): number | string | undefined {
    const { batch, texts, columns } = record.#view;
    const at = columns.get(name);
    if (at === undefined) return undefined;
    const value = batch.values[at * batch.count + record.#row];
    if (Number.isNaN(value)) return undefined;
    return batch.columns[at]?.isText === true ? texts[value] : value;
  }

  /** True if the batch has such a column. */
  static has(record: RecordCursor, name: string): boolean {
    return record.#view.columns.has(name);
  }

  get time(): number {
    return this.#view.batch.timeNs[this.#row] / 1e9;
  }
  get packet(): number {
    return this.#view.batch.packet[this.#row] + 1;
  }
  flowValue(column: string): number | string | undefined {
    if (RecordCursor.has(this, FLOW + column)) return RecordCursor.member(this, FLOW + column);
    throw new Error(
      `flowValue("${column}"): flows have no such column, or its name does not stand in the code as a text.`,
    );
  }
}

/** Turns the batches of one source into events; knows the texts of all batches so far. */
export class RecordEvents {
  private readonly texts: string[] = [];
  private view: RecordView | undefined;
  private made: typeof RecordCursor = RecordCursor;

  /** Makes a batch the current one. Events made from earlier batches stay valid. */
  open(batch: RecordBatch): void {
    if (this.view === undefined) this.made = withMembers(batch.columns.map(({ name }) => name));
    for (const text of batch.newTexts) this.texts.push(text);
    const columns = new Map(batch.columns.map(({ name }, at) => [name, at]));
    this.view = { batch, texts: this.texts, columns };
  }

  /** The record in a row of the current batch. */
  event(row: number): RecordCursor {
    if (this.view === undefined) throw new Error('No batch is open.');
    return new this.made(this.view, row);
  }
}

/** A class whose objects have these members. */
function withMembers(names: readonly string[]): typeof RecordCursor {
  class Members extends RecordCursor {}
  for (const name of names) {
    if (name.startsWith(FLOW)) continue;
    const get = function (this: RecordCursor): unknown {
      return RecordCursor.member(this, name);
    };
    Object.defineProperty(Members.prototype, name, { get });
  }
  return Members;
}
