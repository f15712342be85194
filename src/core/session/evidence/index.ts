import { CERTIFICATES } from './certificates.ts';
import { DUPLICATES } from './duplicates.ts';
import type { EvidenceKind } from './evidence-table.ts';
import { FAILED_NAMES } from './failed-names.ts';
import { LOGINS } from './logins/logins.ts';
import { NAMES } from './names.ts';
import { STEPS } from './steps.ts';

/** All kinds of evidence that rules may ask of, beside tables. */
export const EVIDENCE_KINDS: readonly EvidenceKind[] = [LOGINS, NAMES, FAILED_NAMES, CERTIFICATES, DUPLICATES, STEPS];
