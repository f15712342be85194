import type { Protocol } from '../protocol.ts';
import { dns } from './dns.ts';

/** What is said over TCP and UDP; those told by their looks in the order in which they are tried. */
export const APPLICATIONS: readonly Protocol[] = [dns];
