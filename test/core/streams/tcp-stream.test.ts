import { describe, expect, it } from 'vitest';
import { ACK, FIN, readSegment, SYN, type Segment } from '../../../src/core/streams/segment.ts';
import { TcpStream } from '../../../src/core/streams/tcp-stream.ts';
import { Joined, segments, told } from './made-segments.ts';

const HANDSHAKE = `
  > S 100 0
  < SA 500 101
  > A 101 501`;

/** What is told behind the two SYNs. */
function after(text: string, mostWaiting?: number): string[] {
  const lines = told(segments(`${HANDSHAKE}\n${text}`), mostWaiting);
  expect(lines.slice(0, 2)).toEqual(['> 0 opened #0', '< 0 opened #1']);
  return lines.slice(2);
}

describe('a TCP stream', () => {
  it('begins behind the SYNs, in the order of time, and ends with the FINs', () => {
    const lines = after(`
      > A 101 501 "ask"
      < A 501 104 "answer"
      > FA 104 507
      < FA 507 105
      > A 105 508`);
    expect(lines).toEqual(['> 0 "ask"', '< 0 "answer"', '> 3 finished #5', '< 6 finished #6']);
  });

  it('takes data in a SYN behind it (TCP Fast Open)', () => {
    expect(told(segments('> S 100 0 "early"\n< SA 500 106\n> A 106 501 "more"'))).toEqual([
      '> 0 opened #0',
      '> 0 "early"',
      '< 0 opened #1',
      '> 5 "more"',
    ]);
  });

  it('goes over the end of the sequence numbers', () => {
    const lines = told(
      segments(`
      > S 4294967292 0
      > A 4294967293 1 "abc"
      > A 3 1 "ghi"
      > A 0 1 "def"`),
    );
    expect(lines).toEqual(['> 0 opened #0', '> 0 "abc"', '> 3 "def"', '> 6 "ghi"']);
  });

  it('puts in order what comes out of order', () => {
    expect(after('> A 104 501 "def"\n> A 107 501 "ghi"\n> A 101 501 "abc"')).toEqual([
      '> 0 "abc"',
      '> 3 "def"',
      '> 6 "ghi"',
    ]);
  });

  it('takes a segment that goes on whole and trims what waits', () => {
    const lines = after('> A 111 501 "CCCCCCCCCC"\n> A 101 501 "AAAAAAAAAAAAAAA"');
    expect(lines).toEqual(['> 0 "AAAAAAAAAAAAAAA"', '> 10 other-bytes 5 #3 "AAAAA" "CCCCC"', '> 15 "CCCCC"']);
  });

  it('keeps of what waits the bytes that came first', () => {
    const lines = after('> A 104 501 "de"\n> A 103 501 "cXYf"\n> A 101 501 "ab"');
    expect(lines).toEqual(['> 3 other-bytes 2 #4 "de" "XY"', '> 0 "ab"', '> 2 "c"', '> 3 "de"', '> 5 "f"']);
  });

  it('never changes what was delivered, and notes other bytes', () => {
    expect(after('> A 101 501 "secret"\n> A 101 501 "sEcReT and"')).toEqual([
      '> 0 "secret"',
      '> 1 other-bytes 5 #4 "ecret" "EcReT"',
      '> 6 " and"',
    ]);
  });

  it('passes over what comes again, and over keep-alives with any byte', () => {
    expect(after('> A 101 501 "abc"\n> A 101 501 "abc"\n> A 103 501 "\0"\n> A 104 501 "d"')).toEqual([
      '> 0 "abc"',
      '> 3 "d"',
    ]);
  });

  it('closes a hole when something behind it is acknowledged', () => {
    expect(after('> A 101 501 "abc"\n> A 110 501 "jkl"\n< A 501 104\n< A 501 113\n> A 113 501 "m"')).toEqual([
      '> 0 "abc"',
      '> 3 gap 6 acknowledged',
      '> 9 "jkl"',
      '> 12 "m"',
    ]);
  });

  it('says when bytes of a gap come late', () => {
    expect(after('> A 104 501 "def"\n< A 501 107\n> A 101 501 "abc"')).toEqual([
      '> 0 gap 3 acknowledged',
      '> 3 "def"',
      '> 0 late 3 #5',
    ]);
  });

  it('closes holes at a reset and at the end', () => {
    expect(after('> A 104 501 "def"\n< R 501 0')).toEqual(['> 0 gap 3 reset', '> 3 "def"', '< 0 reset #4']);
    expect(after('> A 104 501 "def"')).toEqual(['> 0 gap 3 end', '> 3 "def"']);
    expect(after('> A 101 501 "abc"\n> FA 107 501')).toEqual(['> 0 "abc"', '> 3 gap 3 end', '> 6 finished #4']);
    expect(after('> A 101 501 "abc"\n< A 501 107')).toEqual(['> 0 "abc"', '> 3 gap 3 acknowledged']);
  });

  it('lets a lost segment before a FIN come again', () => {
    expect(after('> FA 104 501\n> A 101 501 "abc"\n< A 501 105')).toEqual(['> 0 "abc"', '> 3 finished #4']);
  });

  it('has a gap where bytes were not captured', () => {
    expect(after('> A 101 501 "abc" 10\n> A 111 501 "next"')).toEqual(['> 0 "abc"', '> 3 gap 7 cut', '> 10 "next"']);
    expect(after('> A 105 501 "ef" 4\n> A 101 501 "a" 4')).toEqual([
      '> 0 "a"',
      '> 1 gap 3 cut',
      '> 4 "ef"',
      '> 6 gap 2 cut',
    ]);
  });

  it('notes what comes behind a FIN', () => {
    expect(after('> FA 101 501 "abc"\n> A 104 501 "more"')).toEqual([
      '> 0 "abc"',
      '> 3 finished #3',
      '> 3 after-end 4 #4',
    ]);
  });

  it('begins anywhere without a SYN', () => {
    expect(told(segments('> A 777 1 "mid"\n< A 1 780 "answer"\n> A 770 1 "earlier"'))).toEqual([
      '> 0 mid-stream #0',
      '> 0 "mid"',
      '< 0 mid-stream #1',
      '< 0 "answer"',
      '> 0 before-start 7 #2',
    ]);
  });

  it('begins where an answer to a SYN that was not captured says', () => {
    expect(told(segments('< SA 500 101\n> A 104 501 "def"'))).toEqual(['< 0 opened #0', '> 0 gap 3 end', '> 3 "def"']);
  });

  it('takes of several answers to a SYN the one that is acknowledged', () => {
    expect(told(segments('> S 100 0\n< SA 500 101\n< SA 900 101\n> A 101 901\n< A 901 101 "yes"'))).toEqual([
      '> 0 opened #0',
      '< 0 opened #1',
      '< 0 "yes"',
    ]);
  });

  it('keeps connections on the same ports apart', () => {
    const again = '> S 9000 0\n< SA 8000 9001\n> A 9001 8001 "two"';
    const second = ['>/1 0 opened #5', '</1 0 opened #6', '>/1 0 "two"'];
    expect(after(`> A 101 501 "one"\n> FA 104 501\n${again}`)).toEqual(['> 0 "one"', '> 3 finished #4', ...second]);
    expect(after(`> A 101 501 "one"\n< R 501 0\n${again}`)).toEqual(['> 0 "one"', '< 0 reset #4', ...second]);
    expect(told(segments('> S 100 0\n> S 200 0\n< SA 500 201'))).toEqual([
      '> 0 opened #0',
      '>/1 0 opened #1',
      '</1 0 opened #2',
    ]);
  });

  it('takes a SYN that comes again or from both sides for the same connection', () => {
    expect(told(segments('> S 100 0\n> S 100 0\n< S 700 0\n> SA 100 701\n< A 701 101 "x"'))).toEqual([
      '> 0 opened #0',
      '< 0 opened #2',
      '< 0 "x"',
    ]);
  });

  it('holds no more than it may', () => {
    expect(after('> A 105 501 "efgh"\n> A 115 501 "xyz"', 5)).toEqual([
      '> 0 gap 4 waiting',
      '> 4 "efgh"',
      '> 8 gap 6 end',
      '> 14 "xyz"',
    ]);
  });
});

