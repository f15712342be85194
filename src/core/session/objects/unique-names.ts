/** Gives each file of a folder a name of its own: "a.txt", "a-2.txt"; folders that do not tell case apart keep them, too. */
export class UniqueNames {
  private readonly taken = new Set<string>();

  /** The name, or with a number before its ending if it is taken. */
  take(name: string): string {
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let own = name;
    for (let number = 2; this.taken.has(keyOf(own)); number++) own = `${stem}-${number}${ending}`;
    this.taken.add(keyOf(own));
    return own;
  }
}

const keyOf = (name: string): string => name.normalize('NFC').toLowerCase();
