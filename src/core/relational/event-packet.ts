import { flowIndexOf, packetIndexOf } from './packet-cursor.ts';
import { RecordCursor } from './record-cursor.ts';

/** The packet that an event is or stands for, from 0; undefined if the value is no event of a capture. */
export function packetOfEvent(event: unknown): number | undefined {
  return packetIndexOf(event) ?? RecordCursor.packetOf(event);
}

/** The flow of that packet, from 0; -1: it is in none, or the value is no event of a capture. */
export function flowOfEvent(event: unknown): number {
  return flowIndexOf(event) ?? RecordCursor.flowOf(event) ?? -1;
}
