import type { MessageSink } from './message.ts';
import type { Ends, StreamProtocol, StreamReader } from './stream-reader.ts';
import { StreamTalk } from './stream-talk.ts';

/** Tunnels in tunnels that are read. */
const DEEPEST = 4;

/** Reads what goes through another connection (a proxy’s tunnel) as a connection of its own. */
export function tunnelled(sink: MessageSink, ends: Ends, protocols: () => readonly StreamProtocol[]): StreamReader {
  const depth = (ends.depth ?? 0) + 1;
  const talk = new StreamTalk(
    depth > DEEPEST ? [] : protocols(),
    { ...ends, depth },
    {
      message: (protocol, spot, message) => sink.message(spot, { ...message, protocol }),
      skipped: (bytes) => sink.skipped(bytes),
      gaveUp: () => sink.gaveUp(),
    },
  );
  return {
    bytes: (way, packet, bytes) => talk.bytes(way, packet, bytes),
    gap: (way, packet, length, why) => talk.gap(way, packet, length, why),
    closed: (way, packet, isReset) => talk.closed(way, packet, isReset),
    finish: () => talk.finish(),
    get isDone() {
      return talk.isOver;
    },
  };
}
