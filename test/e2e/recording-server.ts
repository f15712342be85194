import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that remembers what it was asked. */
export interface RecordingServer {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Paths in the order of the questions. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine and lets every page read its answers: by `answer`, or a script. */
export async function listen(answer?: (path: string) => Promise<Response>): Promise<RecordingServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    void (async () => {
      const given = (await answer?.(path)) ?? new Response('export default 1', SCRIPT);
      const type = given.headers.get('content-type') ?? '';
      response.writeHead(given.status, { 'access-control-allow-origin': '*', 'content-type': type });
      response.end(Buffer.from(await given.arrayBuffer()));
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

const SCRIPT = { headers: { 'content-type': 'text/javascript' } };
