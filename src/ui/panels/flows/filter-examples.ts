import type { FilterExample } from '../../filter/filter-example.ts';

/** Filters to begin with. */
export const FLOW_FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'src_ip = 10.0.0.1 and bidirectional_packets > 10', keeps: 'longer flows of one host' },
  { filter: 'port in {80, 443, 8080}', keeps: 'web, by either port' },
  { filter: 'ip = 192.168.0.0/16 and not protocol_name = UDP', keeps: 'a network, but UDP' },
  { filter: 'bytes > 1MB and duration < 10s', keeps: 'fast and large' },
  { filter: 'bidirectional_rst_packets > 0', keeps: 'reset connections' },
];
