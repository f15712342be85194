import { getState, setState } from './store.ts';

/**
 * The start page has an entry of its own in the browser's history, before that of the capture: Back from a capture leads
 * to it, with the capture set aside, and Forward to the capture again.
 */
interface StartEntry {
  readonly start: true;
}

/** Some entry of this page is that of the start page. */
let hasStart = false;

/** The page's present entry is that of the start page. */
export function markStart(): void {
  const entry: StartEntry = { start: true };
  history.replaceState(entry, '', location.href);
  hasStart = true;
}

/**
 * A capture is opened: what follows has an entry of its own. A page that began with a capture of its address has no start page
 * to go back to; it gets one when files of the person's own are opened, which no address brings back.
 */
export function leaveStart(isLocal: boolean): void {
  if (isLocal && !hasStart && getState().session.phase !== 'empty') markStart();
  if (isStart(history.state)) history.pushState(null, '', location.href);
  setState({ aside: false });
}

/** The person went to another entry; true if it is that of the start page, which has no view. */
export function showStart(entry: unknown): boolean {
  const aside = isStart(entry) && getState().session.phase !== 'empty';
  setState({ aside });
  return aside;
}

function isStart(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && (entry as Partial<StartEntry>).start === true;
}
