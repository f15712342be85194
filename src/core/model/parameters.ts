/** NFStream's offline parameters, by its names in camelCase (nfstream 6.5.4, `streamer.py`), with its defaults. */
export interface MeterParameters {
  /** Look into GTP-U, CAPWAP and TZSP. */
  readonly decodeTunnels: boolean;
  /** Seconds without a packet after which a flow ends; 0: every packet is a flow. */
  readonly idleTimeout: number;
  /** Seconds since its first packet after which a flow is cut. */
  readonly activeTimeout: number;
  /** Which size is counted: 0 link, 1 IP, 2 transport, 3 payload. */
  readonly accountingMode: 0 | 1 | 2 | 3;
  /** Keep the 48 statistical features. */
  readonly statisticalAnalysis: boolean;
  /** Number of packets in the SPLT sequences, 0 to 65535; 0: none. */
  readonly spltAnalysis: number;
  /**
   * Meter the packets of every pcapng interface. Beyond NFStream: libpcap, and so NFStream, drops those of interfaces
   * whose link type or snaplen differs from the first one's.
   */
  readonly everyInterface: boolean;
}

/** NFStream's defaults, which the command line starts from. */
export const NFSTREAM_DEFAULTS: MeterParameters = {
  decodeTunnels: true,
  idleTimeout: 120,
  activeTimeout: 1800,
  accountingMode: 0,
  statisticalAnalysis: false,
  spltAnalysis: 0,
  everyInterface: false,
};

/** What the page opens a capture with: NFStream's defaults, statistics, 20 packets of SPLT, all interfaces. */
export const PAGE_DEFAULTS: MeterParameters = {
  ...NFSTREAM_DEFAULTS,
  statisticalAnalysis: true,
  spltAnalysis: 20,
  everyInterface: true,
};
