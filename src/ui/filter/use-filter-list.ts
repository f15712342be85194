import { useState } from 'react';
import { JobCounter } from '../../base/newest.ts';
import type { Completion, FilterAdvice } from '../../core/model/filter-advice.ts';
import { toFilter, type FilterLanguage } from './filter-languages.ts';

/** What stands in the list under a filter box: what may be written next, or filters used before. */
export type FilterOption = Pick<Completion, 'text' | 'note'> & { readonly kind: Completion['kind'] | 'filter' };

export interface FilterList {
  readonly options: readonly FilterOption[];
  /** Place of the option that Enter takes; -1: none. */
  readonly active: number;
  readonly move: (to: number) => void;
  readonly close: () => void;
  readonly showFilters: (filters: readonly string[]) => void;
  /** Asks anew for the text with the caret where it is; the newest answer counts. */
  readonly ask: (text: string, caret: number) => void;
  /** The newest advice, also while the list is closed. */
  readonly advice: FilterAdvice | undefined;
}

export type Advise = (filter: string, caret: number) => Promise<FilterAdvice | undefined>;

/** The list under a filter box. pcap-filters are explained, not completed. */
export function useFilterList(language: FilterLanguage, advise: Advise): FilterList {
  const [advice, setAdvice] = useState<FilterAdvice>();
  const [options, setOptions] = useState<readonly FilterOption[]>([]);
  const [active, setActive] = useState(-1);
  const [questions] = useState(() => new JobCounter());
  const show = (next: readonly FilterOption[], first: number): void => {
    setOptions(next);
    setActive(first);
  };
  const ask = async (text: string, caret: number): Promise<void> => {
    const question = questions.begin();
    const found = await advise(toFilter(language, text), caret);
    if (!questions.isNewest(question)) return;
    setAdvice(found);
    show(language === 'pcap' || isDone(found, text) ? [] : (found?.completions ?? []), -1);
  };
  return {
    options,
    active,
    move: setActive,
    close: () => {
      questions.begin();
      show([], -1);
    },
    showFilters: (filters) =>
      show(
        filters.map((text) => ({ text, note: '', kind: 'filter' })),
        0,
      ),
    ask: (text, caret) => void ask(text, caret),
    advice,
  };
}

/** True if the only thing to write is what stands there. */
function isDone(advice: FilterAdvice | undefined, text: string): boolean {
  if (advice?.completions.length !== 1) return false;
  return advice.completions[0]?.text === text.slice(advice.from, advice.to);
}
