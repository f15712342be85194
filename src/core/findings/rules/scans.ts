/** Who tries many doors. Thresholds are those of Zeek’s policy/misc/scan.zeek, counted over the whole capture. */
export const SCAN_RULES = `
finding port-scan
title   Port scan
level   serious
of      flows
where   protocol = TCP
group   src_ip, dst_ip
having  failed_ports >= 15
order   failed_ports
say     {src_ip} tried {ports|TCP port|TCP ports} of {dst_ip} within {span}:
        {failed_ports} of them refused or did not answer.
why     Somebody looks which services a host offers. A monitoring system, an
        inventory or a program that looks for its server port by port looks
        the same.
source  Zeek, scan.zeek: port_scan_threshold 15.

finding address-scan
title   Address scan
level   serious
of      flows
where   protocol = TCP
group   src_ip, dst_port
having  failed_peers >= 25
order   failed_peers
say     {src_ip} tried TCP port {dst_port} of {peers|host|hosts} within
        {span}: {failed_peers} of them refused or did not answer.
why     Somebody looks which hosts offer a service. A client whose network is
        down, and a peer-to-peer program with an old list of peers, look the
        same.
source  Zeek, scan.zeek: addr_scan_threshold 25.

finding udp-port-scan
title   UDP port scan
level   serious
of      flows
where   protocol = UDP and connection = "no answer" and not (dst_port >= 33434
        and dst_port <= 33534)
group   src_ip, dst_ip
having  ports >= 15
order   ports
say     {src_ip} sent to {ports} UDP ports of {dst_ip} within {span} and got
        no answer from any of them.
why     As a port scan of TCP. Ports from 33434 on are left out, since
        traceroute counts through them; media that flow one way on many ports
        look the same.
source  As the port scan.

finding ping-sweep
title   Ping sweep
level   notable
of      flows
where   protocol in {1, 58} and dst2src_packets = 0 and not dst_ip in
        {224.0.0.0/4, 255.255.255.255, ff00::/8}
group   src_ip
having  peers >= 25
order   peers
say     {src_ip} sent ICMP to {peers|host|hosts} within {span} without an
        answer.
why     Somebody looks which hosts there are. Error messages of a router to
        many hosts look the same.
source  As the address scan.
`;
