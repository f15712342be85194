import type { ReactNode } from 'react';
import { formatBytes, formatCountOf } from '../../base/format.ts';
import { forgetWanted } from '../../state/actions/identify.ts';
import { compareFiles, type LinkFile, type Verdict } from '../../state/link-files.ts';
import { openedNamedFiles, useOpenedHashes } from '../../state/opened-hashes.ts';
import { useStore } from '../../state/store.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './ReaderTroubles.module.css';

/** Says of an open file that it is not the one that the link was made of; nothing as long as it may be. */
export function LinkedFile(): ReactNode {
  const wanted = useStore((state) => state.wanted);
  const ready = useStore(({ session, aside }) => session.phase === 'ready' && !aside);
  const { hashing } = useOpenedHashes();
  if (!ready || wanted.length === 0) return undefined;
  const opened = openedNamedFiles();
  const words = wordsOf(compareFiles(wanted, opened, hashing), wanted, opened);
  if (words === undefined) return undefined;
  return (
    <div className={styles.place}>
      <Banner
        title={wanted.length === 1 ? 'This is not the file of the link.' : 'These are not the files of the link.'}
        onDismiss={forgetWanted}
      >
        <p>{words} What the link selects and limits may be something else here.</p>
      </Banner>
    </div>
  );
}

function wordsOf(verdict: Verdict, wanted: readonly LinkFile[], opened: readonly LinkFile[]): ReactNode {
  const at = wanted.findIndex((file, index) => isOther(verdict, file, opened[index]));
  const [link, here] = [wanted[at], opened[at]];
  if (verdict === 'count')
    return `The link was made of ${formatCountOf(wanted.length, 'file')}, ${opened.length} ${opened.length === 1 ? 'is' : 'are'} open.`;
  if (link === undefined || here === undefined) return undefined;
  const names = <Names link={link} here={here} />;
  if (verdict === 'size') return <>{names} Their sizes differ.</>;
  if (verdict === 'bytes') return <>{names} Their contents differ (SHA-256).</>;
  if (verdict === 'name') return <>{names} They have the same size; their contents could not be compared.</>;
  return undefined;
}

function isOther(verdict: Verdict, link: LinkFile, here: LinkFile | undefined): boolean {
  if (here === undefined) return false;
  if (verdict === 'size') return link.size !== here.size;
  if (verdict === 'bytes') return link.sha256 !== undefined && here.sha256 !== undefined && link.sha256 !== here.sha256;
  return verdict === 'name' && link.name !== here.name;
}

function Names({ link, here }: { readonly link: LinkFile; readonly here: LinkFile }): ReactNode {
  return (
    <>
      The link was made of <Foreign>{link.name}</Foreign> ({exactSize(link)}), open is <Foreign>{here.name}</Foreign> (
      {exactSize(here)}).
    </>
  );
}

/** Sizes that differ must not look the same. */
function exactSize({ size }: LinkFile): string {
  return size < 1000 ? formatBytes(size) : `${formatBytes(size)}, ${size} B`;
}
