/** Whole numbers below this have a place of their own. */
const MOST_NUMBERS = 1 << 20;
const FIRST_NUMBERS = 1024;

/** A map by keys. Small whole numbers, as the numbers of flows, ports and packets are, find their value by one step. */
export class KeyTable<V> {
  private readonly numbered: (V | undefined)[] = [];
  private readonly others = new Map<unknown, V>();

  get(key: unknown): V | undefined {
    return isNumbered(key) ? this.numbered[key] : this.others.get(key);
  }

  set(key: unknown, value: V): void {
    if (!isNumbered(key)) this.others.set(key, value);
    else {
      if (key >= this.numbered.length) this.grow(key);
      this.numbered[key] = value;
    }
  }

  delete(key: unknown): void {
    if (!isNumbered(key)) this.others.delete(key);
    else if (key < this.numbered.length) this.numbered[key] = undefined;
  }

  /** Without holes: those would make another kind of array of it. */
  private grow(key: number): void {
    const length = Math.max(FIRST_NUMBERS, 2 ** Math.ceil(Math.log2(key + 1)));
    while (this.numbered.length < length) this.numbered.push(undefined);
  }
}

function isNumbered(key: unknown): key is number {
  return typeof key === 'number' && key >= 0 && key < MOST_NUMBERS && Math.floor(key) === key;
}
