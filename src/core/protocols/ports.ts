/** Ports as fields write them. */
import { named } from './reading/format.ts';
import { PORTS } from './names.ts';

/** "443 (https)" */
export const portText = named(PORTS);
