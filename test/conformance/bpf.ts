/** A BPF machine over the text of bpf_dump(): `(000) ldh      [12]`. BPF is described in bpf(4). */

interface Instruction {
  readonly name: string;
  readonly operand: string;
  readonly yes: number;
  readonly no: number;
}

/** Reads a program. Throws for what it does not know. */
export function readProgram(lines: readonly string[]): readonly Instruction[] {
  return lines.map((line) => {
    const found = /^\(\d+\)\s+(\S+)\s*(.*?)(?:\s+jt (\d+)\s+jf (\d+))?\s*$/.exec(line);
    if (found === null) throw new Error(`no instruction: ${line}`);
    return { name: found[1], operand: found[2].trim(), yes: Number(found[3] ?? 0), no: Number(found[4] ?? 0) };
  });
}

/** What the program returns for a packet: 0, no match. */
export function runProgram(program: readonly Instruction[], packet: Uint8Array, wire: number): number {
  return new Machine(packet, wire).run(program);
}

class Machine {
  private a = 0;
  private x = 0;
  private readonly memory = new Array<number>(16).fill(0);
  private failed = false;

  constructor(
    private readonly packet: Uint8Array,
    private readonly wire: number,
  ) {}

  run(program: readonly Instruction[]): number {
    let at = 0;
    for (let steps = 0; steps < 100_000; steps++) {
      const { name, operand, yes, no } = program[at];
      at++;
      if (name === 'ret') return Number(operand.slice(1));
      else if (name === 'ja') at = Number(operand);
      else if (name.startsWith('j')) at = this.jump(name, this.value(operand)) ? yes : no;
      else this.step(name, operand);
      if (this.failed) return 0;
    }
    throw new Error('the program does not end');
  }

  private jump(name: string, value: number): boolean {
    switch (name) {
      case 'jeq':
        return this.a === value;
      case 'jgt':
        return this.a > value;
      case 'jge':
        return this.a >= value;
      case 'jset':
        return (this.a & value) !== 0;
    }
    throw new Error(`unknown jump ${name}`);
  }

  private step(name: string, operand: string): void {
    const size = { ld: 4, ldh: 2, ldb: 1 }[name];
    if (size !== undefined) this.a = this.load(operand, size);
    else if (name === 'ldx') this.x = this.load(operand, 4);
    else if (name === 'ldxb') this.x = 4 * (this.load(operand.slice(3, operand.indexOf('&')), 1) & 0xf);
    else if (name === 'st') this.memory[slot(operand)] = this.a;
    else if (name === 'stx') this.memory[slot(operand)] = this.x;
    else if (name === 'tax') this.x = this.a;
    else if (name === 'txa') this.a = this.x;
    else this.a = this.operate(name, operand) >>> 0;
  }

  private operate(name: string, operand: string): number {
    const { a } = this;
    if (name === 'neg') return -a;
    const b = this.value(operand);
    if ((name === 'div' || name === 'mod') && b === 0) this.failed = true;
    const operations: Readonly<Record<string, () => number>> = {
      add: () => a + b,
      sub: () => a - b,
      mul: () => Math.imul(a, b),
      div: () => Math.floor(a / (b === 0 ? 1 : b)),
      mod: () => a % (b === 0 ? 1 : b),
      and: () => a & b,
      or: () => a | b,
      xor: () => a ^ b,
      lsh: () => (b < 32 ? a << b : 0),
      rsh: () => (b < 32 ? a >>> b : 0),
    };
    const operation = operations[name] as (() => number) | undefined;
    if (operation === undefined) throw new Error(`unknown instruction ${name}`);
    return operation();
  }

  private value(operand: string): number {
    return operand === 'x' ? this.x : Number(operand.slice(1)) >>> 0;
  }

  private load(operand: string, size: number): number {
    if (operand === '#pktlen') return this.wire;
    if (operand.startsWith('#')) return Number(operand.slice(1)) >>> 0;
    if (operand.startsWith('M')) return this.memory[slot(operand)];
    const found = /^\[(x \+ )?(-?\d+)\]$/.exec(operand);
    if (found === null) throw new Error(`unknown operand ${operand}`);
    return this.read((found[1] === undefined ? 0 : this.x) + Number(found[2]), size);
  }

  private read(at: number, size: number): number {
    if (at < 0 || at + size > this.packet.length) {
      this.failed = true;
      return 0;
    }
    return this.packet.subarray(at, at + size).reduce((value, byte) => value * 256 + byte, 0);
  }
}

function slot(operand: string): number {
  return Number(operand.slice(2, -1));
}
