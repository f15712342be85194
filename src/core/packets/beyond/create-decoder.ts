import { PacketDecoder } from '../nfstream/packet-decoder.ts';
import { BeyondDecoder, type DecodingParameters } from './beyond-decoder.ts';

/**
 * NFStream's decoder, or one that does more if the parameters ask for anything beyond it.
 * `wantHeaders`: fill the fields of DecodedPacket that only some features read.
 */
export function createDecoder(parameters: DecodingParameters, wantHeaders: boolean): PacketDecoder {
  const { decode, sctpPorts, icmpInKey, laterFragments, repairLengths } = parameters;
  const beyond = decode.length > 0 || sctpPorts || icmpInKey || laterFragments || repairLengths;
  return beyond ? new BeyondDecoder(parameters, wantHeaders) : new PacketDecoder(parameters.decodeTunnels, wantHeaders);
}
