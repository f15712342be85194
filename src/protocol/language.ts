import type { TextChange } from '../base/import-line.ts';
import type { Failure, Reply } from '../core/model/failure.ts';

/** TypeScript turned into JavaScript. */
export interface Transpiled {
  readonly code: string;
  /** `mappings` of its source map. */
  readonly mappings: string;
}

/** Something the compiler says about a stretch of the code; offsets are characters. */
export interface LanguageMark {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
}

/** A place in a document; offsets are characters. */
export interface CompletionAsked {
  readonly path: string;
  readonly context: { readonly pos: number; readonly explicit: boolean };
}

/** Something that may be written at a place. */
export interface CompletionOption {
  readonly label: string;
  /** What it is, as the editor has pictures of it: "method", "class", … */
  readonly type?: string;
  /** Greater ones come first, -99 to 99. */
  readonly boost: number;
  /** Where it comes from. */
  readonly detail?: string;
  /** What is written in its place, with `#{}` where the caret goes. */
  readonly snippet?: string;
  /** What else changes: its import. */
  readonly change?: TextChange;
  /** The compiler's own, to find it again. */
  readonly source?: string;
  readonly data?: unknown;
}

/** What may be written from a place on. */
export interface CompletionList {
  readonly from: number;
  readonly options: readonly CompletionOption[];
}

/** What is known of an option, or of a call: its type, and its words. */
export interface CompletionWords {
  readonly type: string;
  readonly words: string;
}

/**
 * The TypeScript worker, as the page calls it through comlink. `updateFile`, `getLints` and `getHover` are those of
 * @valtown/codemirror-ts, whose editor extensions are given this object; what they answer is its business.
 */
export interface LanguageApi {
  /** Starts the language service; the other calls but `transpile` and `inSource` answer nothing before it. */
  initialize(): Promise<void>;
  /** JavaScript with types taken away; the failure is the first syntax error, in the TypeScript's lines. */
  transpile(code: string): Promise<Reply<Transpiled>>;
  /** A failure's place in the JavaScript turned into its place in the TypeScript. */
  inSource(failure: Failure, mappings: string): Promise<Failure>;
  updateFile(file: { readonly path: string; readonly code: string }): Promise<void>;
  getLints(question: {
    readonly path: string;
    readonly diagnosticCodesToIgnore: readonly number[];
  }): Promise<readonly LanguageMark[]>;
  getAutocompletion(question: CompletionAsked): Promise<CompletionList | undefined>;
  /** What is known of one of the options at a place. */
  getCompletionWords(question: {
    readonly path: string;
    readonly pos: number;
    readonly option: CompletionOption;
  }): Promise<CompletionWords | undefined>;
  /** The call that a place is in: what it takes, and the words for the part that is being written. */
  getSignature(question: { readonly path: string; readonly pos: number }): Promise<CompletionWords | undefined>;
  /** The changes that lay out a document evenly, from the last to the first. */
  getFormatting(question: { readonly path: string }): Promise<readonly TextChange[]>;
  getHover(question: { readonly path: string; readonly pos: number }): Promise<unknown>;
}
