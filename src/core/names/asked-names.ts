import type { NamesFound } from '../model/names.ts';
import { hostName } from './host-names.ts';
import { valueOf, type NamePacket, type Said } from './read-message.ts';

const DNS = 53;
/** Different names that are counted. */
const MOST_NAMES = 100_000;
/** Names that are told. */
const MOST_TOLD = 12;

/** Counts the names in questions to DNS servers. */
export class AskedNames {
  private readonly counts = new Map<string, { questions: number; readonly clients: Set<string> }>();

  take({ source, destinationPort }: NamePacket, said: readonly Said[]): void {
    if (destinationPort !== DNS || valueOf(said, 'dns.flags.response') !== 0) return;
    for (const { id, value } of said) {
      const name = id === 'dns.query.name' ? hostName(String(value)) : undefined;
      if (name !== undefined) this.count(name, source);
    }
  }

  /** The names that are asked for most; of equals in the order of the alphabet. */
  most(): NamesFound['asked'] {
    const all = [...this.counts].map(([name, { questions, clients }]) => ({ name, questions, clients: clients.size }));
    all.sort((a, b) => b.questions - a.questions || (a.name < b.name ? -1 : 1));
    return { items: all.slice(0, MOST_TOLD), total: all.length };
  }

  private count(name: string, client: string): void {
    const known = this.counts.get(name) ?? { questions: 0, clients: new Set<string>() };
    if (known.questions === 0 && this.counts.size >= MOST_NAMES) return;
    known.questions++;
    known.clients.add(client);
    this.counts.set(name, known);
  }
}
