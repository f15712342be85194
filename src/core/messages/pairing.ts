import { Pairing, type MessageStore } from './message-store.ts';
import type { Way } from '../model/stream.ts';
import type { Message } from './message.ts';

/** Requests of one conversation that wait; older ones are taken to have no answer. */
const MOST_WAITING = 4096;

/** Finds the answers of requests: by their keys, without keys in their order. Who asks is not who answers. */
export class Pairs {
  /** Rows of requests of each way by their keys, in the order in which they came. */
  private readonly waiting = [new Map<string, number[]>(), new Map<string, number[]>()] as const;
  private count = 0;

  constructor(private readonly store: MessageStore) {}

  /** @param way who says it; undefined: the ends do not tell who has asked */
  take(row: number, { role, key = '' }: Pick<Message, 'role' | 'key'>, way?: Way): void {
    if (role === 'request') this.ask(row, key, this.waiting[way ?? 0]);
    else if (role === 'answer') this.answer(row, key, this.waiting[way === undefined ? 0 : 1 - way]);
  }

  private ask(row: number, key: string, waiting: Map<string, number[]>): void {
    const before = waiting.get(key);
    if (before !== undefined && key !== '') {
      this.store.pairing[row] = Pairing.Repeated;
      return;
    }
    if (this.count >= MOST_WAITING) this.dropOldest();
    if (before === undefined) waiting.set(key, [row]);
    else before.push(row);
    this.count++;
    // Until an answer comes there is none.
    this.store.pairing[row] = Pairing.NoAnswer;
  }

  private answer(row: number, key: string, waiting: Map<string, number[]> | undefined): void {
    const rows = waiting?.get(key);
    const request = rows?.shift();
    if (rows?.length === 0) waiting?.delete(key);
    if (request === undefined) {
      this.store.pairing[row] = Pairing.NoRequest;
      return;
    }
    this.count--;
    this.store.pair(request, row);
  }

  private dropOldest(): void {
    const waiting = this.waiting[0].size > 0 ? this.waiting[0] : this.waiting[1];
    const [oldest] = waiting;
    if (oldest === undefined) return;
    const [key, rows] = oldest;
    rows.shift();
    this.count--;
    if (rows.length === 0) waiting.delete(key);
  }
}
