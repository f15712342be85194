/**
 * Values of NFStream's column tunnel_id: 0 to 3 as it has them, 4 and 5 as nDPI's enumeration goes on
 * (ndpi_packet_tunnel), then our own. At most 15: four bits of the flow key.
 */
export enum TunnelId {
  None = 0,
  GtpU = 1,
  Capwap = 2,
  Tzsp = 3,
  L2tp = 4,
  Vxlan = 5,
  Gre = 6,
  Geneve = 7,
  Erspan = 8,
  /** Teredo, and AYIYA. */
  Teredo = 9,
  /** Ethernet under MPLS labels. */
  PseudoWire = 10,
  /** Provider backbone bridging, 802.1ah. */
  Backbone = 11,
  EtherIp = 12,
  /** MPLS labels in IP or UDP. */
  Mpls = 13,
}
