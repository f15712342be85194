/**
 * The module 'flowloom' as users' code sees it. The editor is given this file and those behind it, so the types that it
 * knows are those that run.
 */
export { Flow, type FlowKey } from './flow.ts';
export { RelationalStream, type StreamOptions } from './relational-stream.ts';
export { sequence, type SequenceBuilder, type StepOptions, type MatchColumns } from './sequence/builder.ts';
export { window, type WindowBuilder } from './sequence/window-builder.ts';
export { hosts } from './sequence/key.ts';
export { FlowPlugin, type PluginFlow, type PluginPacket, type PluginValue } from './operators/flow-plugin.ts';
export {
  link,
  linkFlows,
  source,
  table,
  tagFlows,
  tagger,
  type EndedFlow,
  type LinkValues,
  type Tags,
} from './operators/links.ts';
export { printer, summary } from './operators/printers.ts';
export type { EventOf, SourceName } from './sources.ts';
export type { PacketEvent } from '../model/event.ts';
export type { FlowEvent } from '../model/flow-event.ts';
export type { LineEvent } from '../model/line-event.ts';
export type * from '../model/message-event.ts';
