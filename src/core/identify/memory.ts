import { serviceOfHost, type HostService } from './hosts/match.ts';

/** Most entries of one kind that are remembered; the oldest half is forgotten then. */
const MOST = 65_536;

/** What flows of one reading tell of later ones. */
export class Memory {
  /** Service and category of a TLS server by address and port. */
  private readonly servers = new Map<string, HostService>();
  /** Addresses that carried Zoom over TCP. */
  private readonly zoom = new Set<string>();
  /** Hosts looked up before: the same names come again and again. */
  private readonly hosts = new Map<string, HostService | undefined>();

  serviceOf(host: string): HostService | undefined {
    if (this.hosts.has(host)) return this.hosts.get(host);
    if (this.hosts.size >= MOST) this.hosts.clear();
    const service = serviceOfHost(host);
    this.hosts.set(host, service);
    return service;
  }

  rememberServer(key: string, service: HostService): void {
    if (this.servers.size >= MOST) this.servers.clear();
    this.servers.set(key, service);
  }

  server(key: string): HostService | undefined {
    return this.servers.get(key);
  }

  rememberZoom(address: string): void {
    if (this.zoom.size < MOST) this.zoom.add(address);
  }

  get knowsAnyZoom(): boolean {
    return this.zoom.size > 0;
  }

  knowsZoom(address: string): boolean {
    return this.zoom.has(address);
  }
}
