import type { PacketEvent } from '../model/event.ts';
import type { FlowEvent } from '../model/flow-event.ts';
import type { LineEvent } from '../model/line-event.ts';
import type { Message, MessageOf, MessageProtocol } from '../model/message-event.ts';
import { MESSAGE_SAYS } from '../model/message-says.ts';
import { SOURCES, type Source } from '../model/record-event.ts';

/** Where the events of a definition come from: a source, or a protocol whose messages are read. */
export type SourceName = Source | MessageProtocol;

/** What the events of a source are. */
export type EventOf<S extends SourceName> = S extends MessageProtocol
  ? MessageOf<S>
  : {
      readonly packets: PacketEvent;
      readonly flows: FlowEvent;
      readonly messages: Message;
      readonly lines: LineEvent;
    }[Exclude<S, MessageProtocol>];

/** The source of a name; undefined: there is none. */
export function sourceOf(name: string): Source | undefined {
  return SOURCES.find((source) => source === name) ?? (Object.hasOwn(MESSAGE_SAYS, name) ? 'messages' : undefined);
}

/** The protocol whose messages a name stands for; undefined: events of all protocols. */
export function protocolOf(name: string): string | undefined {
  return SOURCES.some((source) => source === name) ? undefined : name;
}

/** What is said of a source that there is not. */
export function unknownSource(definition: string, name: unknown): string {
  return `${definition}: there is no source “${String(name).slice(0, 50)}”. There are ${SOURCES.join(', ')}, and protocols: DNS, HTTP, TLS, …`;
}
