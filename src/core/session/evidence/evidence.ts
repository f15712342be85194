import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import type { Evidence, EvidenceKind } from './evidence-table.ts';

/** Looks for evidence when it is first asked for, and keeps it while the capture stays as it is. */
export class EvidenceStore {
  private readonly kept = new Map<string, Promise<Evidence>>();
  private stamp = '';

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
  ) {}

  /**
   * @param stamp what the capture looks like: evidence of another one is forgotten
   * Rejects (UnreadableBytes) if the bytes cannot be had; then it is looked for again.
   */
  find(kind: EvidenceKind, stamp: string): Promise<Evidence> {
    if (stamp !== this.stamp) this.kept.clear();
    this.stamp = stamp;
    const known = this.kept.get(kind.id);
    if (known !== undefined) return known;
    const found = kind.find(this.tables, this.bytes);
    this.kept.set(kind.id, found);
    found.catch(() => this.kept.delete(kind.id));
    return found;
  }
}
