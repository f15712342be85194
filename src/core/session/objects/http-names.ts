import type { ObjectTrouble } from '../../model/objects.ts';
import type { BodyFault } from '../../model/stream.ts';
import { boundedName, lastPathPart } from './file-names.ts';

/** Bytes of an unpacked body at most. */
export const MOST_UNPACKED = 256 * 1024 * 1024;

/** What a fault of a body's coding makes of an object. */
export const FAULTS: Readonly<Record<BodyFault, ObjectTrouble>> = {
  damaged: 'damaged',
  'too-large': 'too-large',
  'unknown-coding': 'packed',
  undecoded: 'packed',
};

/** The last part of what was asked for, a path or a URL, else the host. */
export function nameOfTarget(target: string, host: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return lastPathPart(path) || boundedName(host);
}
