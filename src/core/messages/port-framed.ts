import { FramedReader, type Framing } from './framed.ts';
import { hasPort, type Ends, type StreamProtocol } from './stream-reader.ts';

/** A protocol known by its port and the size of its first message. */
export function framed(name: string, port: number, framing: (ends: Ends) => Framing): StreamProtocol {
  return {
    name,
    looks(bytes, way, ends) {
      if (!hasPort(ends, port)) return false;
      const size = framing(ends).size(bytes, way);
      return size > 0 ? true : size === 0 ? 'later' : false;
    },
    open: (sink, ends) => new FramedReader(framing(ends), sink),
  };
}
