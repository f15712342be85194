import { FileDown, ShieldCheck } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { wantLog } from '../../state/actions/log.ts';
import { isFirstCapture } from '../../state/actions/reading.ts';
import { openedFiles } from '../../state/opened-files.ts';
import { showPrivacy } from '../../state/privacy-shown.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../widgets/Button.tsx';
import { FailureReport } from './FailureReport.tsx';
import { pickFile } from './FilePicker.tsx';
import { SetAside } from './SetAside.tsx';
import { InstallOffer } from './InstallOffer.tsx';
import { LinkedView } from './LinkedView.tsx';
import { RecentCaptures } from './RecentCaptures.tsx';
import { SampleCards } from './SampleCards.tsx';
import styles from './StartPage.module.css';

interface StartPageProps {
  /** Set when the page goes: whether the focus was in it, and goes with it. */
  readonly hadFocus: RefObject<boolean>;
}

/** The file that was to be opened, if it is one by itself. */
function onlyFile(): Blob | undefined {
  const { files } = openedFiles();
  return files.length === 1 ? files[0]?.blob : undefined;
}

/** The page without a capture: what it is for, where to drop one, samples; and why the last one did not open. */
export function StartPage({ hadFocus }: StartPageProps): ReactNode {
  const session = useStore((state) => state.session);
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const page = main.current;
    return () => void (hadFocus.current = page?.contains(document.activeElement) === true);
  }, [hadFocus]);
  return (
    <main id="main" className={styles.page} tabIndex={-1} ref={main}>
      <div className={styles.column}>
        {session.phase === 'failed' ? (
          <FailureReport name={session.name} failure={session.failure} file={onlyFile()} />
        ) : (
          <p className={styles.purpose}>
            Open a packet capture: see its flows, their timing, and the sequences that your own code finds in them.
          </p>
        )}
        <SetAside />
        {isFirstCapture() && <LinkedView />}
        <section className={styles.drop} aria-label="Drop zone">
          <FileDown className={styles.dropIcon} aria-hidden />
          <p className={styles.dropTitle}>Drop a capture anywhere on this page</p>
          <p className={styles.dim}>
            pcap, pcapng, snoop, ERF or Network Monitor, plain or in gzip, zstd or lz4, of any size; several at once are
            one capture
          </p>
          <Button onClick={pickFile}>Choose files</Button>
          <p className={styles.dim}>
            Sequences can be found in text, too:{' '}
            <Button look="link" onClick={wantLog}>
              open or paste a log
            </Button>
          </p>
        </section>
        <p className={styles.privacy}>
          <ShieldCheck aria-hidden />
          <span>
            The capture stays in this browser: it is read here, nothing of it is sent anywhere, and the page’s own
            policy forbids connections to other hosts.{' '}
            <Button look="link" onClick={() => showPrivacy(true)}>
              What it has asked, and what is kept
            </Button>
          </span>
        </p>
        <RecentCaptures />
        <InstallOffer />
        <SampleCards />
      </div>
    </main>
  );
}
