/**
 * Names of link types: the numbers of the tcpdump.org list that are commonly met in captures.
 * https://www.tcpdump.org/linktypes.html
 */
export interface LinkTypeName {
  /** Name without "LINKTYPE_". */
  readonly name: string;
  /** A few words for people. */
  readonly title: string;
}

const LINK_TYPES: ReadonlyMap<number, LinkTypeName> = new Map(
  (
    [
      [0, 'NULL', 'BSD loopback'],
      [1, 'ETHERNET', 'Ethernet'],
      [3, 'AX25', 'Amateur radio AX.25'],
      [6, 'IEEE802_5', 'Token Ring'],
      [7, 'ARCNET_BSD', 'ARCNET'],
      [8, 'SLIP', 'Serial Line IP'],
      [9, 'PPP', 'Point-to-Point Protocol'],
      [10, 'FDDI', 'FDDI'],
      [12, 'RAW', 'Raw IP (old number)'],
      [14, 'RAW', 'Raw IP (OpenBSD number)'],
      [50, 'PPP_HDLC', 'PPP in HDLC framing'],
      [51, 'PPP_ETHER', 'PPP over Ethernet'],
      [99, 'SYMANTEC_FIREWALL', 'Symantec firewall'],
      [100, 'ATM_RFC1483', 'ATM, RFC 1483'],
      [101, 'RAW', 'Raw IP'],
      [104, 'C_HDLC', 'Cisco HDLC'],
      [105, 'IEEE802_11', 'Wi-Fi 802.11'],
      [107, 'FRELAY', 'Frame Relay'],
      [108, 'LOOP', 'OpenBSD loopback'],
      [109, 'ENC', 'OpenBSD IPsec'],
      [113, 'LINUX_SLL', 'Linux cooked capture'],
      [114, 'LTALK', 'Apple LocalTalk'],
      [117, 'PFLOG', 'OpenBSD packet filter log'],
      [119, 'IEEE802_11_PRISM', 'Wi-Fi with Prism header'],
      [122, 'IP_OVER_FC', 'IP over Fibre Channel'],
      [123, 'SUNATM', 'SunATM'],
      [127, 'IEEE802_11_RADIOTAP', 'Wi-Fi with radiotap header'],
      [129, 'ARCNET_LINUX', 'ARCNET, Linux framing'],
      [138, 'APPLE_IP_OVER_IEEE1394', 'Apple IP over FireWire'],
      [139, 'MTP2_WITH_PHDR', 'SS7 MTP2 with pseudo-header'],
      [140, 'MTP2', 'SS7 MTP2'],
      [141, 'MTP3', 'SS7 MTP3'],
      [142, 'SCCP', 'SS7 SCCP'],
      [143, 'DOCSIS', 'DOCSIS'],
      [144, 'LINUX_IRDA', 'Linux IrDA'],
      [147, 'USER0', 'Private use 0'],
      [148, 'USER1', 'Private use 1'],
      [149, 'USER2', 'Private use 2'],
      [150, 'USER3', 'Private use 3'],
      [151, 'USER4', 'Private use 4'],
      [152, 'USER5', 'Private use 5'],
      [153, 'USER6', 'Private use 6'],
      [154, 'USER7', 'Private use 7'],
      [155, 'USER8', 'Private use 8'],
      [156, 'USER9', 'Private use 9'],
      [157, 'USER10', 'Private use 10'],
      [158, 'USER11', 'Private use 11'],
      [159, 'USER12', 'Private use 12'],
      [160, 'USER13', 'Private use 13'],
      [161, 'USER14', 'Private use 14'],
      [162, 'USER15', 'Private use 15'],
      [163, 'IEEE802_11_AVS', 'Wi-Fi with AVS header'],
      [165, 'BACNET_MS_TP', 'BACnet MS/TP'],
      [166, 'PPP_PPPD', 'PPP of pppd, with direction'],
      [169, 'GPRS_LLC', 'GPRS LLC'],
      [177, 'LINUX_LAPD', 'Linux LAPD'],
      [178, 'JUNIPER_ETHER', 'Juniper Ethernet'],
      [187, 'BLUETOOTH_HCI_H4', 'Bluetooth HCI'],
      [189, 'USB_LINUX', 'Linux USB'],
      [192, 'PPI', 'Per-Packet Information'],
      [195, 'IEEE802_15_4_WITHFCS', '802.15.4 with check sequence'],
      [196, 'SITA', 'SITA header'],
      [197, 'ERF', 'Endace ERF'],
      [201, 'BLUETOOTH_HCI_H4_WITH_PHDR', 'Bluetooth HCI with direction'],
      [202, 'AX25_KISS', 'AX.25 with KISS header'],
      [203, 'LAPD', 'ISDN LAPD'],
      [204, 'PPP_WITH_DIR', 'PPP with direction'],
      [205, 'C_HDLC_WITH_DIR', 'Cisco HDLC with direction'],
      [206, 'FRELAY_WITH_DIR', 'Frame Relay with direction'],
      [209, 'IPMB_LINUX', 'Linux IPMB'],
      [215, 'IEEE802_15_4_NONASK_PHY', '802.15.4 with PHY header'],
      [220, 'USB_LINUX_MMAPPED', 'Linux USB, memory-mapped'],
      [224, 'FC_2', 'Fibre Channel FC-2'],
      [225, 'FC_2_WITH_FRAME_DELIMS', 'Fibre Channel FC-2 with delimiters'],
      [226, 'IPNET', 'Solaris ipnet'],
      [227, 'CAN_SOCKETCAN', 'CAN bus (SocketCAN)'],
      [228, 'IPV4', 'Raw IPv4'],
      [229, 'IPV6', 'Raw IPv6'],
      [230, 'IEEE802_15_4_NOFCS', '802.15.4 without check sequence'],
      [231, 'DBUS', 'D-Bus'],
      [235, 'DVB_CI', 'DVB common interface'],
      [236, 'MUX27010', '3GPP 27.010 multiplexing'],
      [239, 'NFLOG', 'Linux netfilter log'],
      [240, 'NETANALYZER', 'netANALYZER'],
      [242, 'IPOIB', 'IP over InfiniBand'],
      [243, 'MPEG_2_TS', 'MPEG-2 transport stream'],
      [247, 'INFINIBAND', 'InfiniBand'],
      [248, 'SCTP', 'SCTP'],
      [249, 'USBPCAP', 'USB (USBPcap)'],
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
      [276, 'LINUX_SLL2', 'Linux cooked capture 2'],
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
