import { create } from 'zustand';
import { notify } from './notice.ts';

/**
 * Whether the page needs its host: `never` again once its files are kept, `still` while they are being kept,
 * `always` where the browser cannot keep them (no service workers, or none over plain http, or they are blocked).
 */
export type HostNeed = 'always' | 'still' | 'never';

export const useOffline = create<{ readonly host: HostNeed }>()(() => ({ host: 'always' }));

/** Written beside the page by the build (scripts/offline-build.ts). */
const WORKER = 'service-worker.js';

/** Lets the browser keep the files of the page, and says when a newer build of it has been kept. Never rejects. */
export async function startOffline(): Promise<void> {
  const workers = serviceWorkers();
  if (workers === undefined) return;
  try {
    // Listened for first: what comes while the page was opened is seen, too.
    sayNewBuilds(workers);
    const address = new URL(WORKER, document.baseURI);
    // A browser that blocks them may answer with nothing instead of refusing.
    const registration = (await workers.register(address, { updateViaCache: 'none' })) as
      ServiceWorkerRegistration | undefined;
    if (registration === undefined) return;
    useOffline.setState({ host: 'still' });
    const kept = await Promise.race([workers.ready.then(() => true), hasFailed(registration)]);
    useOffline.setState({ host: kept ? 'never' : 'always' });
  } catch {
    useOffline.setState({ host: 'always' }); // refused: the page goes on without it
  }
}

/** False once the first worker of all has failed to keep the files: one could not be had, or is not what was built. */
function hasFailed({ installing, active }: ServiceWorkerRegistration): Promise<false> {
  return new Promise((resolve) => {
    if (active !== null) return;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'redundant') resolve(false);
    });
  });
}

/** Nothing where the browser has none, and none while the page is developed: its files change with every keystroke. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return undefined;
    return navigator.serviceWorker;
  } catch {
    return undefined; // in some frames already asking for it is refused
  }
}

/** Another worker takes over: the first one of all, or that of a newer build. */
function sayNewBuilds(workers: ServiceWorkerContainer): void {
  let before = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (before) {
      notify({
        tone: 'info',
        sentence: 'A new version is ready: it comes when the page is loaded again. What is open stays with this one.',
        action: { title: 'Reload', run: () => location.reload() },
      });
    }
    before = true;
  });
}
