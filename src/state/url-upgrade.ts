/** Changes the keys of one version into those of the next. */
type Upgrader = (parameters: URLSearchParams) => void;

/** Upgraders by the version that they start from. */
const UPGRADERS: ReadonlyMap<number, Upgrader> = new Map();

/** Brings a hash to a version; undefined if it is of a later one, or says none. */
export function upgrade(
  parameters: URLSearchParams,
  wanted: number,
  upgraders: ReadonlyMap<number, Upgrader> = UPGRADERS,
): URLSearchParams | undefined {
  const version = Number(parameters.get('v') ?? Number.NaN);
  if (!Number.isInteger(version) || version < 1 || version > wanted) return undefined;
  for (let from = version; from < wanted; from += 1) upgraders.get(from)?.(parameters);
  return parameters;
}
