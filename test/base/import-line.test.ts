import { expect, it } from 'vitest';
import { importChange, namesUsed, withImports } from '../../src/base/import-line.ts';

it('puts an import first, or adds to the one there is', () => {
  expect(withImports('const a = 1;\n', 'm', ['x', 'type Y'])).toBe("import { x, type Y } from 'm';\n\nconst a = 1;\n");
  expect(withImports('import {\n  x,\n} from "m";\nf();', 'm', ['z'])).toBe('import { x, z } from "m";\nf();');
  expect(importChange("import { x, type Y } from 'm';", 'm', 'Y')).toBeUndefined();
  expect(importChange("import { x } from 'm';", 'm', 'type x')).toBeUndefined();
  expect(withImports("import { x } from 'other';\n", 'm', ['x'])).toBe(
    "import { x } from 'm';\nimport { x } from 'other';\n",
  );
});

it('knows which names a text uses as words', () => {
  expect(namesUsed("sequence('window').key(hosts); a.Flow; Flows", ['sequence', 'window', 'hosts', 'Flow'])).toEqual([
    'sequence',
    'hosts',
  ]);
});
