import type { Secrets } from '../../decrypt/key-log.ts';
import { answered, failed, type Reply } from '../../model/failure.ts';
import type { ObjectsFound } from '../../model/objects.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { tryReading } from '../packet-bytes.ts';
import { findObjects, type KeptObject } from './find-objects.ts';

/** The one pass over a capture that looks for objects: who asks again while it goes on, or after it, has the same answer. */
export class ObjectSearch {
  private search: Promise<Reply<ObjectsFound>> | undefined;
  private round = 0;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    private readonly secrets: () => Secrets,
  ) {}

  /**
   * Looks for objects, if that has not been done.
   * @param pause told how many of how many flows have been read
   * @param keep given what was found
   */
  find(
    pause: (done: number, total: number) => Promise<void>,
    keep: (objects: readonly KeptObject[]) => void,
  ): Promise<Reply<ObjectsFound>> {
    this.search ??= this.run(++this.round, pause, keep);
    return this.search;
  }

  /** Flows have other numbers now, or nobody wants the answer: what goes on is stopped, and objects are looked for anew. */
  forget(): void {
    this.round++;
    this.search = undefined;
  }

  private async run(
    mine: number,
    pause: (done: number, total: number) => Promise<void>,
    keep: (objects: readonly KeptObject[]) => void,
  ): Promise<Reply<ObjectsFound>> {
    const hooks = {
      pause: async (done: number, total: number): Promise<boolean> => {
        await pause(done, total);
        return this.round === mine;
      },
    };
    const found = await tryReading(findObjects(this.tables, this.bytes, hooks, this.secrets()));
    // What could not be read once may be there again.
    if (!found.ok && this.round === mine) this.search = undefined;
    if (!found.ok) return found;
    if (found.value === undefined || this.round !== mine) return failed('stopped');
    const { objects, flows, omitted } = found.value;
    keep(objects);
    return answered({ objects: objects.length, flows, omitted });
  }
}
