import { X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { FilterAdvice, FilterProgress as Progress } from '../../core/model/filter-advice.ts';
import { IconButton } from '../widgets/Button.tsx';
import { Toolbar } from '../widgets/Toolbar.tsx';
import type { FilterExample } from './filter-example.ts';
import { useFilterHistory } from './filter-history.ts';
import { placeInText, toFilter, type FilterLanguage } from './filter-languages.ts';
import { FaultMark, FaultSentence } from './FilterFaultNote.tsx';
import { FilterList, optionId } from './FilterList.tsx';
import { FilterProgress } from './FilterProgress.tsx';
import { FilterTools } from './FilterTools.tsx';
import { PcapOffer } from './PcapOffer.tsx';
import { readingText } from './reading-words.ts';
import { useCheckedText, type FilterFault } from './use-checked-text.ts';
import { useFilterList, type Advise, type FilterOption } from './use-filter-list.ts';
import styles from './FilterBox.module.css';

interface FilterBoxProps {
  /** Whose history it has: "flows". */
  readonly table: string;
  /** "Filter flows", "Filter packets". */
  readonly label: string;
  /** The filter in force. */
  readonly value: string;
  readonly onApply: (filter: string) => void;
  /** Checks a text; undefined if it can be used. */
  readonly check: (filter: string) => Promise<FilterFault | undefined>;
  readonly advise: Advise;
  /** Rows that a filter would show; undefined if that is not known. */
  readonly count: (filter: string) => Promise<number | undefined>;
  /** Told when what is written is not in force yet since it may go on, and when it is. */
  readonly onWaiting: (waiting: boolean) => void;
  /** How far the filter in force has come, if it reads the file; asked while `pending`. */
  readonly progress: () => Promise<Progress | undefined>;
  readonly pending: boolean;
  /** Ends the filter in force, if it reads the file. */
  readonly onStop: () => void;
  /** Packets can be tested by pcap-filters. */
  readonly hasPackets: boolean;
  /** Columns that a filter may name. */
  readonly fields: readonly ColumnDescription[];
  readonly examples: readonly FilterExample[];
  /** The way to more about filters, in their help. */
  readonly more?: ReactNode;
}

export type { FilterExample };

const PLACEHOLDERS: Readonly<Record<FilterLanguage, string>> = {
  flowloom: 'text, or field = value',
  pcap: 'tcp port 443 and not net 10.0.0.0/8',
};

/**
 * A box for a filter: checked as it is typed, in force once it is right, completed from the list below it. What is wrong
 * is underlined. A combobox of the ARIA practices: the focus stays in the box.
 */
export function FilterBox(props: FilterBoxProps): ReactNode {
  const { label, value, onApply, check, advise, count, onWaiting } = props;
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const faultId = useId();
  const history = useFilterHistory(props.table);
  const asked = useMemo(() => ({ check, advise, count }), [check, advise, count]);
  const { language, text, fault, waiting, type, applyNow, settle, speak, undo } = useCheckedText(value, onApply, asked);
  useEffect(() => onWaiting(waiting), [waiting, onWaiting]);
  const list = useFilterList(language, advise);
  const open = list.options.length > 0;
  const caretAfter = useCaret(input);

  const write = (next: string, caret = next.length): void => {
    type(next, caret);
    if (next === '') list.close();
    else list.ask(next, caret);
  };
  const apply = (next: string, spoken = language): void => {
    list.close();
    // What is emptied can be had again.
    if (next === '' && fault === undefined) history.add(toFilter(language, text));
    applyNow(next, spoken);
    history.add(toFilter(spoken, next));
  };
  const choose = (option: FilterOption): void => {
    if (option.kind === 'filter') return apply(option.text, 'flowloom');
    const { from, to } = list.advice ?? { from: text.length, to: text.length };
    const [inserted, caret] = insertion(option.text, text.slice(to));
    write(text.slice(0, from) + inserted + text.slice(to), from + caret);
    caretAfter(from + caret);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const context = { text, list, open, choose, apply, undo, filters: history.filters, input: input.current };
    const taken = keyAction(event, context);
    if (taken) event.preventDefault();
  };

  return (
    <div className={styles.box} onBlur={() => list.close()}>
      <div className={styles.line} data-fault={fault !== undefined ? '' : undefined}>
        {props.hasPackets && <LanguageSelect language={language} onSpeak={speak} />}
        <FilterField
          input={input}
          label={label}
          language={language}
          text={text}
          fault={fault}
          faultId={faultId}
          listId={listId}
          activeId={open && list.active >= 0 ? optionId(listId, list.active) : undefined}
          isOpen={open}
          onWrite={write}
          onKeyDown={onKeyDown}
          onFocus={() => language === 'pcap' && text !== '' && list.ask(text, text.length)}
          onBlur={() => {
            settle();
            if (fault === undefined) history.add(toFilter(language, text));
          }}
        />
        {props.pending && (
          <FilterProgress
            ask={props.progress}
            onStop={() => {
              history.add(value);
              props.onStop();
            }}
          />
        )}
        <Toolbar label={`Tools of the filter of ${props.table}`}>
          {text !== '' && (
            <IconButton
              label="Clear the filter"
              icon={<X aria-hidden />}
              className={styles.icon}
              onClick={() => apply('')}
            />
          )}
          <FilterTools
            fields={props.fields}
            examples={props.examples}
            filter={toFilter(language, text)}
            history={history}
            advise={advise}
            language={language}
            hasPackets={props.hasPackets}
            onField={(id) => {
              write(text === '' || text.endsWith(' ') ? `${text}${id} ` : `${text} ${id} `);
              input.current?.focus();
            }}
            onFilter={(filter) => apply(filter, 'flowloom')}
            more={props.more}
          />
        </Toolbar>
      </div>
      <FilterBelow
        fault={fault}
        faultId={faultId}
        offer={
          props.hasPackets && language === 'flowloom' ? (
            <PcapOffer text={text} check={check} onUse={() => apply(text, 'pcap')} />
          ) : undefined
        }
        explanations={text === '' ? [] : explained(list.advice)}
        list={
          open ? (
            <FilterList
              id={listId}
              label="What may come here"
              options={list.options}
              active={list.active}
              onChoose={choose}
            />
          ) : undefined
        }
      />
    </div>
  );
}

interface FilterFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly language: FilterLanguage;
  readonly text: string;
  readonly fault: FilterFault | undefined;
  readonly faultId: string;
  readonly listId: string;
  /** The option of the list that Enter takes. */
  readonly activeId: string | undefined;
  readonly isOpen: boolean;
  readonly onWrite: (text: string, caret: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** The line that is written in, with what is wrong underlined. */
function FilterField(props: FilterFieldProps): ReactNode {
  const { input, label, language, text, fault, faultId, listId, activeId, isOpen, onWrite, onKeyDown } = props;
  const { onFocus, onBlur } = props;
  return (
    <div className={styles.field}>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={activeId}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : faultId}
        aria-keyshortcuts="/"
        data-filter=""
        placeholder={`${label}: ${PLACEHOLDERS[language]}`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className={styles.input}
        value={text}
        onChange={({ target }) => onWrite(target.value, target.selectionStart ?? target.value.length)}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
      />
      {fault?.offset !== undefined && (
        <FaultMark text={text} offset={placeInText(language, text, fault.offset)} input={input} />
      )}
    </div>
  );
}

interface FilterBelowProps {
  readonly fault: FilterFault | undefined;
  readonly faultId: string;
  /** What may be meant in place of what is wrong. */
  readonly offer: ReactNode;
  readonly explanations: readonly string[];
  /** What may come next; undefined while it is closed. */
  readonly list: ReactNode;
}

/** What stands under the box: what is wrong, or what the filter means and costs, and the list. */
function FilterBelow({ fault, faultId, offer, explanations, list }: FilterBelowProps): ReactNode {
  const sentences = fault === undefined ? explanations : [];
  if (fault === undefined && sentences.length === 0 && list === undefined) return null;
  return (
    <div className={styles.below}>
      {fault !== undefined && <FaultSentence id={faultId} fault={fault} />}
      {fault !== undefined && offer !== undefined && <div className={styles.offer}>{offer}</div>}
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.explanation}>
          {sentence}
        </p>
      ))}
      {list}
    </div>
  );
}

