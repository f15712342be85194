/** What came of connections. */
export const CONNECTION_RULES = `
finding many-refusals
title   Service refuses connections
level   notable
of      flows
where   protocol = TCP
group   dst_ip, dst_port
having  refused >= 10 and refused >= 0.5*count
order   refused
say     {dst_ip} port {dst_port} refused {refused} of {count} TCP connections,
        asked for by {sources|host|hosts} within {span}.
why     The service is down, listens elsewhere, or turns its clients away. Of
        scans each port has few connections, so that they are told of above,
        not here.
source  At least 10, so that a few tries of one program do not count, and no
        fewer than were accepted.

finding many-unanswered
title   Service does not answer
level   notable
of      flows
where   protocol = TCP
group   dst_ip, dst_port
having  unanswered >= 10 and unanswered >= 0.5*count
order   unanswered
say     {dst_ip} port {dst_port} did not answer {unanswered} of {count} TCP
        connections, asked for by {sources|host|hosts} within {span}.
why     The host is down, a firewall drops the packets, or the capture holds
        one direction only. A flood of connection requests looks the same.
source  As refusals.

finding many-logins
title   Many connections to a login service
level   notable
of      flows
where   protocol = TCP and service in {ssh, ftp, telnet, ms-wbt-server, vnc,
        pop3, imap} and dst2src_packets > 0
group   src_ip, dst_ip, dst_port
having  count >= 30
order   count
say     {src_ip} connected {count} times to {dst_ip} port {dst_port} within
        {span}, every {usual_gap} as a rule.
why     Somebody guesses passwords. Backups, deployments and monitoring that
        log in each time look the same.
source  Zeek, SSH::password_guesses_limit 30.

finding upload
title   Upload out of proportion
level   notable
of      flows
where   connection != mid-stream and not dst_ip in {10.0.0.0/8, 172.16.0.0/12,
        192.168.0.0/16, 100.64.0.0/10, 169.254.0.0/16, 127.0.0.0/8,
        224.0.0.0/4, 255.255.255.255, fc00::/7, fe80::/10, ff00::/8, ::1}
group   src_ip, dst_ip
having  sent >= 1MB and sent >= 10*received
order   sent
say     {src_ip} sent {sent} to {dst_ip} and received {received}, in
        {count|flow|flows} within {span}.
why     Data leaves the network. Backups, video calls and uploads that
        somebody wanted look the same. Addresses of private networks and
        groups are no destinations here.
source  Ten to one; a megabyte, so that requests with long headers do not
        count.

finding odd-port
title   Protocol at the port of another
level   notable
of      flows
where   application_confidence = 6 and (
        (application_name = SSH and dst_port in {21, 23, 25, 53, 80, 443, 3389})
        or (application_name ~ "^TLS" and dst_port in {20, 21, 22, 23, 53, 80})
        or (application_name ~ "^HTTP(\\.|$)" and dst_port in {20, 21, 22, 23, 25,
        53, 443, 3389})
        or (application_name in {Telnet, RDP, VNC, IRC, SOCKS, BitTorrent} and
        dst_port in {21, 22, 25, 53, 80, 443}))
group   dst_ip, dst_port, application_name
order   count
say     {dst_ip} port {dst_port} was spoken to in {application_name}, in
        {count|flow|flows} from {sources|host|hosts}.
why     Somebody goes around a firewall that knows ports only, or hides a
        service. One port for several protocols, and proxies, look the same.
source  What flows say in their first packets against the port that is
        registered for something else.

finding obsolete-tls
title   Client knows obsolete TLS only
level   notable
of      flows
where   ja4 ~ "^[td](s2|s3|10|11|d1)"
group   src_ip, ja4
order   count
say     {src_ip} offered nothing newer than TLS 1.1, in {count|flow|flows} to
        {peers|host|hosts}.
why     TLS 1.0 and 1.1 must not be used any more: the program or the system is
        old. A client that tries again with less after a failure looks the same.
source  RFC 8996.
`;
