import { grown } from '../../base/growable.ts';
import { utf8 } from '../../base/text.ts';
import { UDP } from '../model/ip-protocols.ts';
import { categoryOf } from './categories.ts';
import { Confidence, type FlowState } from './flow-state.ts';
import { Texts } from './texts.ts';

/** The texts of a record, in this order. */
export const IDENTIFIED_TEXTS = [
  'application_name',
  'application_category_name',
  'requested_server_name',
  'client_fingerprint',
  'server_fingerprint',
  'user_agent',
  'content_type',
  'application',
  'application_by',
  'ja4',
] as const;
/** Words of a record: those texts, then confidence times two, plus 1 if guessed. */
const WORDS = IDENTIFIED_TEXTS.length + 1;
/** NFStream cuts names here. */
const MOST_NAME = 39;

/** What flow records were found to be: codes of texts, of which each column keeps every one once. Rows are record numbers. */
export class IdentifiedFlows {
  /** By place in IDENTIFIED_TEXTS. */
  readonly texts = IDENTIFIED_TEXTS.map(() => new Texts());
  private words = new Int32Array(WORDS * 1024);

  /** About how many bytes the table takes, its texts at two bytes a character and what a map needs. */
  get byteLength(): number {
    return this.texts.reduce((sum, texts) => sum + texts.byteLength, this.words.byteLength);
  }

  /** A new record, of which nothing is known yet. */
  clear(record: number): void {
    const at = record * WORDS;
    if (at + WORDS > this.words.length) this.words = grown(this.words, this.words.length * 2);
    this.words.fill(0, at, at + WORDS);
  }

  /** Keeps what was decided. */
  set(record: number, flow: FlowState): void {
    const { master, service, category } = flow;
    const name = master === '' ? 'Unknown' : service === '' || service === master ? master : `${master}.${service}`;
    const kind = master === '' ? 'Unspecified' : categoryOf(master, service, category);
    const { host, clientPrint, serverPrint, userAgent, contentType } = flow;
    const ours = master === '' && flow.own !== '' ? flow.own : name;
    const texts = [name.slice(0, MOST_NAME), kind, host, clientPrint, serverPrint, userAgent, contentType];
    texts.push(ours, toldBy(flow), flow.ja4);
    const at = record * WORDS;
    texts.forEach((text, index) => (this.words[at + index] = text === '' ? 0 : this.texts[index].code(readable(text))));
    this.words[at + WORDS - 1] = flow.confidence * 2 + (flow.guessed ? 1 : 0);
  }

  /** Code of a text, by its place in IDENTIFIED_TEXTS. */
  code(record: number, index: number): number {
    return this.words[record * WORDS + index];
  }

  confidence(record: number): number {
    return this.words[record * WORDS + WORDS - 1] >> 1;
  }

  /** 1 if the name was guessed when nothing else was left. */
  guessed(record: number): number {
    return this.words[record * WORDS + WORDS - 1] & 1;
  }
}

/** How the name was found, in words; "" if there is none. */
function toldBy({ master, own, ownAt, toldAt, confidence, tcp, ipProtocol }: FlowState): string {
  if (master === '') return own === '' ? '' : `content, packet ${ownAt}`;
  if (confidence === Confidence.ByPort) return 'port only';
  if (confidence === Confidence.FromCache) return 'another flow';
  if (confidence === Confidence.Partial) return 'part of an exchange';
  return tcp || ipProtocol === UDP ? `content, packet ${toldAt}` : 'IP protocol';
}

/** Characters that stand for bytes, read as UTF-8; what is none is left out, as NFStream does. */
function readable(text: string): string {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 127) {
      return utf8(Uint8Array.from(text, (character) => character.charCodeAt(0))).replaceAll('\ufffd', '');
    }
  }
  return text;
}
