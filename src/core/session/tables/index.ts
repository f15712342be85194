import type { CaptureTable } from './capture-table.ts';
import { FLOWS } from './flows.ts';
import { HOSTS } from './hosts.ts';
import { MATCHES } from './matches.ts';
import { MESSAGES } from './messages.ts';
import { OBJECTS } from './objects.ts';
import { PACKETS } from './packets.ts';

/** All tables of a capture. The only place that names them all: whatever asks, shows or writes tables goes by this list. */
export const CAPTURE_TABLES: readonly CaptureTable[] = [FLOWS, PACKETS, MATCHES, MESSAGES, OBJECTS, HOSTS];
