import { useCallback, useEffect, useRef, useState } from 'react';
import { JobCounter } from '../../base/newest.ts';
import { fromFilter, pcapText, toFilter, type FilterLanguage } from './filter-languages.ts';
import { isAtEnd, isUnfinished } from './unfinished.ts';
import type { Advise } from './use-filter-list.ts';

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
  /** What was typed may go on and is not in force yet: the rows are still those of the filter before. */
  readonly waiting: boolean;
  /** Takes what was typed; checked after a pause. */
  readonly type: (text: string, caret: number) => void;
  /** Checks at once and puts the text in force if it is right. */
  readonly applyNow: (text: string, language?: FilterLanguage) => void;
  /** Does not wait any longer for what may be typed. */
  readonly settle: () => void;
  /** Writes in another language from now on; keeps the text where both can say it. */
  readonly speak: (language: FilterLanguage) => void;
  /** Brings back the text that another one took the place of, unless something was typed since; false if there is none. */
  readonly undo: () => boolean;
}

/** Whom a text is checked with. */
interface Asked {
  readonly check: (filter: string) => Promise<FilterFault | undefined>;
  readonly advise: Advise;
  /** Rows that a filter would show; undefined if that is not known. */
  readonly count: (filter: string) => Promise<number | undefined>;
}

/** A text that was replaced other than by typing. */
interface Replaced {
  readonly language: FilterLanguage;
  readonly before: string;
  readonly after: string;
}

/** A pause of the typist after which a whole text counts, and one after which anything does, ms. */
const PAUSE_MS = 250;
const LONG_PAUSE_MS = 1100;
/** Replacements that can be taken back. */
const MOST_REPLACED = 50;

/** The text being typed, and the filter in force, which follow each other. */
export function useCheckedText(value: string, onApply: (filter: string) => void, asked: Asked): CheckedText {
  const [language, setLanguage] = useState<FilterLanguage>(() => languageOf(value));
  const [text, setText] = useState(() => fromFilter(languageOf(value), value) ?? value);
  const [inForce, setInForce] = useState(value);
  const [fault, setFault] = useState<FilterFault>();
  const [waiting, setWaiting] = useState(false);
  const [replaced, setReplaced] = useState<readonly Replaced[]>([]);
  const [checks] = useState(() => new JobCounter());
  const timer = useRef(0);
  const replace = (next: string, spoken: FilterLanguage): void => {
    if (next !== text) setReplaced([...replaced.slice(1 - MOST_REPLACED), { language, before: text, after: next }]);
    setLanguage(spoken);
    setText(next);
  };
  if (value !== inForce) {
    // Another view has changed the filter: it replaces what is being typed.
    setInForce(value);
    if (value !== toFilter(language, text)) {
      const spoken = fromFilter(language, value) === undefined ? languageOf(value) : language;
      replace(fromFilter(spoken, value) ?? value, spoken);
      setFault(undefined);
      setWaiting(false);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const written = useRef('');
  useEffect(() => {
    written.current = toFilter(language, text);
  });

  const checkAndApply = useCallback(
    async (filter: string, job: number) => {
      const found = await asked.check(filter);
      // Another view may have changed the filter meanwhile.
      if (!checks.isNewest(job) || written.current !== filter) return;
      setWaiting(false);
      setFault(found);
      if (found === undefined) onApply(filter);
    },
    [checks, asked, onApply],
  );
  const checkNow = (filter: string): void => {
    const job = checks.begin();
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void checkAndApply(filter, job));
  };
  const type = (next: string, caret: number): void => {
    const filter = toFilter(language, next);
    const job = checks.begin();
    setText(next);
    clearTimeout(timer.current);
    const afterPause = async (): Promise<void> => {
      const goesOn = await mayGoOn(filter, caret, asked);
      if (!checks.isNewest(job) || written.current !== filter) return;
      if (!goesOn) return checkAndApply(filter, job);
      setWaiting(true);
      setFault(undefined);
      timer.current = window.setTimeout(() => void checkAndApply(filter, job), LONG_PAUSE_MS - PAUSE_MS);
    };
    timer.current = window.setTimeout(() => void afterPause(), PAUSE_MS);
  };
  const applyNow = (next: string, spoken = language): void => {
    replace(next, spoken);
    checkNow(toFilter(spoken, next));
  };
  const undo = (): boolean => {
    const last = replaced.at(-1);
    if (last?.after !== text) return false;
    setReplaced(replaced.slice(0, -1));
    setLanguage(last.language);
    setText(last.before);
    checkNow(toFilter(last.language, last.before));
    return true;
  };
  return {
    language,
    text,
    fault,
    waiting,
    type,
    applyNow,
    settle: () => waiting && checkNow(toFilter(language, text)),
    speak: (next) => applyNow(fromFilter(next, toFilter(language, text)) ?? '', next),
    undo,
  };
}

/**
 * True for a text that is to be waited for: its last word is not whole, it would keep no row, or the file would have to be read
 * for what may be half of it.
 */
async function mayGoOn(filter: string, caret: number, { check, advise, count }: Asked): Promise<boolean> {
  if (filter === '') return false;
  const fault = await check(filter);
  if (fault !== undefined) return isAtEnd(fault, filter);
  const advice = await advise(filter, Math.min(caret, filter.length));
  if (isUnfinished(advice, filter) || advice?.reading !== undefined) return true;
  return (await count(filter)) === 0;
}

function languageOf(filter: string): FilterLanguage {
  return pcapText(filter) === undefined ? 'flowloom' : 'pcap';
}
