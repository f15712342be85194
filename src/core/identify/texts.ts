import { utf8 } from '../../base/text.ts';

/** Bytes of a text besides its characters: its entries in the list and the map. */
const ENTRY = 64;

/** The distinct texts of a column, each once: code 0 is the empty one. */
export class Texts {
  /** About how many bytes they take. */
  byteLength = 0;
  private readonly texts: string[] = [''];
  private readonly codes = new Map<string, number>([['', 0]]);
  /** Codes of texts as they were said, where they are written otherwise. */
  private readonly said = new Map<string, number>();

  get size(): number {
    return this.texts.length;
  }

  code(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.byteLength += ENTRY + text.length * 2;
    this.codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  /** Code of a text whose characters stand for bytes: they are read as UTF-8, and what is none is left out, as NFStream does. */
  codeOfBytes(text: string): number {
    if (isAscii(text)) return this.code(text);
    const known = this.said.get(text);
    if (known !== undefined) return known;
    const code = this.code(readable(text));
    this.byteLength += ENTRY + text.length * 2;
    this.said.set(text, code);
    return code;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function readable(text: string): string {
  return utf8(Uint8Array.from(text, (character) => character.charCodeAt(0))).replaceAll('\ufffd', '');
}
