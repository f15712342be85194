/** What another metering makes of flows that were told by their first packets. */
export interface Retold {
  /** By flow now: the flow of before that had the same first packets; -1 for none. */
  readonly before: Int32Array;
  /** Rows of the first packets of all others, in order. */
  readonly rows: readonly number[];
  /** Those flows. */
  readonly untold: ReadonlySet<number>;
}

/** What is known of the flows before another metering. */
export interface ToldFlows {
  /** How many there are. */
  readonly count: number;
  /** By how many of its first packets a flow was decided; 0 if it ended before. */
  looked(flow: number): number;
  /** Flows of which nothing is known yet. */
  readonly untold: ReadonlySet<number>;
}

/** By which packets flows were told. Rows are those of the packet table, flows -1 where there is none. */
export class FirstPackets {
  private readonly flow: Int32Array;

  /**
   * @param flow of each row, as long as nothing has metered again
   * @param most packets of a flow that are looked at
   */
  constructor(
    flow: ArrayLike<number>,
    length: number,
    private readonly told: ToldFlows,
    private readonly most: number,
  ) {
    this.flow = Int32Array.from({ length }, (_, row) => flow[row]);
  }

  /** Which flows of now begin with the packets that decided one of before; if it ended undecided, they have its packets and no more. */
  compare(flow: ArrayLike<number>, flows: number): Retold {
    const { told } = this;
    const before = new Int32Array(flows).fill(-1);
    const counts = new Int32Array(flows);
    const countsBefore = new Int32Array(told.count);
    for (let row = 0; row < this.flow.length; row++) {
      const now = flow[row];
      if (now < 0) continue;
      const was = this.flow[row];
      const place = ++countsBefore[was];
      if (++counts[now] === 1) before[now] = place === 1 && !told.untold.has(was) ? was : -1;
      else if (before[now] >= 0 && counts[now] <= this.limit(before[now]))
        if (before[now] !== was || place !== counts[now]) before[now] = -1;
    }
    for (let now = 0; now < flows; now++) {
      const was = before[now];
      if (was < 0) continue;
      const looked = told.looked(was);
      if (looked > 0 ? counts[now] < looked : counts[now] !== countsBefore[was]) before[now] = -1;
    }
    return { before, ...this.toRead(flow, before) };
  }

  private limit(was: number): number {
    return this.told.looked(was) || this.most;
  }

  private toRead(flow: ArrayLike<number>, before: Int32Array): Pick<Retold, 'rows' | 'untold'> {
    const counts = new Int32Array(before.length);
    const rows: number[] = [];
    const untold = new Set<number>();
    for (let row = 0; row < this.flow.length; row++) {
      const now = flow[row];
      if (now < 0 || before[now] >= 0 || ++counts[now] > this.most) continue;
      untold.add(now);
      rows.push(row);
    }
    return { rows, untold };
  }
}
