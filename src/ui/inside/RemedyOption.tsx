import type { ReactNode } from 'react';
import { PARAMETERS } from '../../core/model/parameter-list.ts';
import type { Remedy } from '../../core/model/reason-rules.ts';
import { openSettings } from '../../state/actions/meter.ts';
import { Button } from '../widgets/Button.tsx';

const LABELS = new Map(PARAMETERS.map(({ id, label }) => [id, label]));

/** The option of the meter that would count packets, to press, and what it does. */
export function RemedyOption({ remedy: { parameter, words } }: { readonly remedy: Remedy }): ReactNode {
  return (
    <>
      The option{' '}
      <Button look="link" onClick={openSettings}>
        {LABELS.get(parameter)}
      </Button>{' '}
      {words}.
    </>
  );
}
