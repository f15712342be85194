import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import { MOST_SAVED, objectRows } from '../../../state/actions/objects.ts';
import { useOfferedCommands } from '../../../state/commands.ts';
import { notify } from '../../../state/notice.ts';
import { useObjects } from '../../../state/objects.ts';
import { useQuestion } from '../../../state/question.ts';
import type { ChosenRange } from '../../explorer/TableExplorer.tsx';
import { Button } from '../../widgets/Button.tsx';
import controls from '../../widgets/controls.module.css';
import { answerFailure } from '../../words/row-failure.ts';
import { saveObjects } from './save-objects.ts';

/** Saves the chosen objects, or all that the filter keeps, as an archive. */
export function SaveShown({ chosen }: { readonly chosen: ChosenRange | undefined }): ReactNode {
  const question = useQuestion('objects');
  const some = useObjects(({ found }) => (found?.objects ?? 0) > 0);
  const range = chosen ?? { question, first: 0, last: Infinity };
  const words = chosen === undefined ? 'Save all shown' : `Save ${formatCount(chosen.last - chosen.first + 1)}`;
  const run = (): void => void saveRange(range);
  useOfferedCommands({
    list: () =>
      some
        ? [
            {
              id: 'save-objects',
              title: `${words} objects`,
              group: 'Export',
              words: 'download tar files',
              keys: [],
              run,
            },
          ]
        : [],
  });
  return (
    <Button
      icon={<Download aria-hidden />}
      disabled={!some}
      title="Save objects as they passed: several as an archive (tar). Nothing is opened."
      onClick={run}
    >
      <span className={controls.word}>{words}</span>
    </Button>
  );
}

async function saveRange({ question, first, last }: ChosenRange): Promise<void> {
  const count = last - first + 1;
  const rows = await objectRows(question, first, Math.min(count, MOST_SAVED + 1));
  if (!rows.ok) return notify({ tone: 'danger', sentence: answerFailure(rows.failure) });
  if (rows.value.length > MOST_SAVED)
    return notify({
      tone: 'danger',
      sentence: `More than ${formatCount(MOST_SAVED)} objects: choose fewer, by a filter for example.`,
    });
  if (rows.value.length > 0) await saveObjects(rows.value);
}
