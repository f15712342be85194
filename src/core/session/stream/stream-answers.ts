import type { Reply } from '../../model/failure.ts';
import type { StreamForm, StreamPart, StreamPlace, StreamSaving, StreamSummary } from '../../model/stream.ts';
import type { ExportHooks } from '../export-sources.ts';
import type { TableSources } from '../tables/capture-table.ts';
import { followFlow } from './follow-flow.ts';
import type { ReadText } from './http-bodies.ts';
import { PART_LIMITS } from './part-collector.ts';
import { saveStream } from './save-stream.ts';
import type { SessionKeys } from './session-keys.ts';

/** Tells what the ends of flows said, decrypted where there are keys. */
export class StreamAnswers {
  /** Parts that were asked for: an answer under way is of use to nobody once another is wanted. */
  private asked = 0;

  constructor(
    private readonly sources: () => TableSources,
    private readonly keys: SessionKeys,
  ) {}

  /** A part of what the ends of a flow said; another part that is asked for stops it, and it answers `stopped`. */
  part(flow: number, place: StreamPlace, form?: StreamForm, readText?: ReadText): Promise<Reply<StreamPart>> {
    const mine = ++this.asked;
    return followFlow(this.given(), flow, place, () => this.asked === mine, PART_LIMITS, form, readText);
  }

  /** Writes what the ends of a flow said to a file, piece by piece. */
  save(saving: StreamSaving, hooks: ExportHooks): Promise<Reply<StreamSummary>> {
    return saveStream(this.given(), saving, hooks);
  }

  private given(): TableSources & { readonly secrets: SessionKeys['secrets'] } {
    return { ...this.sources(), secrets: this.keys.secrets };
  }
}
