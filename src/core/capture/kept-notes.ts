import type {
  AddressNames,
  CaptureNote,
  CaptureNotes,
  CustomNote,
  InterfaceWords,
  SecretsNote,
  SectionNote,
} from '../model/capture-notes.ts';
import type { PacketIndex } from '../model/units.ts';
import { Bounded, excerptOf, TextRoom } from './text-room.ts';

/** Kept of each list; what is beyond is counted. */
const MOST_ADDRESSES = 100_000;
const MOST_COMMENTED = 100_000;
const MOST_NAMES_OF_ADDRESS = 1000;

/** What is said of an interface. */
interface NamedWords {
  readonly name: string | undefined;
  readonly words: InterfaceWords;
}

/** Keeps what captures say besides their packets, within bounds of number and of characters. */
export class KeptNotes {
  /** Comments by packet row. */
  readonly packetComments = new Map<PacketIndex, string[]>();
  /** Names by the text of the address. */
  readonly names = new Map<string, string[]>();
  /** Notes that were not kept for want of room. */
  leftOut = 0;
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
  private readonly commentRoom = new TextRoom();
  private readonly nameRoom = new TextRoom();
  private readonly interfaceRoom = new TextRoom();
  private commented = 0;
  private named = 0;
  private journalBytes = 0;

  /** `addressText`: writes an address of a name record as tables write it. */
  constructor(private readonly addressText: (bytes: Uint8Array) => string) {}

  /** Decryption secrets with their text, in the order of the file. */
  get secrets(): readonly SecretsNote[] {
    return this.kept.secrets.items;
  }

  get sections(): readonly SectionNote[] {
    return this.kept.sections.items;
  }

  comment(packet: PacketIndex, comments: readonly string[]): void {
    this.commented += comments.length;
    if (this.packetComments.size >= MOST_COMMENTED || !this.commentRoom.take(comments)) {
      this.leftOut += comments.length;
      return;
    }
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
        this.leftOut += this.kept.sections.add(note);
        break;
      case 'names':
        for (const { address, names } of note.records) this.addNames(this.addressText(address), names);
        break;
      case 'secrets':
        this.leftOut += this.kept.secrets.add(note);
        break;
      case 'custom':
        this.leftOut += this.kept.custom.add(note);
        break;
      case 'journal':
        this.journalBytes += note.bytes;
        break;
      case 'comments':
        for (const comment of note.comments) this.leftOut += this.kept.comments.add(comment);
        break;
      case 'left-out':
        this.commented += note.packetComments;
        this.leftOut += note.packetComments + note.others;
        break;
      case 'statistics':
      case 'drops':
        break; // kept with their interface
    }
  }

  /** The words of an interface, as long as there is room for them. */
  interfaceWords(name: string | undefined, words: InterfaceWords): NamedWords {
    const { cutsAtSnaplen, ...said } = words;
    const isBare = name === undefined && Object.keys(said).length === 0;
    if (isBare || this.interfaceRoom.take([name, said])) return { name, words };
    this.leftOut++;
    return { name: undefined, words: { ...(cutsAtSnaplen === true && { cutsAtSnaplen }) } };
  }

  summary(): CaptureNotes {
    const { sections, secrets, custom, comments } = this.kept;
    return {
      sections: sections.excerpt(),
      names: excerptOf(this.listOfNames(), this.named),
      secrets: excerptOf(
        secrets.items.map(({ kind, bytes, lines }) => ({ kind, bytes, lines })),
        secrets.total,
      ),
      custom: custom.excerpt(),
      packetComments: excerptOf(this.listOfComments(), this.commented),
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
    if (known === undefined) this.named++;
    const isFull = known === undefined && this.names.size >= MOST_ADDRESSES;
    const added = names.filter((name) => known?.includes(name) !== true);
    const fitting = isFull ? [] : added.slice(0, Math.max(0, MOST_NAMES_OF_ADDRESS - (known?.length ?? 0)));
    const kept = this.nameRoom.take(fitting) ? fitting : [];
    this.leftOut += added.length - kept.length;
    if (known !== undefined) known.push(...kept);
    else if (!isFull) this.names.set(address, kept);
  }

  private *listOfNames(): Generator<AddressNames> {
    for (const [address, names] of this.names) yield { address, names };
  }

  private *listOfComments(): Generator<CaptureNotes['packetComments']['items'][number]> {
    for (const [packet, texts] of this.packetComments) for (const text of texts) yield { packet, text };
  }
}
