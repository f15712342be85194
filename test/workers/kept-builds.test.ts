import { createHash } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { KeptBuilds, type Build } from '../../workers/kept-builds.ts';

const SCOPE = 'https://host.test/some/path/';

/** The browser's caches, as far as they are used. */
class Caches {
  readonly all = new Map<string, Map<string, Response>>();
  has = async (name: string) => this.all.has(name);
  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);
  open = async (name: string) => {
    const cache = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, cache);
    return {
      match: async (address: string) => cache.get(address)?.clone(),
      put: async (address: string, response: Response) => void cache.set(address, response),
      delete: async (address: string) => cache.delete(address),
      keys: async () => [...cache.keys()].map((url) => ({ url })),
    };
  };
}

let caches: Caches;
let host: Record<string, string>;
let asked: string[];
beforeEach(() => {
  caches = new Caches();
  host = {};
  asked = [];
});

/** A build of these texts; its files lie on the host from now on, and no others. */
function build(id: string, files: Record<string, string>): { kept: KeptBuilds; build: Build } {
  host = files;
  const hashes = Object.entries(files).map(([path, text]): [string, string] => [path, sha256(text)]);
  const made: Build = { id, files: Object.fromEntries(hashes) };
  return { build: made, kept: keptOf(made) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function keptOf(made: Build, isNewest: () => boolean = () => true): KeptBuilds {
  return new KeptBuilds(made, {
    scope: SCOPE,
    isNewest,
    caches: caches as unknown as CacheStorage,
    fetch: async (address, { cache } = {}) => {
      asked.push(`${address.slice(SCOPE.length)} ${cache}`);
      const text = host[address.slice(SCOPE.length)];
      return text === undefined ? new Response('', { status: 404 }) : new Response(text, { headers: HEADERS });
    },
  });
}

const HEADERS = {
  'content-type': 'text/x',
  'content-length': '9999',
  'content-security-policy': "frame-ancestors 'self'",
};
const textOf = async (response: Promise<Response | undefined>) => (await response)?.text();

it('keeps every file as it was built, with the headers of its host but those of the sending', async () => {
  const { kept } = build('one', { '': 'page', 'assets/a-1.js': 'a' });
  await kept.keepAll();
  expect(await textOf(kept.find(''))).toBe('page');
  const headers = (await kept.find('assets/a-1.js'))?.headers;
  expect([...(headers ?? [])].map(([name]) => name)).toEqual(['content-security-policy', 'content-type']);
  expect(asked).toEqual([' default', 'assets/a-1.js default']);
  expect(kept.has('')).toBe(true);
  expect(kept.has('other')).toBe(false);
  expect(kept.has('toString')).toBe(false);
});

it('does not take a file that is another one; what is kept then is not asked for again', async () => {
  const { kept } = build('one', { '': 'page', 'b.html': 'b' });
  host['b.html'] = 'something else';
  await expect(kept.keepAll()).rejects.toThrow('b.html is not the file that was built');
  expect(asked).toEqual([' default', 'b.html default', 'b.html reload']);
  delete host['b.html'];
  await expect(kept.keepAll()).rejects.toThrow('404');
  host['b.html'] = 'b';
  asked.length = 0;
  await kept.keepAll();
  expect(asked).toEqual(['b.html default']);
});

it('takes from an earlier build what is the same', async () => {
  await build('one', { '': 'page', 'same.js': 's', 'sandbox.html': 'old' }).kept.keepAll();
  asked.length = 0;
  await build('two', { '': 'newer', 'same.js': 's', 'sandbox.html': 'new' }).kept.keepAll();
  expect(asked).toEqual([' default', 'sandbox.html default']);
});

it('gives each page the files of its own build, and parts of any', async () => {
  const one = build('one', { '': 'page', 'assets/a-1.js': 'a', 'sandbox.html': 'old' });
  await one.kept.keepAll();
  expect(await one.kept.isOnly()).toBe(true);
  await one.kept.note('first');
  const { kept } = build('two', { '': 'newer', 'assets/a-2.js': 'b', 'sandbox.html': 'new' });
  await kept.keepAll();
  expect(await kept.isOnly()).toBe(false);
  expect(await textOf(kept.find(''))).toBe('newer');
  expect(await textOf(kept.find('sandbox.html', await kept.buildOf('first')))).toBe('old');
  expect(await textOf(kept.find('assets/a-1.js'))).toBe('a');
  expect(await kept.find('assets/a-3.js')).toBeUndefined();
  expect(await textOf(kept.find('', 'a build that is gone'))).toBe('newer');
});

it('forgets a build when no page has it any more, and never one of another folder', async () => {
  await caches.open('flowloom build /some/path/deeper/ x');
  const one = build('one', { '': 'page', 'assets/a-1.js': 'a' });
  await one.kept.keepAll();
  await one.kept.note('first');
  const { kept } = build('two', { '': 'newer' });
  await kept.keepAll();
  await kept.note('second');
  await kept.forgetUnused(['first', 'second']);
  expect(await kept.find('assets/a-1.js')).toBeDefined();
  await kept.forgetUnused(['second', 'unknown']);
  expect(await kept.find('assets/a-1.js')).toBeDefined();
  await kept.forgetUnused(['second']);
  expect(await kept.find('assets/a-1.js')).toBeUndefined();
  expect(await kept.buildOf('first')).toBe('one'); // it may be on its way
  vi.useFakeTimers({ now: Date.now() + 3_600_000 });
  await kept.forgetUnused(['second']);
  vi.useRealTimers();
  expect(await kept.buildOf('first')).toBeUndefined();
  expect(await kept.buildOf('second')).toBe('two');
  expect(await caches.keys()).toContain('flowloom build /some/path/deeper/ x');
});

it('never throws away what a newer build has begun to keep', async () => {
  const first = build('1', { '': 'page 1' });
  await first.kept.keepAll();
  await first.kept.note('open');
  const second = build('2', { '': 'page 2' });
  const replaced = keptOf(first.build, () => false);
  await second.kept.keepAll();
  await replaced.forgetUnused(['open']);
  expect(await (await second.kept.find(''))?.text()).toBe('page 2');
});

it('throws away nothing that was not there when it asked whether it is the newest', async () => {
  const first = build('1', { '': 'page 1' });
  await first.kept.keepAll();
  await first.kept.note('open');
  const second = build('2', { '': 'page 2' });
  const forgetting = first.kept.forgetUnused(['open']);
  await second.kept.keepAll();
  await forgetting;
  expect(await (await second.kept.find(''))?.text()).toBe('page 2');
});
