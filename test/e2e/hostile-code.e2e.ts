import type { Page } from '@playwright/test';
import { expectRows, gridOf, openFile, openSample, rowOf, samplePath, showPanel, writeCode } from './journeys.ts';
import { expect, test } from './support.ts';

/** Code that finds one sequence of the first packet; `body` stands before the class, `inside` in it. */
function finding(body: string, inside = '', taking = ''): string {
  return `const g = globalThis as any;
${body}
export class One extends Flow<PacketEvent> {
  ${inside}
  isNextEvent(packet: PacketEvent): boolean { ${taking} return this.events.length === 0 && packet.number === 1; }
  isComplete(): boolean { return true; }
}`;
}

/** Code that takes the port to the page from the script that it shares the worker with, and sends what it likes. */
function forging(body: string, taking = ''): string {
  return finding(
    `let port: any;
let answer: any;
const send = g.MessagePort.prototype.postMessage;
const say = (message: unknown) => send.call(port, message, []);
g.MessagePort.prototype.postMessage = function (message: any, transfer: any) {
  port = this;
  if (answer === undefined || answer(message) === undefined) send.call(this, message, transfer ?? []);
};
const nest = (depth: number) => { let value: any = ['x']; for (let at = 0; at < depth; at += 1) value = [value, value]; return value; };
${body}`,
    '',
    taking,
  );
}

const FORGED = 'The code sent messages that no run sends, and was stopped.';
const SILENT = 'The code did not answer in time and was stopped.';

interface Hostile {
  readonly what: string;
  readonly code: string;
  /** What is said of it. */
  readonly says: readonly (string | RegExp)[];
}

const SENDING: readonly Hostile[] = [
  {
    what: 'a flood of progress',
    code: forging(
      '',
      `for (const from = performance.now(); performance.now() - from < 1500;) say({ type: 'progress', events: 1, completed: 0 });`,
    ),
    says: [FORGED],
  },
  {
    what: 'a flood to the window of the sandbox',
    code: finding(
      '',
      '',
      `for (const from = performance.now(); performance.now() - from < 1500;) g.postMessage(nothing);`,
    ).replace('const g', 'const nothing = 0; const g'),
    says: [FORGED],
  },
  {
    what: 'progress that cannot be written as text',
    code: forging(
      `answer = (message: any) => message.type === 'progress' ? say({ type: 'progress', events: nest(45), completed: 0 }) ?? 1 : undefined;`,
    ),
    says: [FORGED],
  },
  {
    what: 'classes that are no names',
    code: forging(
      `answer = (message: any) => message.type === 'loaded' ? say({ type: 'loaded', classes: [nest(45), { toString: 1 }] }) ?? 1 : undefined;`,
    ),
    says: [FORGED],
  },
  {
    what: 'more than one answer to a request',
    code: forging(
      `answer = (message: any) => { if (message.type === 'loaded') setTimeout(() => say({ type: 'loaded', classes: ['B'] })); };`,
    ),
    says: [FORGED],
  },
  {
    what: 'matches that all have the same packets',
    code: forging(`answer = (message: any) => {
  if (message.type !== 'done') return undefined;
  const rows = 30_000, all = 90_000;
  say({ type: 'done', matches: { ...message.matches, flowClass: new Uint16Array(rows), complete: new Uint8Array(rows), packets: new Int32Array(all),
    packetEnd: new Int32Array(rows).map((_, row) => (row % 2 ? all : 0)), fieldEnd: new Int32Array(rows) } });
  return 1;
};`),
    says: [FORGED],
  },
  {
    what: 'a fault of Flowloom',
    code: forging(
      `answer = (message: any) => message.type === 'progress' ? say({ type: 'failed', failure: { code: 'bug', detail: 'FORGED', line: 2 ** 53 - 1, column: 1 } }) ?? 1 : undefined;`,
    ),
    says: [FORGED],
  },
  {
    what: 'a failure on a line that is not there',
    code: forging(
      `answer = (message: any) => message.type === 'progress' ? say({ type: 'failed', failure: { code: 'code-threw', detail: 'Flowloom is broken', line: 4000, column: 1 } }) ?? 1 : undefined;`,
    ),
    says: ['The code threw an error', 'In the code’s own words: Flowloom is broken', 'No line of it'],
  },
];

const FAILING: readonly Hostile[] = [
  { what: 'never ends to load', code: finding('await new Promise(() => undefined);'), says: [SILENT, 'being loaded'] },
  {
    what: 'never ends to give its fields',
    code: finding('', 'get(): string { return ""; }').replace(
      'get(): string { return ""; }',
      'constructor() { super(); Object.defineProperty(this, "field", { enumerable: true, get: () => { for (;;); } }); }',
    ),
    says: [SILENT, 'being collected'],
  },
  {
    what: 'throws later',
    code: finding(
      `setTimeout(() => {\n  throw new RangeError('later');\n});\nawait new Promise((done) => setTimeout(done, 300));`,
    ),
    says: [/In the code’s own words: Line 3, column \d+: RangeError: later/, 'The line is marked'],
  },
  {
    what: 'throws what has no words',
    code: finding('', '', `throw Object.defineProperty(new Error(), 'message', { get() { throw 1; } });`),
    says: ['What was thrown cannot be written as text. (at packet 1)'],
  },
];

