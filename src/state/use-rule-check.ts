import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { RuleEntry } from '../core/model/findings.ts';
import { engine } from './engine-port.ts';

/** What is known of a rule that is being written; undefined as long as its text has not been looked at. */
export function useRuleCheck(text: string, isWritten: boolean): RuleEntry | undefined {
  const [checked, setChecked] = useState<{ readonly text: string; readonly entry: RuleEntry | undefined }>();
  const [check] = useState(() =>
    newestOnly(async (wanted: string) => {
      const reply = await engine().data.checkRule(wanted);
      setChecked({ text: wanted, entry: reply.ok ? reply.value : undefined });
    }),
  );
  useEffect(() => {
    if (isWritten) check(text);
  }, [check, text, isWritten]);
  return checked?.text === text ? checked.entry : undefined;
}
