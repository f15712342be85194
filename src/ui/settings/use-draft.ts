import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../core/model/failure.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../core/model/parameters.ts';
import { applyParameters, checkPacketFilter, closeSettings } from '../../state/actions/meter.ts';
import { useStore } from '../../state/store.ts';
import { draftOf, readDraft, type Draft, type ParameterId } from './draft.ts';
import { PARAMETER_GROUPS } from './groups.ts';

/** The settings as they are being written, and what can be done with them. */
export interface DraftControls {
  readonly draft: Draft;
  /** What the draft comes to; fields with errors as they are in force. */
  readonly parameters: MeterParameters;
  /** Errors to be shown. */
  readonly errors: ReadonlyMap<ParameterId, string>;
  write(id: ParameterId, text: string): void;
  /** Brings one parameter, or all, to those given. */
  reset(parameters: MeterParameters, id?: ParameterId): void;
  /** Puts the draft into force and closes; with errors, goes to the first. */
  apply(): Promise<void>;
}

/** Where the field of a parameter is found on the page. */
export const fieldId = (id: ParameterId): string => `setting-${id}`;

/** What a packet filter's text was found to be. */
interface CheckedFilter {
  readonly text: string;
  readonly failure: Failure | undefined;
}

/** Begins with the parameters in force. */
export function useDraft(): DraftControls {
  const before = useStore((state) => state.parameters);
  const [draft, setDraft] = useState(() => draftOf(before));
  const result = useMemo(() => readDraft(draft, before), [draft, before]);
  const filter = useCheckedFilter(draft.bpfFilter);
  const errors = useMemo(
    () =>
      filter === undefined ? result.errors : new Map([...result.errors, ['bpfFilter' as const, filterError(filter)]]),
    [result, filter],
  );
  return {
    draft,
    parameters: result.parameters,
    errors,
    write: (id, text) => setDraft((old) => ({ ...old, [id]: text })),
    reset(parameters, id) {
      const fresh = draftOf(parameters);
      setDraft((old) => (id === undefined ? fresh : { ...old, [id]: fresh[id] }));
    },
    async apply() {
      const failure = await checkPacketFilter(draft.bpfFilter);
      const wrong = new Set<ParameterId>([
        ...result.errors.keys(),
        ...(failure === undefined ? [] : ['bpfFilter' as const]),
      ]);
      if (wrong.size > 0) return goToFirst(wrong, failure);
      closeSettings();
      await applyParameters(result.parameters);
    },
  };
}

/** The parameters with which the page begins: what a single reset leads to. */
export const RESET_TO = PAGE_DEFAULTS;

/** What is wrong with a filter, as soon as it is known; undefined if nothing is, or for an older text. */
function useCheckedFilter(text: string): Failure | undefined {
  const [checked, setChecked] = useState<CheckedFilter>({ text, failure: undefined });
  useEffect(() => {
    let current = true;
    void checkPacketFilter(text).then((failure) => {
      if (current) setChecked({ text, failure });
    });
    return () => void (current = false);
  }, [text]);
  return checked.text === text ? checked.failure : undefined;
}

function filterError({ detail, offset }: Failure): string {
  const place = offset === undefined ? '' : `, at character ${offset + 1}`;
  return `${detail ?? 'This is not understood'}${place}`;
}

function goToFirst(wrong: ReadonlySet<ParameterId>, failure: Failure | undefined): void {
  const order = PARAMETER_GROUPS.flatMap(({ parameters }) => parameters.map(({ id }) => id));
  const first = order.find((id) => wrong.has(id));
  const field = first === undefined ? null : document.getElementById(fieldId(first));
  field?.focus();
  if (first === 'bpfFilter' && field instanceof HTMLInputElement && failure?.offset !== undefined)
    field.setSelectionRange(failure.offset, field.value.length);
}
