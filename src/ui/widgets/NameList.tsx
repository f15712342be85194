import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { Foreign } from './Foreign.tsx';

/** Names that others gave, with commas between them, each by itself. */
export function NameList({ names }: { readonly names: readonly string[] }): ReactNode {
  return names.map((name, at) => (
    <Fragment key={at}>
      {at > 0 && ', '}
      <Foreign>{name}</Foreign>
    </Fragment>
  ));
}
