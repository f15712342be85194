import type { PacketFormat } from '../model/export.ts';
import type { TakeBytes } from './byte-pieces.ts';
import type { PacketFile } from './packet-file.ts';
import { PcapFile } from './pcap-file.ts';
import { PcapngFile } from './pcapng-file.ts';

/** Begins a capture file; `take` is given its bytes in order. */
export function openPacketFile(format: PacketFormat, take: TakeBytes): PacketFile {
  return format === 'pcap' ? new PcapFile(take) : new PcapngFile(take);
}
