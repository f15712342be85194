import { engine } from '../engine-port.ts';
import { notify } from '../notice.ts';
import { getState, setState } from '../store.ts';

/** Selects the match that a link names, now that its code has run; says so if there is no such match. */
export async function selectLinkedMatch(): Promise<void> {
  const { toMatch } = getState();
  if (toMatch === undefined) return;
  const reply = await engine().data.match(toMatch.match);
  if (getState().toMatch !== toMatch) return;
  setState({ toMatch: undefined });
  if (reply.ok && reply.value.events[0]?.packet === toMatch.packet) setState({ match: toMatch.match });
  else
    notify({
      tone: 'danger',
      sentence: `The match of the link (${toMatch.match + 1}, from packet ${toMatch.packet + 1} on) is none of those found: the code, the capture or the settings are others.`,
    });
}
