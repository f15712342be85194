import { conversationOf } from '../../flows/flow-rows.ts';
import type { FlowIndex } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';

/** Which conversation each flow is of, and how it lies in it: worked out once, since packets ask for it one by one. */
export class ConversationSides {
  /** The last packet of each conversation. */
  readonly lastRows: Int32Array;
  /** Of each flow twice its conversation's number, and 1 if its source is the second of the two ends. */
  private readonly sides: Int32Array;

  constructor(tables: CaptureTables) {
    const { meter } = tables;
    const { length } = meter.records;
    this.lastRows = new Int32Array(meter.conversations.length).fill(-1);
    this.sides = new Int32Array(length);
    for (let flow = 0; flow < length; flow++) {
      const number = conversationOf(meter, flow);
      this.sides[flow] = 2 * number + (isTurned(tables, flow, number) ? 1 : 0);
      this.lastRows[number] = Math.max(this.lastRows[number], tables.extent(flow).last);
    }
  }

  conversation(flow: FlowIndex): number {
    return this.sides[flow] >>> 1;
  }

  /** A later flow of a conversation may have its ends the other way round. */
  isTurned(flow: FlowIndex): boolean {
    return (this.sides[flow] & 1) === 1;
  }
}

function isTurned(
  { meter: { conversations }, metering: { ends } }: CaptureTables,
  flow: FlowIndex,
  number: number,
): boolean {
  const isFirst =
    ends.source(flow) === conversations.address(number, 0) && ends.sourcePort(flow) === conversations.port(number, 0);
  return !isFirst;
}
