import { formatCount } from '../../base/format.ts';
import type { FurtherPackets } from '../../core/model/capture-info.ts';
import { DECODING_NOUNS, decodingNouns } from '../../core/model/decoding-words.ts';
import { notInFlow, type Further } from '../../state/further.ts';

/** Kinds of headers that a sentence names; the rest are counted. */
const MOST_NAMED = 3;

/** "2,407 packets carry GRE" */
export function carryWords(packets: number, nouns: string): string {
  return `${formatCount(packets)} ${packets === 1 ? 'packet carries' : 'packets carry'} ${nouns}`;
}

/** What becomes of so many packets now, of which some are in no flow. */
export function placeWords(packets: number, inNoFlow: number): string {
  const verb = packets === 1 ? 'is' : 'are';
  if (inNoFlow === packets) return `${verb} in no flow`;
  if (inNoFlow === 0) return `${verb} counted by what carries ${packets === 1 ? 'it' : 'them'}`;
  return `${formatCount(inNoFlow)} of them ${inNoFlow === 1 ? 'is' : 'are'} in no flow, the others are counted by what carries them`;
}

/** What becomes of the packets of a choice now. */
export function choicePlace(choice: FurtherPackets): string {
  return placeWords(choice.packets, notInFlow(choice));
}

/** One sentence for all choices: each packet carries one of them. */
export function insideSentence({ packets, choices, inNoFlow }: Further): string {
  const named = choices.slice(0, MOST_NAMED).map(({ decode }) => decodingNouns(decode));
  const more = choices.length - named.length;
  const parts = more > 0 ? [...named, `${more} more`] : named;
  const nouns = parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1) ?? ''}`;
  const place = placeWords(packets, inNoFlow);
  const subject = /^(is|are)/.test(place) ? `${packets === 1 ? 'it' : 'they'} ${place}` : place;
  return `${carryWords(packets, nouns)}, which NFStream does not follow: ${subject}.`;
}

/** By which rule flows are made, after "flows are". */
export function decodingRule(decode: Further['decode']): string {
  if (decode.length === 0) return 'decoded as NFStream does';
  const nouns = decode.slice(0, MOST_NAMED).map((name) => DECODING_NOUNS[name]);
  const more = decode.length - nouns.length;
  return `decoded further than NFStream does: ${nouns.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
