import { MOST_LINE, MOST_LINES, type ConsoleLine, type Said } from '../model/console-line.ts';
import { describeValue } from './captured-fields.ts';

/** The `console` of users' code: keeps the first lines, and counts the others. */
export class UserConsole {
  private lines: ConsoleLine[] = [];
  private kept = 0;
  private omitted = 0;
  private told = 0;

  /** `packet`: the packet that is being looked at, from 1; 0: none. */
  constructor(private readonly packet: () => number) {}

  /** What code finds as `console`. */
  get members(): Record<string, (...values: unknown[]) => void> {
    const log = this.writing('log');
    return { log, info: log, debug: log, warn: this.writing('warn'), error: this.writing('error') };
  }

  /** What was written since the last call; undefined: nothing. */
  take(): Said | undefined {
    const { lines, omitted } = this;
    if (lines.length === 0 && omitted === this.told) return undefined;
    this.lines = [];
    this.told = omitted;
    return { lines, omitted };
  }

  private writing(level: ConsoleLine['level']): (...values: unknown[]) => void {
    return (...values) => {
      if (this.kept >= MOST_LINES) this.omitted += 1;
      else this.lines.push({ level, text: textOf(values), packet: this.packet() });
      this.kept = Math.min(MOST_LINES, this.kept + 1);
    };
  }
}

function textOf(values: readonly unknown[]): string {
  let text = '';
  for (const value of values) {
    text += (text === '' ? '' : ' ') + shown(value);
    if (text.length > MOST_LINE) return `${text.slice(0, MOST_LINE - 1)}…`;
  }
  return text;
}

/** What is written may throw while it is read. */
function shown(value: unknown): string {
  try {
    return value instanceof Error ? `${value.name}: ${value.message}` : describeValue(value, 0);
  } catch {
    return '(cannot be shown)';
  }
}
