import { answered, type Reply } from '../model/failure.ts';
import type { Question } from '../model/question.ts';

/** Answers kept; a page asks for few different ones at a time. */
const KEPT = 8;
/** Bytes that they take, but for the newest one, which is kept however large. */
const KEPT_BYTES = 512 * 1024 * 1024;

/** The rows that a question keeps, in its order; `undefined` stands for all rows in table order. */
export type RowOrder = Int32Array | undefined;

/** Keeps the orders of the last questions while the tables stay as they are. */
export class RowOrders {
  private readonly orders = new Map<string, RowOrder>();
  private stamp = '';

  /** The order for a question; computed if it is new or the stamp (what the tables look like) has changed. */
  get(question: Question, stamp: string, compute: () => Reply<RowOrder>): Reply<RowOrder> {
    if (stamp !== this.stamp) {
      this.orders.clear();
      this.stamp = stamp;
    }
    const key = JSON.stringify(question);
    if (this.orders.has(key)) return answered(this.orders.get(key));
    const order = compute();
    if (order.ok) this.keep(key, order.value);
    return order;
  }

  clear(): void {
    this.orders.clear();
  }

  private keep(key: string, order: RowOrder): void {
    let bytes = [...this.orders.values()].reduce((sum, kept) => sum + bytesOf(kept), bytesOf(order));
    for (const [oldest, kept] of this.orders) {
      if (this.orders.size < KEPT && bytes <= KEPT_BYTES) break;
      this.orders.delete(oldest);
      bytes -= bytesOf(kept);
    }
    this.orders.set(key, order);
  }
}

function bytesOf(order: RowOrder): number {
  return order?.byteLength ?? 0;
}
