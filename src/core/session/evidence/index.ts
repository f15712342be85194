import type { EvidenceKind } from './evidence-table.ts';
import { STEPS } from './steps.ts';

/** All kinds of evidence that rules may ask of, beside tables. */
export const EVIDENCE_KINDS: readonly EvidenceKind[] = [STEPS];
