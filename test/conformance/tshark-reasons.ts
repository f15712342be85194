/** Why messages differ from tshark’s, and why some are read by one of both alone. */

type Reasons = Readonly<Record<string, string>>;

const MANY = 'More records than a hundred are counted, not read.';
const MAP = 'tshark gives the types in the map of an NSEC record the same name.';
const LOOP = 'A name that points to itself: tshark has a sentence for it.';
const OTHER_LISTS = 'tshark gives the schemes of signature_algorithms_cert and delegated_credentials the same name.';
const WHITE = 'Bytes that are no text are written otherwise.';
const CUT =
  'A hello that ends within its cipher suites: tshark leaves out the further lists of the text that is hashed.';
const MADE = 'A hello with all extensions, each without content.';
const INSIDE = 'TLS within another protocol: XMPP, OpenVPN, QUIC.';
const BLANKS = 'A target with blanks in it, which tshark cuts at the first one.';
const SMUGGLED = 'A request that another one hides: behind a chunk of 2^64 bytes, or a field in two lines.';
const SENT_ON = 'Of two messages in a packet tshark shows one.';

/** Captures, or packets of them and keys, in which DNS differs. */
export const DNS_EXCEPTIONS: Reasons = {
  'arkime/arkime_synthetic.pcap 339 dns.resp.type': MAP,
  'mercury/quic_reordered_frames.pcap 567 dns.resp.type': MAP,
  'mercury/quic_reordered_frames.pcap 568 dns.resp.type': MAP,
  'zeek/traces/dns/dns_notify2.pcap 1 dns.resp.type': MAP,
  'zeek/traces/radiotap.pcap 3 dns.resp.type': MAP,
  'zeek/traces/wikipedia.pcap 2 dns.resp.type': MAP,
  'zeek/traces/wikipedia.pcap 3 dns.resp.type': MAP,
  'pcapflowlab/dns/16_dns_ipv4_malformed_pointer_loop.pcap 1 dns.qry.name': LOOP,
  'tcpdump/dns_fwdptr.pcap': MANY,
};
export const TLS_EXCEPTIONS: Reasons = {
  'arkime/arkime_synthetic.pcap 904 tls.handshake.extensions.supported_version': MADE,
  'ja4/tls-non-ascii-alpn.pcapng 1 tls.handshake.extensions_alpn_str': WHITE,
  'ndpi/tls_cipher_lens.pcap 5 tls.handshake.ja3': CUT,
  'ndpi/http_connect.pcap': OTHER_LISTS,
  'ndpi/tunnelbear.pcap': OTHER_LISTS,
  'pcapflowlab/tls/ipv4_tls_constricted_1.pcap': OTHER_LISTS,
  'pcapflowlab/tls/tls_normal_1.pcap': OTHER_LISTS,
  'suricata-verify/tls/tls-fin-close-data-01/debug-s13.pcap': OTHER_LISTS,
};
export const CERTIFICATE_EXCEPTIONS: Reasons = {
  'zeek/traces/tls/xmpp-dialback-starttls.pcap 16': INSIDE,
  'zeek/traces/tls/xmpp-dialback-starttls.pcap 20': INSIDE,
  'ndpi/openvpn.pcap 136': INSIDE,
  'ndpi/openvpn.pcap 88': INSIDE,
  'ndpi/doq.pcapng 2': INSIDE,
};

/** Packets and keys in which HTTP differs. */
export const HTTP_EXCEPTIONS: Reasons = {
  'arkime/gre-erspan-vxlan.pcap 4 http.request.uri': BLANKS,
  'ja4/gre-erspan-vxlan.pcap 4 http.request.uri': BLANKS,
  'suricata-verify/bug-5437-01/input.pcap': BLANKS,
  'suricata-verify/bug-5437-02/input.pcap': BLANKS,
  'zeek/traces/http/261/variant-01-chunk_2pow64_overflow.pcap': SMUGGLED,
  'zeek/traces/http/261/variant-09-te_obs_fold.pcap': SMUGGLED,
  'suricata-verify/bug-5392/TPWhite-carved-out-7787-s1.pcap 42 http.content_type': SENT_ON,
  'suricata-verify/sip-ssdp-pm/ssdp.pcap 1 http.server': 'A NOTIFY names its server in a field of responses.',
};

