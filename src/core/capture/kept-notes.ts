import type {
  AddressNames,
  CaptureNote,
  CaptureNotes,
  CustomNote,
  Excerpt,
  SecretsNote,
  SectionNote,
} from '../model/capture-notes.ts';
import type { PacketIndex } from '../model/units.ts';

/** Items of each list that go into a summary; it is sent again and again while a capture is read. */
const SHOWN = 200;
/** Kept of each list; what is beyond is counted. */
const MOST_ADDRESSES = 100_000;
const MOST_COMMENTED = 100_000;
const MOST_ITEMS = 1000;
const MOST_NAMES_OF_ADDRESS = 1000;

/** A list that keeps its first items and counts all. */
class Bounded<T> {
  readonly items: T[] = [];
  total = 0;

  add(item: T): void {
    this.total++;
    if (this.items.length < MOST_ITEMS) this.items.push(item);
  }

  excerpt(): Excerpt<T> {
    return { items: this.items.slice(0, SHOWN), total: this.total };
  }
}

/** Keeps what captures say besides their packets, within bounds. */
export class KeptNotes {
  /** Comments by packet row. */
  readonly packetComments = new Map<PacketIndex, string[]>();
  /** Names by the text of the address. */
  readonly names = new Map<string, string[]>();
  private readonly kept = {
    sections: new Bounded<SectionNote>(),
    secrets: new Bounded<SecretsNote>(),
    custom: new Bounded<CustomNote>(),
    comments: new Bounded<string>(),
  };
  /** Different texts of comments; a packet's several comments are one text of lines. */
  readonly commentTexts: string[] = [];
  private readonly textNumbers = new Map<string, number>();
  private readonly commentNumbers = new Map<PacketIndex, number>();
  private commented = 0;
  private named = 0;
  private journalBytes = 0;

  /** `addressText`: writes an address of a name record as tables write it. */
  constructor(private readonly addressText: (bytes: Uint8Array) => string) {}

  /** Decryption secrets with their text, in the order of the file. */
  get secrets(): readonly SecretsNote[] {
    return this.kept.secrets.items;
  }

  comment(packet: PacketIndex, comments: readonly string[]): void {
    this.commented += comments.length;
    if (this.packetComments.size >= MOST_COMMENTED) return;
    this.packetComments.set(packet, [...comments]);
    this.commentNumbers.set(packet, this.textNumber(comments.join('\n')));
  }

  /** Number of the text of a packet's comments in `commentTexts`; -1 without. */
  commentCode(packet: PacketIndex): number {
    return this.commentNumbers.get(packet) ?? -1;
  }

  add(note: CaptureNote): void {
    switch (note.type) {
      case 'section':
        this.kept.sections.add(note);
        break;
      case 'names':
        for (const { address, names } of note.records) this.addNames(this.addressText(address), names);
        break;
      case 'secrets':
        this.kept.secrets.add(note);
        break;
      case 'custom':
        this.kept.custom.add(note);
        break;
      case 'journal':
        this.journalBytes += note.bytes;
        break;
      case 'comments':
        note.comments.forEach((comment) => this.kept.comments.add(comment));
        break;
      case 'statistics':
      case 'drops':
        break; // kept with their interface
    }
  }

  summary(): CaptureNotes {
    const { sections, secrets, custom, comments } = this.kept;
    return {
      sections: sections.excerpt(),
      names: { items: this.firstNames(), total: this.named },
      secrets: {
        items: secrets.excerpt().items.map(({ kind, bytes, lines }) => ({ kind, bytes, lines })),
        total: secrets.total,
      },
      custom: custom.excerpt(),
      packetComments: { items: this.firstComments(), total: this.commented },
      comments: comments.excerpt(),
      journalBytes: this.journalBytes,
    };
  }

  private textNumber(text: string): number {
    const known = this.textNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.commentTexts.push(text) - 1;
    this.textNumbers.set(text, number);
    return number;
  }

  private addNames(address: string, names: readonly string[]): void {
    const known = this.names.get(address);
    if (known !== undefined) {
      for (const name of names) if (known.length < MOST_NAMES_OF_ADDRESS && !known.includes(name)) known.push(name);
      return;
    }
    this.named++;
    if (this.names.size < MOST_ADDRESSES) this.names.set(address, names.slice(0, MOST_NAMES_OF_ADDRESS));
  }

  private firstNames(): readonly AddressNames[] {
    return first(this.names).map(([address, names]) => ({ address, names: [...names] }));
  }

  private firstComments(): CaptureNotes['packetComments']['items'] {
    return first(this.packetComments).flatMap(([packet, texts]) => texts.map((text) => ({ packet, text })));
  }
}

function first<K, V>(map: ReadonlyMap<K, V>): (readonly [K, V])[] {
  const items: (readonly [K, V])[] = [];
  for (const item of map) {
    if (items.length === SHOWN) break;
    items.push(item);
  }
  return items;
}
