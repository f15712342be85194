import { lazyPart } from '../../../widgets/LazyPart.tsx';
import { Spinner } from '../../../widgets/Progress.tsx';

/** The form, whose script comes when it is first opened. */
export const { Part: LazyForm } = lazyPart(
  () => import('./FormDialog.tsx'),
  ({ FormDialog }) => FormDialog,
  <Spinner label="Loading the form …" />,
);

/** The choice of packets, likewise. */
export const { Part: LazyFromPackets } = lazyPart(
  () => import('./FromPacketsDialog.tsx'),
  ({ FromPacketsDialog }) => FromPacketsDialog,
  <Spinner label="Loading …" />,
);
