/**
 * Expected failures: returned, never thrown, with facts only. The page owns the sentence and the advice
 * (src/ui/app/messages.ts), the command line its own (src/cli/messages.ts).
 */
export type FailureCode =
  /** The first bytes are those of no container that we read. */
  | 'not-a-capture'
  /** The file has no bytes, or none after inflating; then `detail` names the compression. */
  | 'empty-file'
  /** A container that we know by its magic but do not read; `detail` names it. */
  | 'unsupported-format'
  /** The container's own header is cut short or contradicts itself. */
  | 'broken-header'
  /** Compressed data that cannot be inflated from its beginning; `detail` has the inflater's words. */
  | 'broken-compression'
  /** A file to be looked at as a log that is no text; `detail` is a clause that says what it is. */
  | 'not-text'
  /** Code looks at lines, and no log is open. */
  | 'no-log'
  /** The browser or the system refused to give the bytes; `detail` has its words. */
  | 'unreadable'
  /** A question (filter, range, column) that cannot be answered; `detail` says why, `offset` is the character. */
  | 'bad-question'
  /** A capture URL that is not of the page's own origin, or that the server refused. */
  | 'bad-address'
  /** The user's code did not compile; `detail` has the compiler's words, `line` and `column` the place. */
  | 'code-syntax'
  /** The user's code threw; as above. */
  | 'code-threw'
  /** The user's code did not answer in time and was stopped; `detail` says what it was doing. */
  | 'code-timeout'
  /** The user's code sent messages that no run sends, and was stopped. */
  | 'code-forged'
  /** Something to be exported that the format cannot hold; `detail` is a clause that says what. */
  | 'unfit-format'
  /** The job was stopped by the user or replaced by another one. */
  | 'stopped'
  /** A script of the page cannot be had from its host; `detail` says why. */
  | 'not-loaded'
  /** A worker died; `detail` has what is known. */
  | 'worker-died'
  /** A defect of ours, caught at the outermost place; `detail` has message and stack. */
  | 'bug';

/** One expected failure. `offset`: byte of the file, or character of the text in question. */
export interface Failure {
  readonly code: FailureCode;
  readonly detail?: string;
  readonly offset?: number;
  /** 1-based, for code failures. */
  readonly line?: number;
  /** 1-based, for code failures. */
  readonly column?: number;
  /** `detail` is what the user's code said, in words of its own choice. */
  readonly byCode?: true;
}

/** A good answer. */
export interface Answered<T> {
  readonly ok: true;
  readonly value: T;
}

/** The answer of what has failed as expected. */
export interface Failed {
  readonly ok: false;
  readonly failure: Failure;
}

/** The answer of everything that can fail as expected. */
export type Reply<T> = Answered<T> | Failed;

/** Answers with a value. */
export function answered<T>(value: T): Answered<T> {
  return { ok: true, value };
}

/** Answers with a failure: one that is at hand, or one of a code with its facts (see `FailureCode`, `Failure`). */
export function failed(failure: Failure | FailureCode, detail?: string, offset?: number): Failed {
  if (typeof failure !== 'string') return { ok: false, failure };
  const facts = { ...(detail !== undefined && { detail }), ...(offset !== undefined && { offset }) };
  return { ok: false, failure: { code: failure, ...facts } };
}

/** Answers that a question cannot be answered: why, as a sentence or a clause, and at which character of its text. */
export function badQuestion(detail: string, offset?: number): Failed {
  return failed('bad-question', detail, offset);
}
