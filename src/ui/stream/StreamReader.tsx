import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { StreamPart, StreamPlace } from '../../core/model/stream.ts';
import { selectPacket } from '../../state/actions/view.ts';
import { setFollowed } from '../../state/stream.ts';
import type { ShownWays, StreamLook } from './stream-layout.ts';
import type { ChosenLook } from './StreamTools.tsx';
import { findInStream } from './stream-search.ts';
import { DecryptionNote } from './DecryptionNote.tsx';
import { StreamFoot } from './StreamFoot.tsx';
import { StreamNotes } from './StreamNotes.tsx';
import { StreamTools } from './StreamTools.tsx';
import { StreamView } from './StreamView.tsx';
import { useStreamRows } from './use-stream-rows.tsx';
import styles from './Stream.module.css';

interface StreamReaderProps {
  readonly part: StreamPart;
  readonly place: StreamPlace;
}

/** What the person last chose; the next stream is shown alike. */
let lastLook: StreamLook = 'text';

/** A part of a stream with all that can be done with it. */
export function StreamReader({ part, place }: StreamReaderProps): ReactNode {
  const [ownLook, setLook] = useState(lastLook);
  // Messages are text; what is in them is decoded already.
  const look = part.reading === 'http' ? 'text' : ownLook;
  const [ways, setWays] = useState<ShownWays>('both');
  const [query, setQuery] = useState('');
  const [hit, setHit] = useState(0);
  const [saved, setSaved] = useState<string>();
  const [chosen, setChosen] = useState(() => pieceOf(part, place));
  useEffect(() => {
    setChosen(pieceOf(part, place));
    setHit(0);
  }, [part, place]);
  const wanted = useDeferredValue(query);
  const hits = useMemo(() => findInStream(part, ways, wanted), [part, ways, wanted]);
  const frame = useRef<HTMLDivElement>(null);
  const { rows, digits, probe } = useStreamRows(frame, part, look, ways);
  const root = useRef<HTMLDivElement>(null);
  const choose = (piece: number): void => {
    setChosen(piece);
    selectPacket(part.pieces[piece]?.packet);
  };
  const show = (next: ChosenLook): void => {
    if (next !== 'http') setLook((lastLook = next));
    const reading = next === 'http' ? 'http' : 'sent';
    if (reading === part.reading) return;
    const packet = part.pieces[chosen]?.packet;
    setFollowed({ flow: part.flow, place: packet === undefined ? { part: 0 } : { packet }, reading });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only passes the search key on to the search field
    <div ref={root} className={styles.reader} onKeyDown={(event) => toSearch(event, root.current)}>
      <StreamTools
        part={part}
        rows={rows}
        look={look}
        onLook={show}
        ways={ways}
        onWays={setWays}
        query={query}
        onQuery={(text) => {
          setQuery(text);
          setHit(0);
        }}
        hits={hits}
        isSearching={wanted !== query}
        hit={hit}
        onHit={setHit}
        onSaved={setSaved}
      />
      {part.decryption !== undefined && <DecryptionNote decryption={part.decryption} />}
      <StreamNotes part={part} />
      <div ref={frame} className={styles.frame}>
        {probe}
        <StreamView
          part={part}
          rows={rows}
          look={look}
          digits={digits}
          hits={hits}
          hit={hit}
          chosen={chosen}
          onChoose={choose}
        />
      </div>
      <StreamFoot part={part} piece={part.pieces[chosen]} saved={saved} />
    </div>
  );
}

/** The first piece of the packet that was asked for; -1: none. */
function pieceOf({ pieces, reading }: StreamPart, place: StreamPlace): number {
  if (!('packet' in place)) return -1;
  // An unpacked body stands at its first packet.
  if (reading === 'http') return pieces.findLastIndex(({ packet, kind }) => packet <= place.packet && kind === 'bytes');
  const bytes = pieces.findIndex(({ packet, kind }) => packet === place.packet && kind === 'bytes');
  return bytes >= 0 ? bytes : pieces.findIndex(({ packet }) => packet === place.packet);
}

/** The browser’s own search finds only the rows that are drawn. */
function toSearch(event: KeyboardEvent, root: HTMLElement | null): void {
  const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f';
  const isSlash = event.key === '/' && !(event.target instanceof HTMLInputElement);
  if (!isFind && !isSlash) return;
  event.preventDefault();
  const field = root?.querySelector<HTMLInputElement>('input[type=search]');
  field?.focus();
  field?.select();
}
