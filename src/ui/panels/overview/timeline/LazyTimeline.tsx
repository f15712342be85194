import { lazyPart } from '../../../widgets/LazyPart.tsx';

const timeline = lazyPart(
  () => import('./ProtocolTimeline.tsx'),
  ({ ProtocolTimeline }) => ProtocolTimeline,
);

/** The timeline, whose scripts come behind those of the overview. */
export const LazyTimeline = timeline.Part;
/** Fetches them before they are needed. */
export const preloadTimeline = timeline.preload;
