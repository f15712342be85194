import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngine } from './engine/engine.ts';
import { requestedCaptures } from './state/actions/address.ts';
import { openAddresses } from './state/actions/capture.ts';
import { loseCapture, loseFile } from './state/actions/reader-trouble.ts';
import { connectEngine } from './state/engine-port.ts';
import { connectLanguage } from './state/language-port.ts';
import { setReaderTrouble } from './state/reader-trouble.ts';
import { loadSamples } from './state/samples.ts';
import { startThemeSync } from './state/theme-sync.ts';
import { startUrlSync } from './state/url-sync.ts';
import { App } from './ui/app/App.tsx';
import { reportErrors } from './ui/app/report-errors.ts';
import './ui/theme/theme.css';
import './ui/theme/base.css';

/** Wires the page: engine, state, address, then what is seen. */
function start(): void {
  reportErrors();
  connectEngine(
    createEngine({ died: loseCapture, unreadable: loseFile, busy: (busy) => setReaderTrouble({ busy }) }),
  );
  connectLanguage(async () => (await import('./engine/typescript.ts')).language);
  startThemeSync();
  startUrlSync();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element #root.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  const { addresses, order } = requestedCaptures();
  if (addresses.length > 0) void openAddresses(addresses, order, true);
  void loadSamples();
}

start();
