import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isVendorText } from '../../../src/core/model/vendor-text.ts';
import { csvRecords } from '../../../src/core/names/csv-records.ts';
import { VendorTable } from '../../../src/core/names/vendor-table.ts';

const LIST = `OUI/MA-L                                                    Organization
company_id                                                  Organization
                                                            Address

00-00-0C   (hex)\t\tCisco Systems, Inc
00000C     (base 16)\t\tCisco Systems, Inc
\t\t\t\t170 WEST TASMAN DRIVE
\t\t\t\tSAN JOSE CA 95134
\t\t\t\tUS

70-B3-D5   (hex)\t\tMaker of little
ABC000-ABCFFF     (base 16)\t\tMaker of little
`;
const TABLE =
  'Registry,Assignment,Organization Name,Organization Address\r\n' +
  'MA-L,00000C,"Cisco Systems, Inc","170 WEST ""TASMAN"" DRIVE\nSAN JOSE US 95134 "\r\n' +
  'MA-M,70B3D5A,Middle,US\r\nMA-S,70B3D5ABC,Small,US\r\nMA-L,nonsense,Nobody,US\r\n';
const MANUF = `# This file was generated.
00:00:0C            \tCisco                   \tCisco Systems, Inc
00-50-C2-00-10-00/36 T.l.s. # T.L.S. Corp.
01:00:5E:00:00:05\tOSPF
`;

const bytes = (mac: string): number[] => mac.split(':').map((byte) => Number.parseInt(byte, 16));
const of = (text: string, mac: string): string | undefined => {
  const table = new VendorTable();
  table.add(text);
  return table.of(bytes(mac));
};

describe('lists of vendors', () => {
  it.each([
    [LIST, '00:00:0c:12:34:56', 'Cisco Systems, Inc'],
    [LIST, '70:b3:d5:ab:c1:23', 'Maker of little'],
    [LIST, '70:b3:d5:ab:d1:23', undefined],
    [TABLE, '00:00:0c:12:34:56', 'Cisco Systems, Inc'],
    [TABLE, '70:b3:d5:a1:23:45', 'Middle'],
    [TABLE, '70:b3:d5:ab:c3:45', 'Small'],
    [MANUF, '00:00:0c:12:34:56', 'Cisco Systems, Inc'],
    [MANUF, '00:50:c2:00:1f:ff', 'T.L.S. Corp.'],
    [MANUF, '00:50:c2:00:20:00', undefined],
    [MANUF, '01:00:5e:00:00:05', 'OSPF'],
  ])('name the vendor of the longest prefix (%#)', (text, mac, vendor) => expect(of(text, mac)).toBe(vendor));

  it('say what they brought, and which lines were not understood', () => {
    expect(new VendorTable().add(TABLE)).toEqual({ prefixes: 3, omitted: 0, unknown: 1, unknownLines: [6] });
    expect(new VendorTable().add(MANUF)).toMatchObject({ prefixes: 3, unknown: 0 });
    expect(new VendorTable().add('hello\nworld\n')).toMatchObject({ prefixes: 0, unknown: 2, unknownLines: [1, 2] });
  });

  it('are added to each other, and forgotten', () => {
    const table = new VendorTable();
    table.add(MANUF);
    table.add('00:00:0C\tOther\tOther\n');
    expect([table.size, table.of(bytes('00:00:0c:00:00:00'))]).toEqual([3, 'Other']);
    const { version } = table;
    table.clear();
    expect([table.size, table.version > version]).toEqual([0, true]);
  });

  it('are told by their beginning', () => {
    expect([LIST, TABLE, MANUF, `\uFEFF${TABLE}`, MANUF.slice(0, 120)].map(isVendorText)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    const others = [
      '',
      '# only remarks\n',
      'CLIENT_RANDOM 00 11\n',
      'no,time\n1,2\n',
      '{"a": 1}',
      '10.0.0.1 host\n',
      '12:00:00 gate sshd: in\n',
    ];
    expect(others.map(isVendorText)).toEqual(others.map(() => false));
  });

  it('never throw, and give only prefixes that can be', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(...LIST.split('\n'), ...TABLE.split('\r\n'), ...MANUF.split('\n'), '"', ',,,'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.uint8Array({ minLength: 6, maxLength: 6 }), (lines, mac) => {
        const text = lines.join('\n');
        isVendorText(text);
        const table = new VendorTable();
        const { prefixes, unknown } = table.add(text);
        expect(table.size).toBeLessThanOrEqual(prefixes);
        expect(unknown).toBeLessThanOrEqual(text.split('\n').length);
        expect(table.of(mac) ?? 'x').not.toBe('');
      }),
    );
  });

  it('are tables as they were written', () => {
    const cell = fc.string();
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })), (records) => {
        const text = records.map((cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\r\n`);
        expect([...csvRecords(text.join(''))].map(({ cells }) => cells)).toEqual(records);
      }),
    );
  });
});
