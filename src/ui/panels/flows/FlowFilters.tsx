import { Languages } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Reply } from '../../../core/model/failure.ts';
import type { FilterEquivalents } from '../../../core/model/filter-advice.ts';
import type { FlowIndex } from '../../../core/model/units.ts';
import { filtersOfFlow } from '../../../state/actions/table.ts';
import { FilterTranslations } from '../../filter/FilterTranslations.tsx';
import { answerFailure } from '../../words/row-failure.ts';
import { PopoverButton } from '../../widgets/Popover.tsx';

/** A button with filters for a flow's packets in the languages of other tools. */
export function FlowFiltersButton({ flow }: { readonly flow: FlowIndex }): ReactNode {
  return (
    <PopoverButton
      name="This flow in other tools"
      title="This flow in other tools"
      look="plain"
      icon={<Languages aria-hidden />}
    >
      {() => <FlowFilters flow={flow} />}
    </PopoverButton>
  );
}

function FlowFilters({ flow }: { readonly flow: FlowIndex }): ReactNode {
  const [reply, setReply] = useState<Reply<FilterEquivalents>>();
  useEffect(() => void filtersOfFlow(flow).then(setReply), [flow]);
  if (reply === undefined) return null;
  return reply.ok ? <FilterTranslations equivalents={reply.value} /> : <p>{answerFailure(reply.failure)}</p>;
}
