import { useCallback, useEffect, useRef, useState } from 'react';
import { JobCounter } from '../../base/newest.ts';
import { fromFilter, pcapText, toFilter, type FilterLanguage } from './filter-languages.ts';

/** What is wrong with a filter text, as the engine says it. */
export interface FilterFault {
  readonly detail?: string;
  /** Character of the filter. */
  readonly offset?: number;
}

interface CheckedText {
  readonly language: FilterLanguage;
  readonly text: string;
  readonly fault: FilterFault | undefined;
  /** Takes what was typed; checked after a pause. */
  readonly type: (text: string) => void;
  /** Checks at once and puts the text in force if it is right. */
  readonly applyNow: (text: string, language?: FilterLanguage) => void;
  /** Writes in another language from now on; keeps the text where both can say it. */
  readonly speak: (language: FilterLanguage) => void;
}

const DEBOUNCE_MS = 250;

/** The text being typed, and the filter in force, which follow each other. */
export function useCheckedText(
  value: string,
  onApply: (filter: string) => void,
  check: (filter: string) => Promise<FilterFault | undefined>,
): CheckedText {
  const [language, setLanguage] = useState<FilterLanguage>(() => languageOf(value));
  const [text, setText] = useState(() => fromFilter(languageOf(value), value) ?? value);
  const [inForce, setInForce] = useState(value);
  const [fault, setFault] = useState<FilterFault>();
  const [checks] = useState(() => new JobCounter());
  const timer = useRef(0);
  if (value !== inForce) {
    // Another view has changed the filter: it replaces what is being typed.
    setInForce(value);
    if (value !== toFilter(language, text)) {
      const spoken = fromFilter(language, value) === undefined ? languageOf(value) : language;
      setLanguage(spoken);
      setText(fromFilter(spoken, value) ?? value);
      setFault(undefined);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const checkAndApply = useCallback(
    async (filter: string, job: number) => {
      const found = await check(filter);
      if (!checks.isNewest(job)) return;
      setFault(found);
      if (found === undefined) onApply(filter);
    },
    [checks, check, onApply],
  );
  const take = (next: string, spoken: FilterLanguage, wait: number): void => {
    const filter = toFilter(spoken, next);
    const job = checks.begin();
    setLanguage(spoken);
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void checkAndApply(filter, job), wait);
  };
  return {
    language,
    text,
    fault,
    type: (next) => take(next, language, DEBOUNCE_MS),
    applyNow: (next, spoken = language) => take(next, spoken, 0),
    speak: (next) => take(fromFilter(next, toFilter(language, text)) ?? '', next, 0),
  };
}

function languageOf(filter: string): FilterLanguage {
  return pcapText(filter) === undefined ? 'flowloom' : 'pcap';
}
