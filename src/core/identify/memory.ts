import { HelloTable } from '../fingerprints/hello-table.ts';
import { serviceOfHost, type HostService } from './hosts/match.ts';

/** Most entries of one kind that are remembered; the oldest half is forgotten then. */
const MOST = 65_536;

/** What flows of one reading tell of later ones. Ends are keys of `endKey`. */
export class Memory {
  /** Hellos of clients and of servers, of which fingerprints are made. */
  readonly clients = new HelloTable();
  readonly servers = new HelloTable();
  /** Service of a TLS server by address and port. */
  private readonly services = new Map<number, string>();
  /** Ends that carried Zoom over TCP. */
  private readonly zoom = new Set<number>();
  /** Hosts looked up before: the same names come again and again. */
  private readonly hosts = new Map<string, HostService | null>();
  /** What was said as a host, and the host that it stands for. */
  private readonly said = new Map<string, string>();

  /** The service of a host; null if none is known. */
  serviceOf(host: string): HostService | null {
    const known = this.hosts.get(host);
    if (known !== undefined) return known;
    if (this.hosts.size >= MOST) this.hosts.clear();
    const service = serviceOfHost(host) ?? null;
    this.hosts.set(host, service);
    return service;
  }

  /** A text that was said as a host, as NFStream keeps it. */
  hostOf(text: string): string {
    const known = this.said.get(text);
    if (known !== undefined) return known;
    if (this.said.size >= MOST) this.said.clear();
    const host = hostText(text);
    this.said.set(text, host);
    return host;
  }

  rememberServer(key: number, service: string): void {
    if (this.services.size >= MOST) this.services.clear();
    this.services.set(key, service);
  }

  server(key: number): string | undefined {
    return this.services.get(key);
  }

  rememberZoom(key: number): void {
    if (this.zoom.size < MOST) this.zoom.add(key);
  }

  get knowsAnyZoom(): boolean {
    return this.zoom.size > 0;
  }

  knowsZoom(key: number): boolean {
    return this.zoom.has(key);
  }
}

const PORTS = 65_536;

/** An address (its first word) and a port as one number. */
export function endKey(address: number, port: number): number {
  return (address >>> 0) * PORTS + port;
}

/** The same address with another port. */
export function atPort(key: number, port: number): number {
  return key - (key % PORTS) + port;
}

/** NFStream keeps the last 79 bytes, in lower case, up to a zero byte; characters here are bytes. */
const MOST_HOST = 79;

function hostText(text: string): string {
  const lower = text.slice(-MOST_HOST).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const zero = lower.indexOf('\0');
  return zero < 0 ? lower : lower.slice(0, zero);
}
