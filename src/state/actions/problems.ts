import { showPanel } from './view.ts';

/** Id of the list of problems on the page. */
export const PROBLEMS_ID = 'problems';

/** Brings the list of problems into view. */
export function showProblems(): void {
  showPanel('overview');
  // The panel comes to the front with the next frame.
  requestAnimationFrame(() => document.getElementById(PROBLEMS_ID)?.scrollIntoView({ block: 'start' }));
}
