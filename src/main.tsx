import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngine } from './engine/engine.ts';
import { requestedCaptures } from './state/actions/address.ts';
import { openAddresses } from './state/actions/capture.ts';
import { loseCapture, loseFile } from './state/actions/reader-trouble.ts';
import { connectEngine } from './state/engine-port.ts';
import type { EnginePort } from './state/engine-port.ts';
import { connectLanguage } from './state/language-port.ts';
import { setReaderTrouble } from './state/reader-trouble.ts';
import { openRequestedLesson } from './state/lessons.ts';
import { watchMessages } from './state/messages.ts';
import { watchNames } from './state/names.ts';
import { startOffline } from './state/offline.ts';
import { recallView, rememberView } from './state/remembered-view.ts';
import { watchRequests } from './state/requests.ts';
import { loadRecents } from './state/recents.ts';
import { onLaunchedWith } from './state/file-handles.ts';
import { watchInstall } from './state/install.ts';
import { loadSamples } from './state/samples.ts';
import { startThemeSync } from './state/theme-sync.ts';
import { startUrlSync } from './state/url-sync.ts';
import { App } from './ui/app/App.tsx';
import { openChosen } from './ui/app/FilePicker.tsx';
import { preloadParts } from './ui/app/panel-list.ts';
import { reportErrors } from './ui/app/report-errors.ts';
import { loadOnce } from './ui/widgets/load-part.ts';
import './ui/theme/theme.css';
import './ui/theme/base.css';
import './ui/theme/print.css';

/** Scripts are fetched ahead after so long at the latest, ms. */
const IDLE_MS = 1000;

/** Wires the page: engine, state, address, then what is seen. */
function start(): void {
  watchRequests();
  reportErrors();
  const engine = createEngine(
    { died: loseCapture, unreadable: loseFile, busy: (busy) => setReaderTrouble({ busy }) },
    loadOnce,
  );
  connectEngine(engine);
  connectLanguage(() => engine.language());
  watchInstall();
  startThemeSync();
  recallView();
  startUrlSync();
  rememberView();
  watchNames();
  watchMessages();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element #root.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  const { addresses, order } = requestedCaptures();
  if (addresses.length > 0) void openAddresses(addresses, order, true);
  void openRequestedLesson();
  void loadSamples();
  void loadRecents();
  onLaunchedWith(openChosen);
  whenIdle(() => void preload(engine).then(startOffline));
}

/** Does something after the first paint, when nothing else is to be done. */
function whenIdle(work: () => void): void {
  const { requestIdleCallback } = globalThis as { requestIdleCallback?: Window['requestIdleCallback'] };
  if (requestIdleCallback === undefined) setTimeout(work, IDLE_MS);
  else requestIdleCallback(work, { timeout: IDLE_MS });
}

/** Fetches all scripts that may be needed; what cannot be had is asked for again when it is. */
async function preload(engine: EnginePort): Promise<void> {
  try {
    if (!(await preloadParts())) return;
    await engine.preload();
    document.documentElement.dataset['scripts'] = 'here';
  } catch {
    return; // as above
  }
}

start();
