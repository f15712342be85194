import type { PanelId } from '../../state/panels.ts';
import type { Block } from '../docs/page.ts';

/** A lesson: steps of text, each with a task that the page can check (docs/lessons.md). */
export interface Lesson {
  readonly title: string;
  /** Address of its capture, relative to the page; "" for whatever is open. */
  readonly capture: string;
  /** SHA-256 of the capture in hex; "": it is not compared. */
  readonly sha256: string;
  /** What stands before the first step. */
  readonly intro: readonly Block[];
  readonly steps: readonly Step[];
}

/** One step. */
export interface Step {
  readonly title: string;
  /** Line of its heading in the file, from 1. */
  readonly line: number;
  readonly blocks: readonly Block[];
  /** Code that is put into the editor on a press. */
  readonly code: string;
  /** Code that does what the task asks for; "" if the task says it itself. */
  readonly answer: string;
  readonly task: Task | undefined;
  readonly hints: readonly string[];
}

/** What is to be done. */
export type Task =
  /** A filter of the table that keeps the same rows as this one. */
  | { readonly kind: 'filter'; readonly table: string; readonly keeps: string }
  /** A row of the table that this filter keeps is selected. */
  | { readonly kind: 'select'; readonly table: 'packets' | 'flows'; readonly where: string }
  /** A class or sequence of this name (any, if "") has so many matches; undefined: at least one. */
  | { readonly kind: 'run'; readonly name: string; readonly matches: number | undefined }
  /** A panel is in front. */
  | { readonly kind: 'panel'; readonly panel: PanelId }
  /** A question, answered by one of these texts, or by a number that is near enough. */
  | { readonly kind: 'ask'; readonly question: string; readonly answers: readonly string[]; readonly within: number };

/** What is wrong with a line of a lesson's file. */
export interface LessonTrouble {
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}
