import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { visibleText } from '../../base/text.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { PrivacyDialog } from '../privacy/PrivacyDialog.tsx';
import { LazyDifferences } from '../differences/LazyDifferences.tsx';
import { InsideBar } from '../inside/InsideBar.tsx';
import { LazyShare } from '../share/LazyShare.tsx';
import { LazyWhy } from '../why/LazyWhy.tsx';
import { LazyDocs } from '../docs/LazyDocs.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { LazyLesson, LazyLessonsDialog } from '../lessons/LazyLessons.tsx';
import { LazyLadder } from '../ladder/LazyLadder.tsx';
import { LazyStream } from '../stream/LazyStream.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { Announcer } from './Announcer.tsx';
import { CaptureStrip } from './CaptureStrip.tsx';
import { listCommands } from './commands.ts';
import { DropTarget } from './DropTarget.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import { FilesDialog } from './FilesDialog.tsx';
import { Header } from './Header.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { LinkedNotes } from './LinkedNotes.tsx';
import { LinkedFile } from './LinkedFile.tsx';
import { LoadingBar } from './LoadingBar.tsx';
import { LogAlone } from './LogAlone.tsx';
import { Notices } from './Notices.tsx';
import { LazyPalette } from './palette/LazyPalette.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { PanelHost } from './PanelHost.tsx';
import { focusTabs, PanelTabs } from './PanelTabs.tsx';
import { ReaderTroubles } from './ReaderTroubles.tsx';
import { StartPage } from './StartPage.tsx';
import { useCommands } from './use-commands.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import styles from './App.module.css';

/** The whole page. */
export function App(): ReactNode {
  const phase = useStore((state) => state.session.phase);
  const [opened, setOpened] = useState<'help' | 'palette' | 'differences'>();
  // A dialog says that it is closed after another one may have been opened in its place.
  const close = (what: typeof opened) => (): void => setOpened((now) => (now === what ? undefined : now));
  const commands = useMemo(
    () => listCommands({ help: () => setOpened('help'), palette: () => setOpened('palette') }),
    [],
  );
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
      <Header onHelp={() => setOpened('help')} onPalette={() => setOpened('palette')} />
      <ReaderTroubles />
      <LinkedFile />
      <LinkedNotes />
      {phase === 'loading' && <LoadingBar />}
      <div className={styles.work}>
        <div className={styles.view}>
          <Content />
        </div>
        <LazyLesson />
      </div>
      <HelpDialog
        commands={commands}
        open={opened === 'help'}
        onClose={close('help')}
        onDifferences={() => setOpened('differences')}
      />
      <LazyPalette
        commands={commands}
        open={opened === 'palette'}
        onClose={close('palette')}
        onDifferences={() => setOpened('differences')}
      />
      <LazyStream />
      <LazyLadder />
      <LazyShare />
      <LazyWhy />
      <LazyLessonsDialog />
      <LazyDocs />
      <LazyDifferences open={opened === 'differences'} onClose={close('differences')} />
      <SettingsDialog />
      <PrivacyDialog />
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
  const name = useStore(({ session, aside }) => {
    if (aside) return undefined;
    return session.phase === 'loading' ? session.name : summaryOf(session)?.name;
  });
  useLayoutEffect(() => {
    document.title = name === undefined ? 'Flowloom' : `${visibleText(name)} – Flowloom`;
  }, [name]);
}

/** The capture as soon as there is a packet of it, else the page without one. */
function Content(): ReactNode {
  const phase = useStore((state) => state.session.phase);
  const hasRows = useStore((state) => (summaryOf(state.session)?.packets ?? 0) > 0);
  const aside = useStore((state) => state.aside);
  const hasLog = useStore((state) => state.log !== undefined || state.wantsLog);
  const hadFocus = useRef(false);
  if (aside) return <StartPage hadFocus={hadFocus} />;
  if (phase === 'ready' || hasRows) return <Capture takesFocus={hadFocus} />;
  if (hasLog && phase !== 'loading') return <LogAlone />;
  return phase === 'loading' ? <Waiting /> : <StartPage hadFocus={hadFocus} />;
}

function Waiting(): ReactNode {
  return (
    <main id="main" className={styles.waiting} tabIndex={-1}>
      <Spinner label="Waiting for the first packets …" />
    </main>
  );
}

interface CaptureProps {
  /** What opened the capture had the focus, and is gone: the tabs have it then. */
  readonly takesFocus: RefObject<boolean>;
}

function Capture({ takesFocus }: CaptureProps): ReactNode {
  useEffect(() => {
    if (takesFocus.current && document.activeElement === document.body) focusTabs();
    takesFocus.current = false;
  }, [takesFocus]);
  return (
    <>
      <PanelBoundary title="The time strip">
        <CaptureStrip />
      </PanelBoundary>
      <InsideBar />
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
