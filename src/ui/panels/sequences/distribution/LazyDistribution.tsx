import { lazyPart } from '../../../widgets/LazyPart.tsx';

/** The dialog, whose scripts come when it is opened. */
export const { Part: LazyDistribution } = lazyPart(
  () => import('./DistributionDialog.tsx'),
  ({ DistributionDialog }) => DistributionDialog,
);
