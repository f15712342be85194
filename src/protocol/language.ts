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

/**
 * The TypeScript worker, as the page calls it through comlink. The calls from `updateFile` on are those of
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
  getAutocompletion(question: {
    readonly path: string;
    readonly context: { readonly pos: number; readonly explicit: boolean };
  }): Promise<unknown>;
  getHover(question: { readonly path: string; readonly pos: number }): Promise<unknown>;
}
