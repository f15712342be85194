import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatCountOf } from '../../base/format.ts';
import { hashOpened } from '../../state/actions/identify.ts';
import type { OpenedFile } from '../../state/link-files.ts';
import { openedFiles } from '../../state/opened-files.ts';
import { openedNamedFiles, useOpenedHashes } from '../../state/opened-hashes.ts';
import { shareLink, showShare, useShare, wishShare, type ShareWishes } from '../../state/share.ts';
import { useStore } from '../../state/store.ts';
import { viewWords } from '../words/view-words.ts';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './ShareDialog.module.css';

/** Some programs cut longer addresses, characters. */
const LONG = 2000;
const VERY_LONG = 30_000;

/** Makes a link to give away, and tells all that is in it. */
export function ShareDialog(): ReactNode {
  const open = useShare((state) => state.open);
  return (
    <Dialog title="Share" size="wide" open={open} onClose={() => showShare(false)}>
      {open && <Form />}
    </Dialog>
  );
}

function Form(): ReactNode {
  const wishes = useShare((state) => state.wishes);
  const link = useLink(wishes);
  return (
    <div className={styles.form}>
      <fieldset className={styles.parts}>
        <legend>The link holds</legend>
        <Files />
        <View />
        <Code />
        <Match />
      </fieldset>
      <label className={styles.notes}>
        Notes for whoever opens it
        <textarea rows={4} value={wishes.notes} onChange={({ target }) => wishShare({ notes: target.value })} />
      </label>
      <p className={styles.dim}>
        Nothing else: no byte of the capture. Whoever opens the link{' '}
        {hasAddress() ? 'gets the file from the same host' : 'is asked for the file'}, is told if it is another one, and
        sees the code, which runs only when they say so.
      </p>
      <label className={styles.notes}>
        <span role="status">
          {link === undefined
            ? 'Making the link …'
            : `${formatCount(link.length)} characters.${lengthWords(link.length)}`}
        </span>
        <input readOnly aria-label="Link" value={link ?? ''} onFocus={({ target }) => target.select()} />
      </label>
      <div className={styles.buttons}>{link !== undefined && <CopyButton text={link}>Copy the link</CopyButton>}</div>
    </div>
  );
}

/** The link to what is wished, made anew with it. */
function useLink(wishes: ShareWishes): string | undefined {
  const { hashes } = useOpenedHashes();
  const [link, setLink] = useState<string>();
  useEffect(() => void hashOpened(), []);
  useEffect(() => {
    let current = true;
    void shareLink(wishes, useStore.getInitialState()).then((made) => (current ? setLink(made) : undefined));
    return () => {
      current = false;
    };
  }, [wishes, hashes]);
  return link;
}

interface PartProps {
  readonly name: keyof Omit<ShareWishes, 'notes'>;
  readonly title: string;
  /** There is nothing to put in. */
  readonly none?: boolean;
  readonly children: ReactNode;
}

function Part({ name, title, none = false, children }: PartProps): ReactNode {
  const wished = useShare((state) => state.wishes[name]);
  return (
    <div className={styles.part}>
      <label>
        <input
          type="checkbox"
          disabled={none}
          checked={wished && !none}
          onChange={({ target }) => wishShare({ [name]: target.checked })}
        />
        {title}
      </label>
      <span className={styles.dim}>{children}</span>
    </div>
  );
}

function hasAddress(): boolean {
  return openedFiles().addresses.length > 0;
}

function Files(): ReactNode {
  const { hashing } = useOpenedHashes();
  const files = openedNamedFiles();
  return (
    <Part name="files" title="Which file it was" none={files.length === 0}>
      {files.map((file, at) => (
        <span key={at} className={styles.file}>
          <Foreign>{file.name}</Foreign>, {formatBytes(file.size)}, {hashWords(file, hashing)}
        </span>
      ))}
    </Part>
  );
}

function hashWords({ sha256 }: OpenedFile, hashing: boolean): string {
  if (sha256 !== undefined) return `SHA-256 ${sha256.slice(0, 16)}…`;
  return hashing ? 'its SHA-256 is being worked out' : 'without its SHA-256: above 128 MB it is not worked out';
}

function View(): ReactNode {
  const words = viewWords(useStore((state) => state));
  return (
    <Part name="view" title="The view">
      {words.length === 0 ? 'as at first' : <Foreign>{words.join(', ')}</Foreign>}; meter settings in any case
    </Part>
  );
}

function Code(): ReactNode {
  const code = useStore((state) => state.code);
  return (
    <Part name="code" title="The code" none={code.trim() === ''}>
      {code.trim() === '' ? 'there is none' : formatCountOf(code.trimEnd().split('\n').length, 'line')}
    </Part>
  );
}

function Match(): ReactNode {
  const match = useStore((state) => state.match);
  const code = useShare((state) => state.wishes.code);
  return (
    <Part name="match" title="The match" none={match === undefined || !code}>
      {match === undefined ? 'none is selected' : `number ${match + 1}, selected once the code has run`}
    </Part>
  );
}

function lengthWords(length: number): string {
  if (length > VERY_LONG)
    return ' Many programs cut a link of that length: leave something out, or give the code as a file.';
  return length > LONG ? ' Some chat and mail programs cut links beyond 2 000.' : '';
}
