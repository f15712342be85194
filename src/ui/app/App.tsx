import { useLayoutEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { visibleText } from '../../base/text.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { Announcer } from './Announcer.tsx';
import { CaptureStrip } from './CaptureStrip.tsx';
import { listCommands } from './commands.ts';
import { DropTarget } from './DropTarget.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import { FilesDialog } from './FilesDialog.tsx';
import { Header } from './Header.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { LoadingBar } from './LoadingBar.tsx';
import { Notices } from './Notices.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { PanelHost } from './PanelHost.tsx';
import { PanelTabs } from './PanelTabs.tsx';
import { ReaderTroubles } from './ReaderTroubles.tsx';
import { StartPage } from './StartPage.tsx';
import { useCommands } from './use-commands.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import styles from './App.module.css';

/** The whole page. */
export function App(): ReactNode {
  const phase = useStore((state) => state.session.phase);
  const [helping, setHelping] = useState(false);
  const commands = useMemo(() => listCommands(() => setHelping(true)), []);
  useCommands(commands);
  // After the page shows a phase, not before: whoever waits for it finds what belongs to it.
  useTitle();
  useLeaveWarning();
  useLayoutEffect(() => void (document.documentElement.dataset['phase'] = phase), [phase]);
  return (
    <div className={styles.app}>
      <a className={styles.skip} href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <Header onHelp={() => setHelping(true)} />
      <ReaderTroubles />
      {phase === 'loading' && <LoadingBar />}
      <Content />
      <HelpDialog commands={commands} open={helping} onClose={() => setHelping(false)} />
      <SettingsDialog />
      <Announcer />
      <Notices />
      <ExportProgress />
      <DropTarget />
      <FilesDialog />
    </div>
  );
}

/** The browser's tab is named by the capture. */
function useTitle(): void {
  const name = useStore(({ session }) => (session.phase === 'loading' ? session.name : summaryOf(session)?.name));
  useLayoutEffect(() => {
    document.title = name === undefined ? 'Flowloom' : `${visibleText(name)} – Flowloom`;
  }, [name]);
}

/** The capture as soon as there is a packet of it, else the page without one. */
function Content(): ReactNode {
  const phase = useStore((state) => state.session.phase);
  const hasRows = useStore((state) => (summaryOf(state.session)?.packets ?? 0) > 0);
  if (phase === 'ready' || hasRows) return <Capture />;
  return phase === 'loading' ? <Waiting /> : <StartPage />;
}

function Waiting(): ReactNode {
  return (
    <main id="main" className={styles.waiting} tabIndex={-1}>
      <Spinner label="Waiting for the first packets …" />
    </main>
  );
}

function Capture(): ReactNode {
  return (
    <>
      <PanelBoundary title="The time strip">
        <CaptureStrip />
      </PanelBoundary>
      <PanelTabs />
      <main id="main" className={styles.main} tabIndex={-1}>
        <PanelHost />
      </main>
    </>
  );
}

/** The hash belongs to the state, so the link moves the focus itself. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
