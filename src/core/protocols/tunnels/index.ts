import type { Protocol } from '../protocol.ts';

/** Packets within packets. */
export const TUNNELS: readonly Protocol[] = [];
