import type { ChangeEvent, ReactNode } from 'react';
import { chooseAgain } from '../../state/actions/choose-again.ts';
import { readAgain } from '../../state/actions/capture.ts';
import { stopReader, tryFilesAgain } from '../../state/actions/reader-trouble.ts';
import { openedFiles } from '../../state/opened-files.ts';
import { setReaderTrouble, useReaderTrouble, type RefusedFile } from '../../state/reader-trouble.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { FailureReport } from './FailureReport.tsx';
import styles from './ReaderTroubles.module.css';

/** What stands in the way of answers, and the ways out; nothing while all is well. */
export function ReaderTroubles(): ReactNode {
  const { lost, aside, refused, busy } = useReaderTrouble();
  return (
    <>
      {busy !== undefined && <ReaderBusy />}
      {refused !== undefined && <Refused {...refused} />}
      {lost !== undefined && !aside && <FileLost detail={lost.detail} />}
    </>
  );
}

function ReaderBusy(): ReactNode {
  return (
    <div className={styles.place}>
      <Banner tone="warning" title="Reading is busy: nothing has come back for some seconds.">
        <div className={styles.text}>
          <p>
            You can wait. Stop ends what it does and reads the capture again: sort, selection and settings stay, a
            filter that it was at work on is taken back.
          </p>
          <Button onClick={() => void stopReader()}>Stop</Button>
        </div>
      </Banner>
    </div>
  );
}

function Refused({ name, failure, file }: RefusedFile): ReactNode {
  const stays = useStore((state) => summaryOf(state.session)?.name) ?? '';
  return (
    <div className={styles.place}>
      <FailureReport
        name={name}
        failure={failure}
        file={file}
        stays={stays}
        onDismiss={() => setReaderTrouble({ refused: undefined })}
      />
    </div>
  );
}

function FileLost({ detail }: { readonly detail: string | undefined }): ReactNode {
  const { files, addresses } = openedFiles();
  const several = files.length > 1;
  return (
    <div className={styles.place}>
      <Banner
        tone="danger"
        title={
          several
            ? 'The files can no longer all be read: choose them again.'
            : 'The file can no longer be read: choose it again.'
        }
        onDismiss={() => setReaderTrouble({ aside: true })}
      >
        <div className={styles.text}>
          <p>
            It was moved, changed or removed since it was opened, or its disk is gone. What is in memory goes on: flows,
            columns, sorts, and filters over them. Only what needs bytes of packets says that it cannot be shown.
            {detail !== undefined && ` ${detail}`}
          </p>
          <div className={styles.buttons}>
            {addresses.length > 0 ? (
              <FetchAgain />
            ) : (
              <ChooseAgain label={several ? 'Choose them again' : 'Choose it again'} />
            )}
            <Button onClick={tryFilesAgain}>Try again</Button>
          </div>
        </div>
      </Banner>
    </div>
  );
}

/** What came by an address is fetched once more. */
function FetchAgain(): ReactNode {
  return (
    <Button look="primary" onClick={() => void readAgain()}>
      Read it again
    </Button>
  );
}

function ChooseAgain({ label }: { readonly label: string }): ReactNode {
  const picked = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    void chooseAgain(Array.from(target.files ?? []));
  };
  return (
    <label className={styles.picker}>
      {label}
      <input className="visually-hidden" type="file" multiple onChange={picked} />
    </label>
  );
}
