/**
 * What the meter and the features read of a packet: one object that every packet overwrites. Sizes are NFStream's, in
 * bytes; addresses and ports are in its conversation.
 */
export class MeteredPacket {
  /** Its conversation, and 1 if its sender is the second endpoint of that. */
  conversation = 0;
  swapped = 0;
  /** Capture time: whole seconds since 1970, and nanoseconds within. */
  seconds = 0;
  nanoseconds = 0;
  /** The size that the accounting mode counts. */
  size = 0;
  linkSize = 0;
  ipSize = 0;
  transportSize = 0;
  payloadSize = 0;
  /** IP protocol number. */
  protocol = 0;
  tcpFlags = 0;
  /** Number of its pair of MAC addresses (LinkPairs). */
  linkPair = 0;
  /** Row of the packet table. */
  row = 0;
  /** Headers, filled for the features that read them: bytes, hops, and the fields of TCP as they stand there. */
  ipHeaderLength = 0;
  transportHeaderLength = 0;
  ttl = 0;
  window = 0;
  sequence = 0;
  acknowledgement = 0;
  /** First four bytes of the transport header, unsigned. */
  transportStart = 0;
}
