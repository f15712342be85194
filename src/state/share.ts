import { create } from 'zustand';
import { openedNamedFiles } from './opened-hashes.ts';
import { packLink } from './packed-link.ts';
import { engine } from './engine-port.ts';
import { getState, type LinkedMatch, type State } from './store.ts';
import { bareAddress } from './url-sync.ts';

/** What a person wants in a link that is given away. */
export interface ShareWishes {
  readonly notes: string;
  readonly code: boolean;
  readonly view: boolean;
  /** Names, sizes and SHA-256 of the capture’s files. */
  readonly files: boolean;
  readonly match: boolean;
}

/** Whether the dialog is open, and what was wished in it last. */
export const useShare = create<{ readonly open: boolean; readonly wishes: ShareWishes }>()(() => ({
  open: false,
  wishes: { notes: '', code: true, view: true, files: true, match: true },
}));

/** Shows the dialog, or takes it away. */
export function showShare(open: boolean): void {
  useShare.setState({ open });
}

/** Takes over what is wished. */
export function wishShare(change: Partial<ShareWishes>): void {
  useShare.setState(({ wishes }) => ({ wishes: { ...wishes, ...change } }));
}

/** The selected match as a link names it; undefined if none is selected. */
export async function matchForLink(): Promise<LinkedMatch | undefined> {
  const { match } = getState();
  const reply = match === undefined ? undefined : await engine().data.match(match);
  if (match === undefined || reply?.ok !== true) return undefined;
  const packet = reply.value.events[0]?.packet;
  return packet === undefined ? undefined : { match, packet };
}

/** The whole link to what is wished of the view as it is now. It holds nothing of the capture but what names its files. */
export async function shareLink(wishes: ShareWishes, first: State): Promise<string> {
  const state = getState();
  const view = wishes.view ? state : { ...first, parameters: state.parameters };
  const toMatch = wishes.match && wishes.code ? await matchForLink() : undefined;
  const hash = await packLink({
    ...view,
    panel: state.panel,
    wanted: wishes.files ? openedNamedFiles() : [],
    notes: wishes.notes,
    code: wishes.code ? state.code : '',
    doubleTake: state.doubleTake,
    events: state.events,
    order: state.order,
    toMatch,
  });
  return `${bareAddress()}#${hash}`;
}
