import { notify } from '../../state/notice.ts';

/** Shows defects that no boundary has caught: the one place where they end. */
export function reportErrors(): void {
  addEventListener('error', (event) => {
    // The browser says so when an observer could not deliver everything in one frame; it delivers the rest in the next.
    if (event.message.startsWith('ResizeObserver loop')) return;
    tell(event.error ?? event.message);
  });
  addEventListener('unhandledrejection', (event) => tell(event.reason));
}

function tell(error: unknown): void {
  notify({
    tone: 'danger',
    sentence: 'Flowloom has a fault of its own. What is on the page may be incomplete.',
    details: describeError(error),
  });
}

/** Message and stack of whatever was thrown. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack?.includes(error.message) === true ? error.stack : `${error.message}\n${error.stack ?? ''}`;
}
