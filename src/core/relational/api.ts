/**
 * The module 'flowloom' as users' code sees it. The editor is given this file and those behind it, so the types that it
 * knows are those that run.
 */
export { Flow, type FlowKey } from './flow.ts';
export { RelationalStream, type StreamOptions } from './relational-stream.ts';
export { sequence, type SequenceBuilder, type StepOptions, type MatchColumns } from './sequence/builder.ts';
export { window, type WindowBuilder } from './sequence/window-builder.ts';
export { hosts } from './sequence/key.ts';
export type { EventOf, SourceName } from './sources.ts';
export type { PacketEvent } from '../model/event.ts';
export type { FlowEvent } from '../model/flow-event.ts';
export type * from '../model/message-event.ts';
