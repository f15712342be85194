import { Fragment, type ReactNode } from 'react';
import { formatBytes } from '../../base/format.ts';
import { forgetView } from '../../state/actions/capture.ts';
import type { LinkFile } from '../../state/link-files.ts';
import { useStore, type State } from '../../state/store.ts';
import { viewWords } from '../words/view-words.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';

/** What the address shows of a capture that is not open: links to local files cannot bring the file. */
export function LinkedView(): ReactNode {
  const parts = partsOf(useStore((state) => state));
  const wanted = useStore((state) => state.wanted);
  const notes = useStore((state) => state.notes);
  if (parts.length === 0 && wanted.length === 0) return undefined;
  return (
    <Banner
      title={
        <>
          {parts.length > 0 ? 'The address brings a view: ' : 'The address is a link to a capture of somebody’s own'}
          {parts.map((part, at) => (
            <Fragment key={part}>
              {at > 0 && ', '}
              <Foreign>{part}</Foreign>
            </Fragment>
          ))}
          .
        </>
      }
    >
      {wanted.length === 0 ? (
        <p>Open the capture that it was made of, and it shows just that.</p>
      ) : (
        <p>
          It was made of <WantedFiles files={wanted} />, which a link cannot bring. Open{' '}
          {wanted.length === 1 ? 'that file' : 'those files'}, and it shows just that.
        </p>
      )}
      {notes !== '' && (
        <p style={{ whiteSpace: 'pre-wrap' }}>
          <Foreign>{notes}</Foreign>
        </p>
      )}
      <Button onClick={forgetView}>Forget it</Button>
    </Banner>
  );
}

function WantedFiles({ files }: { readonly files: readonly LinkFile[] }): ReactNode {
  return files.map(({ name, size }, at) => (
    <Fragment key={at}>
      {at > 0 && ', '}
      <strong>
        <Foreign>{name}</Foreign>
      </strong>{' '}
      ({formatBytes(size)})
    </Fragment>
  ));
}

/** All that a link brings, in words. */
function partsOf(state: State): readonly string[] {
  const { code, notes, toMatch } = state;
  const isLinked = notes !== '' || toMatch !== undefined;
  return [
    ...viewWords(state),
    ...(isLinked && code !== '' ? ['code, which runs only when you say so'] : []),
    ...(toMatch === undefined ? [] : [`match ${toMatch.match + 1}`]),
    ...(notes === '' ? [] : ['notes']),
  ];
}
