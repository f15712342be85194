import { lazyPart } from '../widgets/LazyPart.tsx';
import { Spinner } from '../widgets/Progress.tsx';

const editor = lazyPart(
  () => import('./CodeEditor.tsx'),
  ({ CodeEditor }) => CodeEditor,
  <Spinner label="Loading the editor …" />,
);

/** The editor, whose scripts come when it is first shown, if they are not here yet. */
export const LazyEditor = editor.Part;
/** Fetches the scripts of the editor before they are needed. */
export const preloadEditor = editor.preload;
