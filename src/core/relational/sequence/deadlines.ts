/** Who has deadlines. */
export interface HasDeadline {
  /** Rises with creation: who comes first where moments are equal. */
  readonly id: number;
  /** A deadline counts as long as the version is that which it was put down with. */
  readonly version: number;
  readonly closed: boolean;
}

/** A deadline that has come. */
export interface Due<T> {
  readonly about: T;
  readonly atNs: number;
}

/**
 * Deadlines in the order of their time, then of creation: a binary heap, in three lists side by side. What has changed since is
 * passed over.
 */
export class Deadlines<T extends HasDeadline> {
  private readonly times: number[] = [];
  private readonly versions: number[] = [];
  private readonly abouts: T[] = [];

  /** Puts a deadline down; one that never comes is none. */
  put(about: T, atNs: number): void {
    if (atNs === Infinity) return;
    let at = this.times.length;
    this.move(at, atNs, about.version, about);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(atNs, about, parent)) break;
      this.copy(parent, at);
      at = parent;
    }
    this.move(at, atNs, about.version, about);
  }

  /** The next deadline before a moment (or at it), taken out; undefined: none. */
  next(beforeNs: number, inclusive: boolean): Due<T> | undefined {
    while (this.times.length > 0) {
      const [atNs] = this.times;
      if (!(inclusive ? atNs <= beforeNs : atNs < beforeNs)) return undefined;
      const [about] = this.abouts;
      const [version] = this.versions;
      this.removeTop();
      if (!about.closed && version === about.version) return { about, atNs };
    }
    return undefined;
  }

  private removeTop(): void {
    const atNs = this.times.pop();
    const version = this.versions.pop();
    const about = this.abouts.pop();
    if (this.times.length === 0 || atNs === undefined || version === undefined || about === undefined) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.times.length) break;
      if (child + 1 < this.times.length && this.isBefore(this.times[child + 1], this.abouts[child + 1], child)) child++;
      if (this.isBefore(atNs, about, child)) break;
      this.copy(child, at);
      at = child;
    }
    this.move(at, atNs, version, about);
  }

  private isBefore(atNs: number, about: T, other: number): boolean {
    const otherNs = this.times[other];
    return atNs < otherNs || (atNs === otherNs && about.id < this.abouts[other].id);
  }

  private copy(from: number, to: number): void {
    this.move(to, this.times[from], this.versions[from], this.abouts[from]);
  }

  private move(at: number, atNs: number, version: number, about: T): void {
    this.times[at] = atNs;
    this.versions[at] = version;
    this.abouts[at] = about;
  }
}
