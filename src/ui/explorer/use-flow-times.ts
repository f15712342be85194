import { useMemo } from 'react';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import type { FlowTimes } from '../table/epoch-column.ts';

/** Digits of the second by the resolution of the meter's clock. */
const DIGITS = { ms: 3, us: 6, ns: 9 } as const;

/** How times of the open capture's flows are written. */
export function useFlowTimes(): FlowTimes {
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const digits = useStore((state) => DIGITS[state.parameters.timeResolution]);
  return useMemo(() => ({ style, epochNs, digits }), [style, epochNs, digits]);
}