/** What a filter means where that is said in words, and what it costs. */
function explained(advice: FilterAdvice | undefined): readonly string[] {
  if (advice === undefined) return [];
  return advice.reading === undefined ? advice.explanations : [...advice.explanations, readingText(advice.reading)];
}

/** Puts the caret somewhere once the text there is on screen. */
function useCaret(input: { readonly current: HTMLInputElement | null }): (caret: number) => void {
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    if (wanted.current !== undefined) input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
  });
  return (caret) => {
    wanted.current = caret;
  };
}

/** What is written for a completion, and where the caret goes: behind a space, or into the quotes and brackets it opens. */
function insertion(text: string, rest: string): readonly [string, number] {
  if (text === 'pcap') return ['pcap ""', 6];
  if (text === 'in') return ['in {}', 4];
  if (rest.startsWith(' ') || rest.startsWith('}') || rest.startsWith(')')) return [text, text.length];
  return [`${text} `, text.length + 1];
}

interface KeyContext {
  readonly text: string;
  readonly list: ReturnType<typeof useFilterList>;
  readonly open: boolean;
  readonly choose: (option: FilterOption) => void;
  readonly apply: (text: string) => void;
  readonly undo: () => boolean;
  readonly filters: readonly string[];
  readonly input: HTMLInputElement | null;
}

/** What a key does in the box; false if the browser is to have it. */
function keyAction(event: KeyboardEvent, context: KeyContext): boolean {
  const { text, list, open, choose, apply, undo, filters, input } = context;
  const { options, active } = list;
  const chosen = options[active];
  switch (event.key) {
    case 'ArrowDown':
      if (open) list.move((active + 1) % options.length);
      else list.ask(text, input?.selectionStart ?? text.length);
      return true;
    case 'ArrowUp':
      if (open) list.move(active <= 0 ? options.length - 1 : active - 1);
      else if (text === '') list.showFilters(filters);
      return open || text === '';
    case 'Enter':
      if (chosen === undefined) apply(text);
      else choose(chosen);
      return true;
    case 'Tab': {
      const first = chosen ?? (text === '' ? undefined : options[0]);
      if (first === undefined || event.shiftKey) return false;
      choose(first);
      return true;
    }
    case 'Escape':
      if (open) list.close();
      else if (text === '') input?.blur();
      else apply('');
      return open;
    case 'z':
      return (event.ctrlKey || event.metaKey) && !event.altKey && undo();
    default:
      return false;
  }
}

/** The language that the box is written in. */
function LanguageSelect({
  language,
  onSpeak,
}: {
  readonly language: FilterLanguage;
  readonly onSpeak: (language: FilterLanguage) => void;
}): ReactNode {
  return (
    <select
      aria-label="Filter language"
      title="Filter language"
      className={styles.language}
      value={language}
      onChange={({ target }) => onSpeak(target.value === 'pcap' ? 'pcap' : 'flowloom')}
    >
      <option value="flowloom">Text, fields</option>
      <option value="pcap">As tcpdump</option>
    </select>
  );
}
