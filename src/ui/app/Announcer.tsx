import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import type { Session } from '../../state/session.ts';
import { useStepSaid } from '../../state/step-said.ts';
import { useStore } from '../../state/store.ts';
import { failureMessage } from '../words/messages.ts';

/** Tells those who cannot see the page how opening goes: at the turns only, since a bar tells the rest. */
export function Announcer(): ReactNode {
  const text = useStore((state) => announce(state.session));
  const { said } = useStepSaid();
  return (
    <>
      <div role="status" className="visually-hidden">
        {visibleText(text)}
      </div>
      <div role="status" className="visually-hidden">
        {visibleText(said)}
      </div>
    </>
  );
}

function announce(session: Session): string {
  switch (session.phase) {
    case 'empty':
      return '';
    case 'loading':
      return `Reading ${session.name}.`;
    case 'ready': {
      const { name, packets, flows, problems, problemsOmitted, stopped } = session.summary;
      const count = problems.length + problemsOmitted;
      const trouble = count > 0 ? `, ${formatCountOf(count, 'problem')}` : '';
      return `${name} is open${stopped ? ' as far as it was read' : ''}: ${formatCountOf(packets, 'packet')}, ${formatCountOf(flows, 'flow')}${trouble}.`;
    }
    case 'failed':
      return `${session.name} could not be opened. ${failureMessage(session.failure).sentence}`;
  }
}
