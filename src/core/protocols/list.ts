/** All protocols, room by room. Where two look for the same bytes, the one that comes first has them. */
import { APPLICATIONS } from './applications/index.ts';
import { LINKS } from './links/index.ts';
import { NETWORK } from './network/index.ts';
import type { Protocol } from './protocol.ts';
import { data } from './reading/data.ts';
import { TRANSPORT } from './transport/index.ts';
import { TUNNELS } from './tunnels/index.ts';

export const PROTOCOLS: readonly Protocol[] = [...LINKS, ...NETWORK, ...TRANSPORT, ...TUNNELS, ...APPLICATIONS, data];
