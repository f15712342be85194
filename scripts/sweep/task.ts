/** Which mutants are looked at. */
export interface SweepTask {
  readonly seed: number;
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
  /** Folder with `captures/`, of which some are taken; undefined: only what the project has. */
  readonly corpora?: string;
}

/** Something that must not be, with the mutant that shows it. */
export interface Finding {
  readonly number: number;
  readonly name: string;
  readonly wrong: readonly string[];
}