const IN_ICMP = 'The packet that an ICMP error quotes.';
const IN_DNS_OVER = 'DNS in QUIC or HTTP/2.';
const LINK = 'A link layer that the meter does not open.';
const NO_FLOW = 'A packet that is in no flow: its IP header states lengths that cannot be, or it is compressed.';
const NO_DNS = 'No DNS: the port alone says so.';
const SOMEIP = 'SOME/IP, which tshark takes for mDNS by its port.';

/** Captures in which tshark has DNS where here is none. */
export const DNS_MISSED: Reasons = {
  'arkime/gre-sample.pcap': IN_ICMP,
  'arkime/v6.pcap': IN_ICMP,
  'chains/nb6-http.pcap': IN_ICMP,
  'ipfixprobe/mixed.pcap': IN_ICMP,
  'ja4/gre-sample.pcap': IN_ICMP,
  'ja4/sshv1.pcap': IN_ICMP,
  'ja4/v6.pcap': IN_ICMP,
  'libpcap/filter/arcnet-rfc1051-arp-icmp-http.pcap': LINK,
  'ndpi/doq.pcapng': IN_DNS_OVER,
  'ndpi/someip_sd_sample.pcap': SOMEIP,
  'pcapflowlab/udp/ipv4_udp_bad_checksum_1.pcap': NO_DNS,
  'pcapflowlab/udp/ipv4_udp_checksum_zero_1.pcap': NO_DNS,
  'pcapflowlab/vxlan/19_vxlan_outer_ipv6_inner_ipv6_udp.pcap': NO_FLOW,
  'suricata-verify/bug-5633-gre-02/gre-sample.pcap': IN_ICMP,
  'suricata-verify/dns-over-http2/dns_over_https.pcap': IN_DNS_OVER,
  'tcpdump/LINKTYPE_PKTAP.pcap': LINK,
  'tcpdump/LINKTYPE_USER2_PKTAP.pcap': LINK,
  'tcpdump/ipv6_invalid_length_2.pcap': NO_FLOW,
  'tcpdump/someip1.pcap': SOMEIP,
  'zeek/traces/quic/vector-max-size-crash.pcap': NO_DNS,
  'zeek/traces/tunnels/gre-sample.pcap': IN_ICMP,
};

/** Captures in which tshark has TLS over TCP where here is none. */
export const TLS_MISSED: Reasons = {
  'arkime/adb_synthetic.pcap': 'TLS behind the greeting of Android’s debug bridge.',
  'ndpi/443-opvn.pcap': INSIDE,
  'ndpi/openvpn.pcap': INSIDE,
  'ndpi/openvpn_nohmac_tcp.pcapng': INSIDE,
  'zeek/traces/tls/xmpp-dialback-starttls.pcap': INSIDE,
};

const LATER = 'tshark completes it when the connection ends, or leaves a hole in it out: it is on another packet here.';
const SHORT = 'Its first line is not whole in the capture.';
const NOT_1 = 'Its first line is none of HTTP/1: no target, no version, or a status that is no number.';

/** Captures in which tshark has HTTP where here is none on the same packet. */
export const HTTP_MISSED: Reasons = {
  'arkime/arkime_synthetic.pcap': LATER,
  'community-id-spec/combined.pcap.gz': SHORT,
  'community-id-spec/tcp.pcap': SHORT,
  'libpcap/filter/AH-IPcomp-IPv4.pcap': NO_FLOW,
  'libpcap/filter/AH-IPcomp-IPv6.pcap': NO_FLOW,
  'libpcap/filter/arcnet-rfc1051-arp-icmp-http.pcap': LINK,
  'pcapplusplus/http-packets2.pcap': LATER,
  'suricata-verify/http1-noint-status/input.pcap': NOT_1,
  'zeek/traces/http/http-09-content-length-confusion.pcap': NOT_1,
  'zeek/traces/http/http-bad-content-range-01.pcap': LATER,
  'zeek/traces/http/no-uri.pcap': NOT_1,
  'zeek/traces/tunnels/gtp/gtp1_gn_normal_incl_fragmentation.pcap': 'Fragments of what is inside a tunnel.',
};
