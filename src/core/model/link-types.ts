/**
 * Link types: what the first bytes of a packet are. The numbers of the tcpdump.org list that are commonly met in captures
 * (https://www.tcpdump.org/linktypes.html). Read them as `LinkType.ETHERNET`, after `import * as LinkType`: bundlers then
 * write the numbers themselves, which the hot path wants.
 */

/** BSD loopback, the address family in the byte order of the machine. */
export const NULL = 0;
export const ETHERNET = 1;
export const TOKEN_RING = 6;
export const PPP = 9;
export const FDDI = 10;
export const RAW_OLD = 12;
export const RAW_OPENBSD = 14;
export const PPP_HDLC = 50;
export const RAW = 101;
export const CISCO_HDLC = 104;
/** 802.11 frames; PRISM, RADIOTAP and AVS: the same behind a radio header. */
export const WIFI = 105;
/** OpenBSD loopback, the address family in network order. */
export const LOOP = 108;
/** LINKTYPE_LINUX_SLL. */
export const COOKED = 113;
export const PFLOG = 117;
export const PRISM = 119;
export const RADIOTAP = 127;
export const AVS = 163;
/** A byte of direction before the frame, as with PPP_WITH_DIR. */
export const PPP_PPPD = 166;
export const PPI = 192;
export const PPP_WITH_DIR = 204;
export const IPV4 = 228;
export const IPV6 = 229;
export const DBUS = 231;
export const NFLOG = 239;
export const USBPCAP = 249;
/** LINKTYPE_LINUX_SLL2. */
export const COOKED2 = 276;
export const EBHSCR = 279;
/** Of containers with numberings of their own: a link that has no number here. */
export const UNKNOWN = 0xffff;

/** How a link type is called. */
export interface LinkTypeName {
  /** Name without "LINKTYPE_". */
  readonly name: string;
  /** A few words for people. */
  readonly title: string;
}

