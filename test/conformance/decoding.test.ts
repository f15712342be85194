import { describe, expect, it } from 'vitest';
import { FlowlessReason } from '../../src/core/model/packet-table.ts';
import { corpus, noCorpora } from '../corpora.ts';
import { capturePackets } from './capture-packets.ts';
import { decodeAll } from './decode-all.ts';
import { ALONE, CLASSES } from './decoding-classes.ts';
import { FIELDS, type Pair } from './decoding-fields.ts';
import { tsharkCaptures } from './tshark-packets.ts';

const CUSTOM_BLOCKS = 'tshark lists custom blocks as packets without a link type.';
/** Captures of which we have fewer packets. */
const FEWER_PACKETS: Readonly<Record<string, string>> = {
  'ndpi/fuzz-2021-10-13.pcap': 'After a record that cannot be, tshark reads on in the middle of the data.',
  'pcapng-test-generator/output_be/basic/test017.pcapng': CUSTOM_BLOCKS,
  'pcapng-test-generator/output_le/basic/test017.pcapng': CUSTOM_BLOCKS,
};

const folder = corpus('captures/oracle/tshark');

/**
 * Every packet of the open set, everything beyond NFStream on, against tshark 4.0.17: addresses, protocol, ports, sizes,
 * TCP fields, VLAN, tunnel and MAC addresses of the innermost IP packet. Fragments are left out: tshark puts them
 * together. What differs is of a class that has its reason and a test that tells it (decoding-classes.ts).
 */
class Comparison {
  readonly tallies = new Map<string, { equal: number; all: number }>();
  readonly classes = new Map<string, number>();
  readonly unexplained: string[] = [];
  both = 0;

  add(place: string, pair: Pair): void {
    const { ours, theirs } = pair;
    if (theirs.isFragment) return;
    const decoded = ours.reason === FlowlessReason.None;
    if (decoded && theirs.isIp) this.compare(place, pair);
    else if (decoded !== theirs.isIp) {
      const found = ALONE.find(({ tells }) => tells(pair));
      this.explain(found?.name, `${place}: reason ${ours.reason}, ${theirs.protocols.join(':')}`);
    }
  }

  private compare(place: string, pair: Pair): void {
    this.both++;
    for (const [name, read] of Object.entries(FIELDS)) {
      const values = read(pair);
      if (values === undefined) continue;
      const tally = this.tallies.get(name) ?? { equal: 0, all: 0 };
      this.tallies.set(name, tally);
      tally.all++;
      if (`${values.ours}` === values.theirs) tally.equal++;
      else {
        const found = CLASSES.find(({ fields, tells }) => fields?.test(name) !== false && tells(pair, values));
        const layers = pair.theirs.protocols.join(':');
        this.explain(found?.name, `${place}: ${name} ${values.ours}, tshark ${values.theirs}, ${layers}`);
      }
    }
  }

  private explain(name: string | undefined, words: string): void {
    if (name === undefined) this.unexplained.push(words);
    else this.classes.set(name, (this.classes.get(name) ?? 0) + 1);
  }
}

describe.skipIf(folder === undefined)('innermost headers against tshark', () => {
  it('are equal but for the named classes', { timeout: 300_000 }, async () => {
    const comparison = new Comparison();
    const fewer: string[] = [];
    for (const [file, theirs] of tsharkCaptures(folder ?? '')) {
      const packets = await capturePackets(corpus(`captures/${file}`) ?? '', theirs.length);
      if (packets.length < theirs.length) fewer.push(file);
      const ours = decodeAll(packets);
      for (const [at, captured] of packets.entries()) {
        const pair = { captured, ours: ours[at], theirs: theirs[at] };
        comparison.add(`${file} packet ${at + 1}`, pair);
      }
    }
    for (const [name, { equal, all }] of comparison.tallies) console.log(`${name}: ${equal} of ${all} equal`);
    for (const [name, count] of comparison.classes) console.log(`${count} times: ${name}`);
    expect(comparison.unexplained).toEqual([]);
    expect(fewer).toEqual(Object.keys(FEWER_PACKETS));
    const unused = [...CLASSES, ...ALONE].filter(({ name }) => !comparison.classes.has(name));
    expect(unused.map(({ name }) => name)).toEqual([]);
    expect(comparison.both).toBeGreaterThan(70_000);
  });
});

if (folder === undefined) console.log(noCorpora);
