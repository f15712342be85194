import { Fragment, type ReactNode } from 'react';
import { formatBytes, formatDurationNs } from '../../base/format.ts';
import { forgetView } from '../../state/actions/capture.ts';
import type { LinkFile } from '../../state/link-files.ts';
import { useStore, type State } from '../../state/store.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';

/** What the address shows of a capture that is not open: links to local files cannot bring the file. */
export function LinkedView(): ReactNode {
  const parts = partsOf(useStore((state) => state));
  const wanted = useStore((state) => state.wanted);
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

/** Each limit and each selection in words. */
function partsOf(state: State): string[] {
  const { descriptions, tables, range, flowFilter, flow, packet } = state;
  const filters = descriptions.flatMap(({ id, nouns }) => {
    const { filter = '', sort } = tables[id] ?? {};
    const sorted = sort === undefined ? [] : [`${nouns} sorted by ${sort.column}`];
    return filter === '' ? sorted : [`${nouns} with “${filter}”`, ...sorted];
  });
  return [
    ...filters,
    ...(range === undefined ? [] : [`from ${formatDurationNs(range.fromNs)} to ${formatDurationNs(range.toNs)}`]),
    ...(flowFilter === undefined ? [] : [`packets of flow ${flowFilter}`]),
    ...(flow === undefined ? [] : [`flow ${flow} in detail`]),
    ...(packet === undefined ? [] : [`packet ${packet + 1} in detail`]),
  ];
}