const LINK_TYPES: ReadonlyMap<number, LinkTypeName> = new Map(
  (
    [
      [NULL, 'NULL', 'BSD loopback'],
      [ETHERNET, 'ETHERNET', 'Ethernet'],
      [3, 'AX25', 'Amateur radio AX.25'],
      [TOKEN_RING, 'IEEE802_5', 'Token Ring'],
      [7, 'ARCNET_BSD', 'ARCNET'],
      [8, 'SLIP', 'Serial Line IP'],
      [PPP, 'PPP', 'Point-to-Point Protocol'],
      [FDDI, 'FDDI', 'FDDI'],
      [RAW_OLD, 'RAW', 'Raw IP (old number)'],
      [RAW_OPENBSD, 'RAW', 'Raw IP (OpenBSD number)'],
      [PPP_HDLC, 'PPP_HDLC', 'PPP in HDLC framing'],
      [51, 'PPP_ETHER', 'PPP over Ethernet'],
      [99, 'SYMANTEC_FIREWALL', 'Symantec firewall'],
      [100, 'ATM_RFC1483', 'ATM, RFC 1483'],
      [RAW, 'RAW', 'Raw IP'],
      [CISCO_HDLC, 'C_HDLC', 'Cisco HDLC'],
      [WIFI, 'IEEE802_11', 'Wi-Fi 802.11'],
      [107, 'FRELAY', 'Frame Relay'],
      [LOOP, 'LOOP', 'OpenBSD loopback'],
      [109, 'ENC', 'OpenBSD IPsec'],
      [COOKED, 'LINUX_SLL', 'Linux cooked capture'],
      [114, 'LTALK', 'Apple LocalTalk'],
      [PFLOG, 'PFLOG', 'OpenBSD packet filter log'],
      [PRISM, 'IEEE802_11_PRISM', 'Wi-Fi with Prism header'],
      [122, 'IP_OVER_FC', 'IP over Fibre Channel'],
      [123, 'SUNATM', 'SunATM'],
      [RADIOTAP, 'IEEE802_11_RADIOTAP', 'Wi-Fi with radiotap header'],
      [129, 'ARCNET_LINUX', 'ARCNET, Linux framing'],
      [138, 'APPLE_IP_OVER_IEEE1394', 'Apple IP over FireWire'],
      [139, 'MTP2_WITH_PHDR', 'SS7 MTP2 with pseudo-header'],
      [140, 'MTP2', 'SS7 MTP2'],
      [141, 'MTP3', 'SS7 MTP3'],
      [142, 'SCCP', 'SS7 SCCP'],
      [143, 'DOCSIS', 'DOCSIS'],
      [144, 'LINUX_IRDA', 'Linux IrDA'],
      ...Array.from({ length: 16 }, (_, n) => [147 + n, `USER${n}`, `Private use ${n}`] as const),
      [AVS, 'IEEE802_11_AVS', 'Wi-Fi with AVS header'],
      [165, 'BACNET_MS_TP', 'BACnet MS/TP'],
      [PPP_PPPD, 'PPP_PPPD', 'PPP of pppd, with direction'],
      [169, 'GPRS_LLC', 'GPRS LLC'],
      [177, 'LINUX_LAPD', 'Linux LAPD'],
      [178, 'JUNIPER_ETHER', 'Juniper Ethernet'],
      [187, 'BLUETOOTH_HCI_H4', 'Bluetooth HCI'],
      [189, 'USB_LINUX', 'Linux USB'],
      [PPI, 'PPI', 'Per-Packet Information'],
      [195, 'IEEE802_15_4_WITHFCS', '802.15.4 with check sequence'],
      [196, 'SITA', 'SITA header'],
      [197, 'ERF', 'Endace ERF'],
      [201, 'BLUETOOTH_HCI_H4_WITH_PHDR', 'Bluetooth HCI with direction'],
      [202, 'AX25_KISS', 'AX.25 with KISS header'],
      [203, 'LAPD', 'ISDN LAPD'],
      [PPP_WITH_DIR, 'PPP_WITH_DIR', 'PPP with direction'],
      [205, 'C_HDLC_WITH_DIR', 'Cisco HDLC with direction'],
      [206, 'FRELAY_WITH_DIR', 'Frame Relay with direction'],
      [209, 'IPMB_LINUX', 'Linux IPMB'],
      [215, 'IEEE802_15_4_NONASK_PHY', '802.15.4 with PHY header'],
      [220, 'USB_LINUX_MMAPPED', 'Linux USB, memory-mapped'],
      [224, 'FC_2', 'Fibre Channel FC-2'],
      [225, 'FC_2_WITH_FRAME_DELIMS', 'Fibre Channel FC-2 with delimiters'],
      [226, 'IPNET', 'Solaris ipnet'],
      [227, 'CAN_SOCKETCAN', 'CAN bus (SocketCAN)'],
      [IPV4, 'IPV4', 'Raw IPv4'],
      [IPV6, 'IPV6', 'Raw IPv6'],
      [230, 'IEEE802_15_4_NOFCS', '802.15.4 without check sequence'],
      [DBUS, 'DBUS', 'D-Bus'],
      [235, 'DVB_CI', 'DVB common interface'],
      [236, 'MUX27010', '3GPP 27.010 multiplexing'],
      [NFLOG, 'NFLOG', 'Linux netfilter log'],
      [240, 'NETANALYZER', 'netANALYZER'],
      [242, 'IPOIB', 'IP over InfiniBand'],
      [243, 'MPEG_2_TS', 'MPEG-2 transport stream'],
      [247, 'INFINIBAND', 'InfiniBand'],
      [248, 'SCTP', 'SCTP'],
      [USBPCAP, 'USBPCAP', 'USB (USBPcap)'],
      [251, 'BLUETOOTH_LE_LL', 'Bluetooth Low Energy'],
      [252, 'WIRESHARK_UPPER_PDU', 'Wireshark exported PDU'],
      [253, 'NETLINK', 'Linux netlink'],
      [254, 'BLUETOOTH_LINUX_MONITOR', 'Bluetooth Linux monitor'],
      [256, 'BLUETOOTH_LE_LL_WITH_PHDR', 'Bluetooth Low Energy with header'],
      [258, 'PKTAP', 'Apple PKTAP'],
      [259, 'EPON', 'Ethernet passive optical network'],
      [264, 'ISO_14443', 'ISO 14443 contactless cards'],
      [265, 'RDS', 'Radio Data System'],
      [266, 'USB_DARWIN', 'macOS USB'],
      [268, 'SDLC', 'IBM SDLC'],
      [270, 'LORATAP', 'LoRaTap'],
      [271, 'VSOCK', 'Linux VM sockets'],
      [272, 'NORDIC_BLE', 'Nordic Bluetooth LE sniffer'],
      [273, 'DOCSIS31_XRA31', 'DOCSIS 3.1 XRA-31'],
      [274, 'ETHERNET_MPACKET', 'Ethernet mPackets'],
      [275, 'DISPLAYPORT_AUX', 'DisplayPort AUX'],
      [COOKED2, 'LINUX_SLL2', 'Linux cooked capture 2'],
      [EBHSCR, 'EBHSCR', 'Elektrobit capture and replay'],
      [280, 'OPENVIZSLA', 'OpenVizsla USB'],
      [283, 'IEEE802_15_4_TAP', '802.15.4 with TAP header'],
      [288, 'USB_2_0', 'USB 2.0'],
      [290, 'Z_WAVE_SERIAL', 'Z-Wave serial'],
    ] as const
  ).map(([number, name, title]) => [number, { name, title }]),
);

/**
 * Name and title of a link type.
 * @returns undefined for a number that the list here does not have
 */
export function linkTypeName(linkType: number): LinkTypeName | undefined {
  return LINK_TYPES.get(linkType);
}

/** A link type in one phrase: "Ethernet", or "link type 999" where the number has no name. */
export function linkTypeTitle(linkType: number): string {
  return LINK_TYPES.get(linkType)?.title ?? `link type ${linkType}`;
}
