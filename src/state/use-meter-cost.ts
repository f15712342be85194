import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { MeterCost } from '../core/model/parameter-cost.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import { meterCost } from './actions/meter.ts';
import { sameParameters } from './parameters.ts';
import { useStore } from './store.ts';

/** What putting parameters into force will do; `nothing` if they are in force. */
export type ChangeCost = { readonly type: 'nothing' } | MeterCost;

const NOTHING: ChangeCost = { type: 'nothing' };

/**
 * What putting other parameters into force costs, as the data worker says; until it has answered, what the ones before
 * would have cost. `parameters` must be the same value from render to render as long as they are the same.
 */
export function useMeterCost(parameters: MeterParameters): ChangeCost {
  const inForce = useStore((state) => state.parameters);
  const phase = useStore((state) => state.session.phase);
  const [cost, setCost] = useState(NOTHING);
  const [ask] = useState(() => newestOnly(async (wish: MeterParameters) => setCost(await meterCost(wish))));
  const changed = !sameParameters(inForce, parameters);
  useEffect(() => {
    if (changed) ask(parameters);
  }, [ask, changed, parameters, inForce, phase]);
  return changed ? cost : NOTHING;
}
