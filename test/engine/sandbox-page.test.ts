import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

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
