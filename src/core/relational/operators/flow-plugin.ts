import type { PacketEvent } from '../../model/event.ts';
import type { NfstreamFlow, NfstreamPacket } from './nfstream-names.ts';

/** What a plugin may put into `flow.udps.NAME`: a column of flows each. */
export type PluginValue = number | string | boolean | readonly (number | string | boolean)[] | undefined;

/** A packet as plugins see it: a packet event with NFStream's names besides. Sizes in bytes, times in milliseconds. */
export type PluginPacket = PacketEvent & NfstreamPacket;

/** A flow record as plugins see it, while it grows. */
export interface PluginFlow extends NfstreamFlow {
  /** What plugins keep of the flow: each name becomes the column `udps.NAME`. */
  readonly udps: Record<string, PluginValue>;
  /** Why it ended: 0 idle, 1 active, 3 closed, -1 a plugin; -1 set by a plugin ends it with the packet at hand. */
  expirationId: number;
  expiration_id: number;
}

const given = new WeakMap<FlowPlugin, object>();

/**
 * NFStream's NFPlugin: extend it, and export the class, or an instance made with arguments, which become attributes. Each
 * flow record is seen from its first packet to its end.
 */
export class FlowPlugin {
  constructor(attributes: object = {}) {
    given.set(this, attributes);
    Object.assign(this, attributes);
  }

  /** The first packet of a record, after its own numbers are set. */
  onInit(_packet: PluginPacket, _flow: PluginFlow): void {
    // Nothing, unless a plugin says otherwise.
  }

  /** Each further packet, after the record was updated. */
  onUpdate(_packet: PluginPacket, _flow: PluginFlow): void {
    // As above.
  }

  /** The record has ended; once. */
  onExpire(_flow: PluginFlow): void {
    // As above.
  }
}

/** Fields of a class are set behind its arguments: puts these over them again, as Python's keyword arguments are. */
export function restoreAttributes(plugin: FlowPlugin): void {
  Object.assign(plugin, given.get(plugin));
}
