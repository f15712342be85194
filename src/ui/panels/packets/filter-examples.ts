import type { FilterExample } from '../../filter/filter-example.ts';

/** Filters to begin with. */
export const PACKET_FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'src = 10.0.0.1 and length > 1000', keeps: 'large packets of one host' },
  { filter: 'port = 53', keeps: 'DNS, by either port' },
  { filter: 'flags contains SYN and not flags contains ACK', keeps: 'first packets of connections' },
  { filter: 'flow = -1', keeps: 'packets that are in no flow' },
  { filter: 'protocol = ARP or reason contains fragment', keeps: 'ARP, and later fragments' },
];
