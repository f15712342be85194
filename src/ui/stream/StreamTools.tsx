import { ChevronDown, ChevronUp, Download } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { formatBytes, formatCount, formatEndpoint } from '../../base/format.ts';
import type { FlowDetail } from '../../core/model/question.ts';
import type { StreamPart, StreamSaving, Way } from '../../core/model/stream.ts';
import { useFlowDetail } from '../../state/use-details.ts';
import { IconButton } from '../widgets/Button.tsx';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { Menu } from '../widgets/Menu.tsx';
import controls from '../widgets/controls.module.css';
import { FormSelect } from './DecryptionNote.tsx';
import { saveShown } from './save-stream.ts';
import type { ShownWays, StreamLook, StreamRows } from './stream-layout.ts';
import type { StreamHits } from './stream-search.ts';
import { copiedText } from './stream-text.ts';
import styles from './Stream.module.css';

/** How the stream is written, or that its messages of HTTP are. */
export type ChosenLook = StreamLook | 'http';

interface StreamToolsProps {
  readonly part: StreamPart;
  readonly rows: StreamRows;
  readonly look: StreamLook;
  readonly onLook: (look: ChosenLook) => void;
  readonly ways: ShownWays;
  readonly onWays: (ways: ShownWays) => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly hits: StreamHits;
  /** `hits` are those of another text: this one is being looked for. */
  readonly isSearching: boolean;
  readonly hit: number;
  readonly onHit: (hit: number) => void;
  /** Told what is to be said of a saved file. */
  readonly onSaved: (words: string | undefined) => void;
}

const LOOKS: Readonly<Record<ChosenLook, string>> = {
  text: 'Text',
  hex: 'Hex dump',
  raw: 'Raw (hex digits)',
  http: 'HTTP bodies, decoded',
};
const LOOK_IDS: readonly ChosenLook[] = ['text', 'hex', 'raw', 'http'];
const WAYS: readonly ShownWays[] = ['both', 0, 1];

/** The two sides with their arrows and colours, and the bytes of each in the part. */
function Legend({ names }: { readonly names: readonly string[] }): ReactNode {
  return (
    <p className={styles.legend}>
      {names.map((name, way) => (
        <span key={way} data-way={way}>
          {name}
        </span>
      ))}
    </p>
  );
}

/** How the stream is shown, what is looked for in it, and what it can be saved as. */
export function StreamTools(props: StreamToolsProps): ReactNode {
  const { part, rows, look, onLook, ways, onWays, onSaved } = props;
  const { decryption } = part;
  const decrypted = decryption?.shown === true;
  const isHandshake = decryption?.isHandshake === true;
  const save = (saving: StreamSaving): void => void saveShown({ ...saving, decrypted, isHandshake }).then(onSaved);
  const names = useWayNames(part);
  return (
    <>
      <div className={styles.tools}>
        <select
          aria-label="Directions"
          className={controls.select}
          value={String(ways)}
          onChange={({ target }) => onWays(WAYS.find((each) => String(each) === target.value) ?? 'both')}
        >
          <option value="both">Both directions</option>
          {names.map((name, way) => (
            <option key={way} value={way}>
              {name}
            </option>
          ))}
        </select>
        {(decryption?.works === true || decryption?.hasHandshake === true) && <FormSelect decryption={decryption} />}
        <select
          aria-label="Written as"
          className={controls.select}
          value={part.reading === 'http' ? 'http' : look}
          onChange={({ target }) => onLook(LOOK_IDS.find((each) => each === target.value) ?? 'text')}
        >
          {LOOK_IDS.filter((each) => each !== 'http' || part.isHttp === true).map((each) => (
            <option key={each} value={each}>
              {LOOKS[each]}
            </option>
          ))}
        </select>
        <Search {...props} />
        <CopyButton text={() => copiedText(part, rows, look)}>Copy</CopyButton>
        <Menu
          label="Save"
          title={decrypted ? 'Save the decrypted bytes' : 'Save the bytes as they were sent'}
          name="Directions to save"
          icon={<Download aria-hidden />}
          items={[
            {
              id: 'both',
              title: 'Both directions',
              note: 'in the order of time',
              onChoose: () => save({ flow: part.flow }),
            },
            ...([0, 1] as const).map((way) => ({
              id: String(way),
              title: names[way] ?? '',
              onChoose: () => save({ flow: part.flow, way }),
            })),
          ]}
        />
      </div>
      <Legend names={names} />
    </>
  );
}

/** Both directions by who sends, with the bytes of the part. */
function useWayNames(part: StreamPart): readonly [string, string] {
  const { value } = useFlowDetail(part.flow);
  const sizes: [number, number] = [0, 0];
  for (const { kind, way, length } of part.pieces) if (kind === 'bytes') sizes[way] += length;
  const name = (way: Way): string =>
    `${way === 0 ? '→' : '←'} ${value === undefined ? '' : `from ${endOf(value, way)}, `}${formatBytes(sizes[way])}`;
  return [name(0), name(1)];
}

function endOf({ columns, cells }: FlowDetail, way: Way): string {
  const cell = (id: string): string => String(cells[columns.findIndex((column) => column.id === id)] ?? '');
  const side = way === 0 ? 'src' : 'dst';
  return formatEndpoint(cell(`${side}_ip`), Number(cell(`${side}_port`)) || -1);
}

function Search({ part, query, onQuery, hits, isSearching, hit, onHit }: StreamToolsProps): ReactNode {
  const count = hits.at.length;
  const step = (by: number): void => {
    if (count > 0) onHit((hit + by + count) % count);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && query !== '') onQuery('');
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isPart = part.part > 0 || part.rest !== undefined;
  return (
    <div role="search" className={styles.search}>
      <input
        type="search"
        aria-label="Search in the stream"
        placeholder="Search, 0x… for bytes"
        value={query}
        onChange={({ target }) => onQuery(target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles.count}>
        {query !== '' && !isSearching && countWords(hits, hit, isPart)}
      </span>
      <IconButton
        label="Previous place"
        icon={<ChevronUp aria-hidden />}
        disabled={count === 0}
        onClick={() => step(-1)}
      />
      <IconButton
        label="Next place"
        icon={<ChevronDown aria-hidden />}
        disabled={count === 0}
        onClick={() => step(1)}
      />
    </div>
  );
}

function countWords({ at, more }: StreamHits, hit: number, isPart: boolean): string {
  const where = isPart ? ' in this part' : '';
  if (at.length === 0) return `none${where}`;
  return `${formatCount(hit + 1)} of ${formatCount(at.length)}${more ? ' and more' : ''}${where}`;
}
