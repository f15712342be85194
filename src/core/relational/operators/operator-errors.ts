import type { OperatorKind, OperatorReport } from '../../model/operators.ts';
import { isPromise } from '../prompt-answer.ts';
import { ThrownErrors } from '../thrown-errors.ts';

/** One operator of a run: what it is called, and what it threw. One that throws a thousand times is called no more. */
export class OperatorState {
  private readonly thrown: ThrownErrors;

  /** `address`: where the code was loaded from, as stacks name it. */
  constructor(
    readonly name: string,
    readonly kind: OperatorKind,
    address: string,
  ) {
    this.thrown = new ThrownErrors(address);
  }

  /** What a call gave; undefined if it threw, or would have to be waited for. `packet`: its number, from 1. */
  call<Answer>(packet: number, ask: () => Answer): Answer | undefined {
    return this.thrown.areTooMany ? undefined : this.read(packet, ask);
  }

  /** The same, also of one that is called no more: what it has left is still read. */
  read<Answer>(packet: number, ask: () => Answer): Answer | undefined {
    try {
      const answer = ask();
      if (isPromise(answer)) throw new TypeError(`${this.name} must answer at once: an async function cannot do that.`);
      return answer;
    } catch (error) {
      this.thrown.add(error, packet);
      return undefined;
    }
  }

  /** How it fared. */
  report(): OperatorReport {
    const fault = this.thrown.fault();
    return { name: this.name, kind: this.kind, ...(fault && { fault }) };
  }
}