/** Numbers that look random and are the same each time (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Segments of one direction that overlap, come twice and in any order, of a stream that has a SYN. */
function shuffled(stream: Uint8Array, start: number, roll: (below: number) => number): Segment[] {
  const list: Segment[] = [];
  const cut = (from: number, to: number): void => {
    const bytes = stream.subarray(from, to);
    const sequence = (start + from) >>> 0;
    list.push({ packet: list.length, way: 0, sequence, acknowledged: 0, flags: ACK, bytes, length: bytes.length });
  };
  for (let from = 0; from < stream.length;) {
    const to = Math.min(stream.length, from + 1 + roll(40));
    cut(Math.max(0, from - roll(20)), Math.min(stream.length, to + roll(20)));
    if (roll(4) === 0) cut(from, to);
    from = to;
  }
  for (let at = list.length - 1; at > 0; at--) {
    const other = roll(at + 1);
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
}

describe('any order of segments', () => {
  it('gives the stream back', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const roll = dice(seed);
      const stream = Uint8Array.from({ length: 1 + roll(2000) }, () => roll(256));
      const initial = roll(2) === 0 ? 0xffff_ff00 + roll(256) : roll(0x7fff_ffff);
      const sink = new Joined();
      const tcp = new TcpStream(sink);
      const none = new Uint8Array(0);
      tcp.add({ packet: 0, way: 0, sequence: initial, acknowledged: 0, flags: SYN, bytes: none, length: 0 });
      const list = shuffled(stream, initial + 1, roll);
      const end = (initial + 1 + stream.length) >>> 0;
      const last: Segment = {
        packet: 0,
        way: 0,
        sequence: end,
        acknowledged: 0,
        flags: FIN | ACK,
        bytes: none,
        length: 0,
      };
      list.splice(roll(list.length), 0, last);
      for (const segment of list) tcp.add(segment);
      tcp.finish();
      expect(sink.of(0)).toEqual(stream);
    }
  });

  it('delivers each direction without a hole whatever comes, and throws nothing', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const roll = dice(seed);
      const next: Record<string, number> = {};
      const follow = (
        { way, connection, offset }: { way: number; connection: number; offset: number },
        length: number,
      ): void => {
        const key = `${way}/${connection}`;
        expect(offset).toBe(next[key] ?? 0);
        expect(length).toBeGreaterThan(0);
        next[key] = offset + length;
      };
      const stream = new TcpStream(
        { bytes: (spot, bytes) => follow(spot, bytes.length), gap: follow, note: () => undefined },
        50,
      );
      const wide = roll(2) === 0 ? 0x1_0000_0000 : 60;
      for (let packet = 0; packet < 60; packet++) {
        const bytes = new Uint8Array(roll(3) * roll(9));
        const length = bytes.length + (roll(5) === 0 ? roll(9) : 0);
        const flags = [ACK, ACK, ACK, SYN, SYN | ACK, FIN | ACK, 4, 0][roll(8)] ?? 0;
        const way = roll(2) === 0 ? 0 : 1;
        stream.add({ packet, way, sequence: roll(wide), acknowledged: roll(wide), flags, bytes, length });
      }
      stream.finish();
    }
  });
});

describe('a segment', () => {
  it('is read from its header, and not from a part of one', () => {
    const header = Uint8Array.of(
      0,
      80,
      1,
      0,
      255,
      255,
      255,
      254,
      0,
      0,
      0,
      9,
      0x60,
      0x18,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
      1,
      1,
      1,
      65,
      66,
    );
    expect(readSegment(3, 1, header, 5, 24)).toMatchObject({
      packet: 3,
      way: 1,
      sequence: 0xffff_fffe,
      acknowledged: 9,
      flags: 0x18,
      bytes: Uint8Array.of(65, 66),
      length: 5,
    });
    expect(readSegment(3, 1, header.subarray(0, 19), 0, 24)).toBeUndefined();
  });
});
