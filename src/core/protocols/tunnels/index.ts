import type { Protocol } from '../protocol.ts';
import { ayiya } from './ayiya.ts';
import { capwap } from './capwap.ts';
import { erspan } from './erspan.ts';
import { etherip } from './etherip.ts';
import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { gtp } from './gtp.ts';
import { l2tp } from './l2tp.ts';
import { teredo } from './teredo.ts';
import { tzsp } from './tzsp.ts';
import { vxlan } from './vxlan.ts';

/** Packets within packets. */
export const TUNNELS: readonly Protocol[] = [
  gre,
  erspan,
  vxlan,
  geneve,
  gtp,
  teredo,
  ayiya,
  l2tp,
  etherip,
  capwap,
  tzsp,
];
