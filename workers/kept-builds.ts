/** What a build of the page says of itself (scripts/offline-build.ts). */
export interface Build {
  /** Another one whenever a file is another one. */
  readonly id: string;
  /** SHA-256 in hex of each file, by its path from the page; the page itself has the path ''. */
  readonly files: Readonly<Record<string, string>>;
}

/** What of the browser the files are kept with. */
export interface Surroundings {
  /** Address of the page's folder, with a slash at the end. */
  readonly scope: string;
  readonly caches: CacheStorage;
  readonly fetch: (address: string, how?: RequestInit) => Promise<Response>;
  /** False while another build is being kept, and once it is in force: its files are not this one's to throw away. */
  readonly isNewest: () => boolean;
}

/** A header that tells of bytes as they were sent, not of those that are kept. */
const OF_THE_SENDING = ['content-encoding', 'content-length', 'transfer-encoding'];

/** When a page was noted, ms since 1970. */
const NOTED = 'x-noted';
/** A page is open after so long, ms, or will not be. */
const ON_ITS_WAY_MS = 600_000;

/**
 * The files of one build of the page, in a cache of their own, beside those of earlier builds that open pages still have.
 * Nothing is kept but what the build has listed, and of that only what has the hash that it said.
 */
export class KeptBuilds {
  private readonly prefix: string;
  private readonly notes: string;

  constructor(
    private readonly build: Build,
    private readonly around: Surroundings,
  ) {
    const folder = new URL(around.scope).pathname;
    this.prefix = `flowloom build ${folder} `;
    this.notes = `flowloom pages ${folder}`;
  }

  /** True if the build has a file of that path. */
  has(path: string): boolean {
    return Object.hasOwn(this.build.files, path);
  }

  /** Keeps every file of the build. Rejects if one cannot be had as it was built; what is kept stays for the next try. */
  async keepAll(): Promise<void> {
    const cache = await this.around.caches.open(this.nameOf(this.build.id));
    for (const [path, hash] of Object.entries(this.build.files)) {
      if ((await cache.match(this.addressOf(path))) !== undefined) continue;
      await cache.put(this.addressOf(path), await this.get(path, hash));
    }
  }

  /** A kept file: of the build that is named, else of this one, else of any other; undefined if none has it. */
  async find(path: string, id = this.build.id): Promise<Response | undefined> {
    const names = new Set([this.nameOf(id), this.nameOf(this.build.id), ...(await this.kept())]);
    for (const name of names) {
      if (!(await this.around.caches.has(name))) continue;
      const found = await (await this.around.caches.open(name)).match(this.addressOf(path));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Notes that a page is of this build. The note is kept with the files: this worker is ended whenever it rests. */
  async note(page: string): Promise<void> {
    const notes = await this.around.caches.open(this.notes);
    await notes.put(
      this.addressOf(`page/${page}`),
      new Response(this.build.id, { headers: { [NOTED]: `${Date.now()}` } }),
    );
  }

  /** The build of a page; undefined if that is not known. */
  async buildOf(page: string): Promise<string | undefined> {
    const notes = await this.around.caches.open(this.notes);
    return (await notes.match(this.addressOf(`page/${page}`)))?.text();
  }

  /** Forgets builds that no open page has; none as long as the build of one of them is not known. */
  async forgetUnused(open: readonly string[]): Promise<void> {
    // Listed before it is asked whether there is a newer build: what one begins to keep meanwhile is not in the list.
    const kept = await this.kept();
    if (!this.around.isNewest()) return;
    await this.forgetNotes(new Set(open.map((page) => this.addressOf(`page/${page}`))));
    const builds = await Promise.all(open.map((page) => this.buildOf(page)));
    if (builds.includes(undefined)) return;
    const used = new Set([this.build.id, ...builds].map((id) => this.nameOf(id ?? '')));
    for (const name of kept) if (!used.has(name)) await this.around.caches.delete(name);
  }

  /** A page that was noted but is not open may be on its way. */
  private async forgetNotes(open: ReadonlySet<string>): Promise<void> {
    const notes = await this.around.caches.open(this.notes);
    for (const { url } of await notes.keys()) {
      const noted = Number((await notes.match(url))?.headers.get(NOTED));
      if (!open.has(url) && Date.now() - noted > ON_ITS_WAY_MS) await notes.delete(url);
    }
  }

  /** True if no build but this one is kept. */
  async isOnly(): Promise<boolean> {
    return (await this.kept()).every((name) => name === this.nameOf(this.build.id));
  }

  /** From an earlier build, from what the browser has, or from the host: whichever has the hash first. */
  private async get(path: string, hash: string): Promise<Response> {
    const before = await this.find(path);
    if (before !== undefined && (await hashOf(await before.clone().arrayBuffer())) === hash) return before;
    for (const cache of ['default', 'reload'] as const) {
      const response = await this.around.fetch(this.addressOf(path), { cache });
      if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`);
      const bytes = await response.arrayBuffer();
      // Made anew: one that was redirected cannot be the answer to a navigation.
      if ((await hashOf(bytes)) === hash) return new Response(bytes, { headers: lastingHeaders(response) });
    }
    throw new Error(`${path} is not the file that was built.`);
  }

  private async kept(): Promise<readonly string[]> {
    return (await this.around.caches.keys()).filter((name) => name.startsWith(this.prefix)).toReversed();
  }

  private nameOf(id: string): string {
    return this.prefix + id;
  }

  private addressOf(path: string): string {
    return new URL(path, this.around.scope).href;
  }
}

function lastingHeaders(response: Response): Headers {
  const headers = new Headers(response.headers);
  for (const name of OF_THE_SENDING) headers.delete(name);
  return headers;
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