const ODD: readonly [string, string, string][] = [
  ['a date that is none', 'when = new Date(NaN);', 'not a date'],
  ['a view of bytes', 'view = new DataView(new ArrayBuffer(2));', '00 00'],
  ['a field that throws', 'odd = new Proxy({}, { ownKeys() { throw 1; } });', '(cannot be shown)'],
  ['a name that is a pattern', 'text = "still here"; static override readonly name: any = "(";', 'still here'],
];

async function openSequences(page: Page): Promise<void> {
  await openFile(page, samplePath('web-page.pcap'));
  await showPanel(page, 'Sequences');
}

async function run(page: Page, code: string): Promise<void> {
  await writeCode(page, code);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

/** The page answers: an animation frame comes soon, however often it is asked for. */
async function expectAwake(page: Page): Promise<void> {
  const longest = await page.evaluate(async () => {
    let worst = 0;
    for (let frame = 0, last = performance.now(); frame < 20; frame += 1) {
      await new Promise(requestAnimationFrame);
      worst = Math.max(worst, performance.now() - last);
      last = performance.now();
    }
    return worst;
  });
  expect(longest).toBeLessThan(1500);
}

async function expectGoodRun(page: Page): Promise<void> {
  await run(page, finding('', 'text = "good";'));
  await expectRows(gridOf(page, 'Sequences'), 1);
  await expect(rowOf(gridOf(page, 'Sequences'), 1)).toContainText('text=good');
}

async function expectSaid(page: Page, says: Hostile['says']): Promise<void> {
  const alert = page.getByRole('region', { name: 'Relational flows' }).getByRole('alert');
  for (const words of says) await expect(alert).toContainText(words);
  await expect(alert).not.toContainText('a fault of its own');
  await expect(page.locator('iframe')).toHaveCount(0);
}

test('code that sends messages of its own is stopped, the page answers, and other code runs', async ({ page }) => {
  test.setTimeout(180_000);
  await openSequences(page);
  for (const { what, code, says } of SENDING) {
    await test.step(what, async () => {
      await run(page, code);
      await expectAwake(page);
      await expectSaid(page, says);
    });
  }
  await expectGoodRun(page);
});

test('code that falls silent or throws in any phase ends in a sentence, and other code runs', async ({
  page,
  troubles,
}) => {
  test.setTimeout(120_000);
  await openSequences(page);
  for (const { what, code, says } of FAILING) {
    await test.step(what, async () => {
      await run(page, code);
      await expectSaid(page, says);
    });
  }
  await expectGoodRun(page);
  expect(troubles).toEqual([]);
});

test('odd fields and names are shown as something', async ({ page }) => {
  await openSequences(page);
  for (const [what, field, shown] of ODD) {
    await test.step(what, async () => {
      await run(page, finding('', field));
      await expectRows(gridOf(page, 'Sequences'), 1);
      await expect(rowOf(gridOf(page, 'Sequences'), 1)).toContainText(shown);
    });
  }
  await expect(rowOf(gridOf(page, 'Sequences'), 1)).toContainText('(');
});

test('slow code goes on to its end, and shows how far it is', async ({ page }) => {
  await openSample(page, 'dhcp'); // 79 packets: more than four seconds
  await showPanel(page, 'Sequences');
  await run(page, finding('', '', 'for (const from = performance.now(); performance.now() - from < 60;);'));
  await expect(page.getByText(/[1-9]\d* of [\d\s]+ packets/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expectRows(gridOf(page, 'Sequences'), 1);
});

test('types without end keep no run waiting', async ({ page }) => {
  test.setTimeout(120_000);
  await openSequences(page);
  // Each name doubles the members of a union of texts; the compiler works them out one by one.
  const types = `type Both<T extends string> = T extends \`\${infer A}\${infer B}\` ? \`\${A}\${Both<B>}\` | \`\${Uppercase<A>}\${Both<B>}\` : T;
${Array.from({ length: 40 }, (_, at) => `const t${at}: Both<'abcdefghijklmnop${at}'> = 'never${at}' as never;`).join('\n')}`;
  await run(page, finding(types, 'text = "typed";'));
  await expectRows(gridOf(page, 'Sequences'), 1);
  await expect(rowOf(gridOf(page, 'Sequences'), 1)).toContainText('text=typed');
  await page.waitForTimeout(3000); // the editor asks for the types meanwhile
  await run(page, finding(`${types}\nconst more = 1;`, 'text = "again";'));
  await expect(rowOf(gridOf(page, 'Sequences'), 1)).toContainText('text=again');
  await expectGoodRun(page);
});

test('the sandbox runs nothing where it has an origin', async ({ page, site }) => {
  await page.goto(site);
  const answers = await page.evaluate(async () => {
    const ask = async (sandboxed: boolean): Promise<unknown> => {
      const frame = document.createElement('iframe');
      if (sandboxed) frame.sandbox.add('allow-scripts');
      frame.src = 'sandbox.html';
      document.body.append(frame);
      await new Promise((loaded) => frame.addEventListener('load', loaded));
      const { port1, port2 } = new MessageChannel();
      frame.contentWindow?.postMessage('onmessage = ({ ports: [port] }) => port.postMessage(self.origin)', '*', [
        port2,
      ]);
      const answer = new Promise((heard) => (port1.onmessage = ({ data }: MessageEvent<unknown>) => heard(data)));
      const given = await Promise.race([answer, new Promise((late) => setTimeout(() => late('no answer'), 2000))]);
      frame.remove();
      return given;
    };
    return [await ask(true), await ask(false)];
  });
  expect(answers).toEqual(['null', 'no answer']);
});
