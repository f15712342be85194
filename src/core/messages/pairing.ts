import { Pairing, type MessageStore } from './message-store.ts';
import type { Message } from './message.ts';

/** Requests of one conversation that wait; older ones are taken to have no answer. */
const MOST_WAITING = 4096;

/** Finds the answers of requests: by their keys, without keys in their order. */
export class Pairs {
  /** Rows of requests by their keys, in the order in which they came. */
  private readonly waiting = new Map<string, number[]>();
  private count = 0;

  constructor(private readonly store: MessageStore) {}

  take(row: number, { role, key = '' }: Pick<Message, 'role' | 'key'>): void {
    if (role === 'request') this.ask(row, key);
    else if (role === 'answer') this.answer(row, key);
  }

  private ask(row: number, key: string): void {
    const before = this.waiting.get(key);
    if (before !== undefined && key !== '') {
      this.store.pairing[row] = Pairing.Repeated;
      return;
    }
    if (this.count >= MOST_WAITING) this.dropOldest();
    if (before === undefined) this.waiting.set(key, [row]);
    else before.push(row);
    this.count++;
    // Until an answer comes there is none.
    this.store.pairing[row] = Pairing.NoAnswer;
  }

  private answer(row: number, key: string): void {
    const rows = this.waiting.get(key);
    const request = rows?.shift();
    if (rows?.length === 0) this.waiting.delete(key);
    if (request === undefined) {
      this.store.pairing[row] = Pairing.NoRequest;
      return;
    }
    this.count--;
    this.store.pair(request, row);
  }

  private dropOldest(): void {
    const [oldest] = this.waiting;
    if (oldest === undefined) return;
    const [key, rows] = oldest;
    rows.shift();
    this.count--;
    if (rows.length === 0) this.waiting.delete(key);
  }
}
