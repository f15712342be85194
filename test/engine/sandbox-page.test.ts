import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';

const page = readFileSync(new URL('../../public/sandbox.html', import.meta.url), 'utf8');
const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1] ?? '';

it('allows the one script that it has', () => {
  const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);
  expect(scripts).toHaveLength(1);
  const hash = createHash('sha256')
    .update(scripts[0] ?? '')
    .digest('base64');
  expect(policy).toContain(`script-src 'sha256-${hash}' blob:`);
});

it('forbids everything else', () => {
  const rules = policy.split(';').map((rule) => rule.trim());
  expect(rules).toEqual([
    "default-src 'none'",
    "connect-src 'none'",
    expect.stringMatching(/^script-src 'sha256-[^']+' blob:$/),
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

it('does nothing where it has an origin', () => {
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
  for (const [origin, listens] of [
    ['null', 1],
    ['https://host.test', 0],
  ] as const) {
    const addEventListener = vi.fn();
    runInNewContext(script, { self: { origin }, addEventListener });
    expect(addEventListener).toHaveBeenCalledTimes(listens);
  }
});

/** The frame's script with a worker that does nothing by itself; what the page is told. */
function frame() {
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
  const parent = { postMessage: vi.fn() };
  const worker: Record<string, unknown> = { terminate: vi.fn(), postMessage: vi.fn() };
  let listener: (event: object) => void = () => undefined;
  runInNewContext(script, {
    self: { origin: 'null' },
    addEventListener: (_type: string, listen: typeof listener) => (listener = listen),
    parent,
    Worker: function () {
      return worker;
    },
    URL: { createObjectURL: () => 'blob:x' },
    Blob,
  });
  const say = (name: string, event: object): void => (worker[name] as ((event: object) => void) | null)?.(event);
  return { parent, worker, say, hear: (event: object) => listener(event) };
}

it('takes a worker of its page alone, and ends it at its first error or word', () => {
  const { parent, worker, say, hear } = frame();
  hear({ source: {}, data: '', ports: [] });
  expect(worker['postMessage']).not.toHaveBeenCalled();
  hear({ source: parent, data: '', ports: [5] });
  expect(worker['postMessage']).toHaveBeenCalledWith(undefined, [5]);
  for (let flood = 0; flood < 9; flood += 1) say('onerror', { message: 'x'.repeat(9999) });
  say('onmessage', {});
  expect(parent.postMessage.mock.calls).toEqual([[{ type: 'broken', detail: 'x'.repeat(500) }, '*']]);
  expect(worker['terminate']).toHaveBeenCalledOnce();
  const other = frame();
  other.hear({ source: other.parent, data: '', ports: [] });
  other.say('onmessage', {
    get data(): never {
      throw new Error('looked at');
    },
  });
  expect(other.parent.postMessage.mock.calls).toEqual([[{ type: 'forged', detail: undefined }, '*']]);
});
