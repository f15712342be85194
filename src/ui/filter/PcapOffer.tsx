import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../widgets/Button.tsx';
import { toFilter } from './filter-languages.ts';
import type { FilterFault } from './use-checked-text.ts';

interface PcapOfferProps {
  /** What was written in the page's own language. */
  readonly text: string;
  readonly check: (filter: string) => Promise<FilterFault | undefined>;
  /** Takes the text as a filter of the page: `pcap "tcp port 443"`. */
  readonly onUse: (filter: string) => void;
}

/**
 * A button that takes a text as a pcap-filter, where it is one: who comes from tcpdump writes `tcp port 443` at once,
 * which the page's own language reads as three words.
 */
export function PcapOffer({ text, check, onUse }: PcapOfferProps): ReactNode {
  const filter = usePcapReading(text, check);
  if (filter === undefined) return null;
  return <Button onClick={() => onUse(filter)}>Use it as a pcap-filter</Button>;
}

/** The text as a pcap-filter; undefined if it is none. One word alone is more likely to be looked for. */
function usePcapReading(text: string, check: PcapOfferProps['check']): string | undefined {
  const filter = /[\s[]/.test(text.trim()) ? toFilter('pcap', text) : undefined;
  const [right, setRight] = useState<string>();
  useEffect(() => {
    if (filter === undefined) return undefined;
    let awaited = true;
    void check(filter).then((fault) => awaited && setRight(fault === undefined ? filter : undefined));
    return () => {
      awaited = false;
    };
  }, [filter, check]);
  return filter === right ? filter : undefined;
}
