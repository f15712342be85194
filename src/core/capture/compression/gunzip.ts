import { Gunzip } from 'fflate';
import type { ByteStream } from '../../model/reader.ts';
import { FedStream, type InflatingStream } from './inflating-stream.ts';

/** Inflates gzip (RFC 1952) of one or several members. */
export function gunzip(source: ByteStream): InflatingStream {
  return new FedStream(source, (give) => new Gunzip((piece) => give(piece)));
}
