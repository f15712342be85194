import type { CaptureFacts } from '../capture/capture-facts.ts';
import type { CaptureDescription } from '../export/packet-file.ts';

/** What a capture that is written says beside its packets: what the one that was read has said so far. */
export function describeCapture(facts: CaptureFacts): CaptureDescription {
  const { files } = facts;
  return {
    interfaces: Array.from(facts.interfaceRows(), (from) => ({
      ...from,
      nanoseconds: files[from.file].container.nanoseconds,
    })),
    sections: facts.sections,
    names: [...facts.names].map(([address, names]) => ({ address, names })),
    secrets: facts.secrets,
  };
}
