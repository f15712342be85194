import type { Protocol } from '../protocol.ts';
import { ethernet } from './ethernet.ts';
import { vlan } from './vlan.ts';

/** Frames, and what stands between them and the network layer. */
export const LINKS: readonly Protocol[] = [ethernet, vlan];
