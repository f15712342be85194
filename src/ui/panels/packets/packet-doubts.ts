import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import type { Problem } from '../../../core/model/problem.ts';
import type { PacketDetail } from '../../../core/model/question.ts';

/** Problems that say of this packet that its bytes may not be what was on the wire. */
export function doubtsOf(
  { problems, files }: Pick<CaptureSummary, 'problems' | 'files'>,
  { packet, fileOffset, file }: Pick<PacketDetail, 'packet' | 'fileOffset' | 'file'>,
): readonly Problem[] {
  return problems.filter((problem) => {
    if (file !== undefined && files[problem.file]?.name !== file) return false;
    if (problem.code === 'wrong-hash' || problem.code === 'received-damaged') return problem.packet === packet + 1;
    const [bytes = 0] = problem.facts;
    const isInside = fileOffset >= problem.offset && fileOffset < problem.offset + bytes;
    return problem.code === 'wrong-checksum' && isInside;
  });
}
