import type { Failure } from '../../core/model/failure.ts';
import { failureMessage } from './messages.ts';

/** Why rows, counts or a chart cannot be shown; where a capture is meant elsewhere, an answer of the open one is meant here. */
export function answerFailure(failure: Failure): string {
  switch (failure.code) {
    case 'unreadable':
      return 'This needs bytes of the file, which can no longer be read.';
    case 'worker-died':
    case 'stopped':
      return 'What reads captures was stopped, or has died, before it answered.';
    case 'bad-question':
      return failure.detail ?? failureMessage(failure).sentence;
    default:
      return failureMessage(failure).sentence;
  }
}

/** True if the same question may have an answer another time. */
export function mayAskAgain({ code }: Failure): boolean {
  return code === 'unreadable' || code === 'worker-died' || code === 'stopped';
}
