import { Flow } from '../../../src/core/relational/flow.ts';

/** The flow of relational-stream's own tests and README: "start A", "A -> B or C", "B" or "C". */
export class SomeStringFlow extends Flow<string> {
  firstChar: string | undefined;
  options: Set<string> | undefined;
  choice: string | undefined;

  isNextEvent(event: string): boolean {
    if (this.events.length === 0) return this.readStart(event);
    return this.events.length === 1 ? this.readOptions(event) : this.readChoice(event);
  }

  isComplete(): boolean {
    return this.events.length === 3;
  }

  private readStart(event: string): boolean {
    const match = /^start (\w)/.exec(event);
    if (match === null) return false;
    this.firstChar = match[1];
    return true;
  }

  private readOptions(event: string): boolean {
    const match = /^(\w) -> (\w) or (\w)/.exec(event);
    if (match === null || match[1] !== this.firstChar) return false;
    this.options = new Set([match[2], match[3]]);
    return true;
  }

  private readChoice(event: string): boolean {
    const match = /^(\w)/.exec(event);
    if (match === null || this.options?.has(match[1]) !== true) return false;
    this.choice = match[1];
    return true;
  }
}
