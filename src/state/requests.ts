import { create } from 'zustand';

/** A request that the browser has recorded. */
export interface MadeRequest {
  readonly address: string;
  /** ms since 1970. */
  readonly at: number;
  /** What asked, in the browser's word: `script`, `fetch`, `css`, `iframe`, `navigation`, …; `reader`: the data worker. */
  readonly by: string;
}

/** What is recorded of the page's own requests; `omitted` further ones are only counted. */
export interface Requests {
  readonly made: readonly MadeRequest[];
  readonly omitted: number;
  /** False where the browser records nothing. */
  readonly recorded: boolean;
  /** When the bytes of the open capture were there, ms since 1970; undefined before the first capture. */
  readonly openedAt: number | undefined;
}

/** Requests that are listed at most. */
const MOST = 2000;

export const useRequests = create<Requests>()(() => ({
  made: [],
  omitted: 0,
  recorded: false,
  openedAt: undefined,
}));

/** Records from now on what the page asks of any host, and what it has asked already. */
export function watchRequests(): void {
  try {
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'navigation', buffered: true });
    observer.observe({ type: 'resource', buffered: true });
    useRequests.setState({ recorded: true });
  } catch {
    return; // an old browser, or none: it is said that nothing is recorded
  }
}

/** The bytes of a capture are at hand: what is asked from now on is asked while it is open. */
export function noteOpened(): void {
  useRequests.setState({ openedAt: performance.timeOrigin + performance.now() });
}

function add(entries: readonly PerformanceEntry[]): void {
  const { made, omitted } = useRequests.getState();
  const asked = entries
    .filter(({ name }) => /^https?:/.test(name))
    .map(requestOf)
    .filter(isFirstOfPage);
  const listed = [...made, ...asked].slice(0, MOST);
  useRequests.setState({ made: listed, omitted: omitted + made.length + asked.length - listed.length });
}

function requestOf(entry: PerformanceEntry): MadeRequest {
  const by = 'initiatorType' in entry ? String(entry.initiatorType) : entry.entryType;
  return { address: entry.name, at: performance.timeOrigin + entry.startTime, by };
}

/** Browsers tell of the page itself at once and, once more, when it has been loaded. */
function isFirstOfPage({ by }: MadeRequest, at: number, asked: readonly MadeRequest[]): boolean {
  const isPage = (request: MadeRequest): boolean => request.by === 'navigation';
  return by !== 'navigation' || !(useRequests.getState().made.some(isPage) || asked.slice(0, at).some(isPage));
}
