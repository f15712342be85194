import { formatDurationNs } from '../../base/format.ts';
import type { LateAnswer, TraceLine } from '../../core/model/trace.ts';

/** What was asked: "step “synAck”". */
export function conditionWords({ role, name }: TraceLine): string {
  switch (role) {
    case 'key':
    case 'where':
    case 'until':
      return role;
    case 'start':
      return `begins with “${name}”`;
    case 'step':
      return `step “${name}”`;
    case 'absence':
      return `must not come: “${name}”`;
  }
}

/** What was said to it. */
export function answerWords({ role, answer, why }: TraceLine): string {
  if (answer === 'late') return 'not asked: its limit had passed';
  if (answer === 'early') return 'not asked: too early';
  if (answer === 'threw') return 'threw an error';
  if (answer === 'yes') return 'yes';
  if (role === 'key') return 'no: the packet has no key, so it is not seen';
  const unseen = role === 'where' ? ', so it is not seen' : '';
  return why === '' ? `no${unseen}` : `no: ${why}${unseen}`;
}

/** "synAck came 1.2 s too late". */
export function lateWords({ step, byNs }: LateAnswer): string {
  return `“${step}” came ${formatDurationNs(byNs)} too late`;
}
