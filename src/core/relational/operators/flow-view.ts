import type { Column, Rows } from '../../model/column.ts';
import { Expiration } from '../../model/expiration.ts';
import { defineNamed } from './camel-names.ts';
import type { PluginFlow, PluginValue } from './flow-plugin.ts';

/** Why a flow ended: the one column that plugins may set. */
const ENDING = 'expiration_id';

/** A flow record as code sees it; its fields are private at run time too. */
class FlowView {
  readonly #record: number;
  #isEnded = false;
  readonly #udps = Object.create(null) as Record<string, PluginValue>;

  constructor(record: number) {
    this.#record = record;
  }

  /** What plugins keep of it. */
  get udps(): Record<string, PluginValue> {
    return this.#udps;
  }

  static record(view: FlowView): number {
    return view.#record;
  }

  /** -1 ends it; any other number is not for code to set. */
  static end(view: FlowView, value: unknown): void {
    if (value === Expiration.Plugin) view.#isEnded = true;
  }

  static isEnded(view: FlowView): boolean {
    return view.#isEnded;
  }
}

/** Makes the views of one run's flows. */
export interface FlowViews {
  make(record: number): PluginFlow;
  /** Whether code has set `expirationId` to -1. */
  isEnded(flow: PluginFlow): boolean;
}

/** Views over a table of flows: each of its columns is read when it is asked for. */
export function flowViews({ columns }: Rows): FlowViews {
  class View extends FlowView {}
  for (const [id, column] of columns) {
    if (id === ENDING) continue;
    defineNamed(View.prototype, id, function (this: FlowView) {
      return cellOf(column, FlowView.record(this));
    });
  }
  defineEnding(View.prototype, columns.get(ENDING));
  return {
    make: (record) => new View(record) as unknown as PluginFlow,
    isEnded: (flow) => FlowView.isEnded(flow as unknown as FlowView),
  };
}

function defineEnding(prototype: object, column: Column | undefined): void {
  const get = function (this: FlowView): unknown {
    if (FlowView.isEnded(this)) return Expiration.Plugin;
    return column === undefined ? undefined : cellOf(column, FlowView.record(this));
  };
  const set = function (this: FlowView, value: unknown): void {
    FlowView.end(this, value);
  };
  for (const name of [ENDING, 'expirationId']) Object.defineProperty(prototype, name, { get, set, enumerable: true });
}

function cellOf(column: Column, record: number): unknown {
  if (column.type === 'number') return column.number(record);
  if (column.type === 'list') return column.list(record);
  const code = column.code(record);
  return code < 0 ? '' : column.text(code);
}
