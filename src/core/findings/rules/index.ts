import { CAPTURE_RULES } from './capture.ts';
import { CONNECTION_RULES } from './connections.ts';
import { CONTENT_RULES } from './content.ts';
import { SCAN_RULES } from './scans.ts';
import { TIMING_RULES } from './timing.ts';
import { TRUST_RULES } from './trust.ts';

/** The rules that everybody begins with, in the order in which their findings are shown. */
export const STANDARD_RULES = [
  SCAN_RULES,
  CONNECTION_RULES,
  TIMING_RULES,
  CONTENT_RULES,
  TRUST_RULES,
  CAPTURE_RULES,
].join('\n');
