import type { KeyColumn, TraceKeys, TraceRequest } from '../../model/trace.ts';
import { keepsNothing } from '../keeps-nothing.ts';
import type { Definition } from './definition.ts';

/** What is asked of a definition. */
type Keyed = Pick<Definition<never>, 'keyColumns' | 'longest' | 'maxOpen'> & {
  readonly steps: readonly { readonly each: boolean }[];
};

/** A sequence or window of a module; windows have no definition, and tell nothing. */
interface Traced {
  readonly source: string;
  readonly definition: Keyed | undefined;
}

/**
 * What the packets share with the one that is asked about that its answers can depend on. undefined: they can depend on any packet,
 * since a key is not known by columns, the code may keep something outside of its flows, or flows may have been forgotten.
 */
export function traceKeys(request: TraceRequest, all: readonly Traced[], code: string): TraceKeys | undefined {
  const { flow, byKey, late } = request;
  const packet = request.packet ?? flow?.packets[0];
  if (byKey === undefined || late !== undefined || packet === undefined || !keepsNothing(code)) return undefined;
  if (all.some(({ source }) => source !== 'packets')) return undefined;
  const asked = request.packet === undefined ? all.filter((_, at) => at === flow?.flowClass) : all;
  const keys: (readonly KeyColumn[])[] = [];
  for (const { definition } of asked) {
    if (definition === undefined) continue;
    const { keyColumns = [] } = definition;
    if (keyColumns.length === 0 || mayForget(definition, byKey)) return undefined;
    keys.push(keyColumns);
  }
  return { packet, keys };
}

/** What `longest` forgets may be a match, so the run before does not tell it: no more can be open than there are packets. */
function mayForget({ longest, maxOpen, steps }: Keyed, packets: number): boolean {
  return longest && (maxOpen < packets || steps.some(({ each }) => each));
}
