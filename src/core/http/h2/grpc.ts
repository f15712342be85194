/** gRPC over HTTP/2: messages behind a byte of flags and their length, over the DATA frames of a stream (grpc.io, PROTOCOL-HTTP2). */

/** Names of grpc-status, by number. */
const STATUSES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

const HEADER = 5;

/** True of the content types of gRPC. */
export function isGrpc(contentType: string): boolean {
  return /^application\/grpc(?:[+;]|$)/i.test(contentType);
}

/** "5 NOT_FOUND", by the value of grpc-status. */
export function grpcStatus(value: string): string {
  const name = /^\d{1,2}$/.test(value) ? STATUSES[Number(value)] : undefined;
  return name === undefined ? value : `${value} ${name}`;
}

/** A message that begins: its length by its header. */
export interface GrpcMessage {
  readonly length: number;
  readonly isCompressed: boolean;
}

/** Cuts the body of one direction of a stream into messages. */
export class GrpcCutter {
  /** Messages that have begun. */
  count = 0;
  private readonly head = new Uint8Array(HEADER);
  private headSize = 0;
  private left = 0;
  private isLost = false;

  /**
   * Takes the next bytes.
   * @param begins called where a message begins, before its content
   * @param content called with what is no header; behind a hole with all bytes
   */
  bytes(bytes: Uint8Array, begins: (message: GrpcMessage) => void, content: (from: number, to: number) => void): void {
    for (let at = 0; at < bytes.length;) {
      if (this.isLost || this.left > 0) {
        const to = this.isLost ? bytes.length : Math.min(bytes.length, at + this.left);
        this.left -= Math.min(this.left, to - at);
        content(at, to);
        at = to;
        continue;
      }
      this.head[this.headSize++] = bytes[at++];
      if (this.headSize === HEADER) begins(this.begin());
    }
  }

  /** Bytes are missing: where the next message begins is not known. */
  lose(): void {
    this.isLost = true;
  }

  private begin(): GrpcMessage {
    const { head } = this;
    this.headSize = 0;
    this.count++;
    this.left = ((head[1] << 24) | (head[2] << 16) | (head[3] << 8) | head[4]) >>> 0;
    return { length: this.left, isCompressed: head[0] === 1 };
  }
}
