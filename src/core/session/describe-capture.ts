import type { CaptureFacts } from '../capture/capture-facts.ts';
import type { CaptureDescription } from '../export/packet-file.ts';

/** What a capture that is written says beside its packets: what the one that was read has said so far. */
export function describeCapture(facts: CaptureFacts): CaptureDescription {
  const { interfaces, notes } = facts.summary(0);
  return {
    interfaces: interfaces.map((from) => ({ ...from, nanoseconds: facts.files[from.file].container.nanoseconds })),
    sections: notes.sections.items,
    names: [...facts.names].map(([address, names]) => ({ address, names })),
    secrets: facts.secrets,
  };
}
