import { placeInQuotes, quoted, unquoted } from '../../base/quotes.ts';

/** The page's own language, and that of libpcap and tcpdump, which the own one takes in quotes: `pcap "tcp port 443"`. */
export type FilterLanguage = 'flowloom' | 'pcap';

const BEFORE = 'pcap ';

/** A text of a language as a filter of the page. */
export function toFilter(language: FilterLanguage, text: string): string {
  const plain = text.trim();
  return language === 'pcap' && plain !== '' ? `${BEFORE}${quoted(plain)}` : plain;
}

/** The text of a filter that is a pcap-filter and nothing else; undefined for all others. */
export function pcapText(filter: string): string | undefined {
  const [, rest] = /^pcap\s*(".*)$/is.exec(filter.trim()) ?? [];
  return rest === undefined ? undefined : unquoted(rest);
}

/** A filter as it is written in a language; undefined if that language cannot say it. */
export function fromFilter(language: FilterLanguage, filter: string): string | undefined {
  if (language === 'flowloom') return filter;
  return filter === '' ? '' : pcapText(filter);
}

/** A place in the filter as a place in the text that is on screen. */
export function placeInText(language: FilterLanguage, text: string, offset: number): number {
  if (language === 'flowloom') return offset;
  for (let at = 0; at <= text.length; at++) if (BEFORE.length + placeInQuotes(text, at) >= offset) return at;
  return text.length;
}
