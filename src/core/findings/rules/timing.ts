/** What comes again, and what stays. */
export const TIMING_RULES = `
finding beacon
title   Beacon
level   notable
of      flows
where   expiration_id != 1 and not dst_ip in {224.0.0.0/4, 255.255.255.255,
        ff00::/8}
group   src_ip, dst_ip, dst_port, protocol_name
having  count >= 20 and usual_gap >= 5s and jitter <= 20 and irregularity <= 1
order   count
say     {src_ip} talked to {dst_ip} {protocol_name} port {dst_port}
        {count|time|times} within {span}, every {usual_gap}, with a jitter of
        {jitter}.
why     A program reports to its master at fixed times. Update checks, time
        servers, mail and monitoring look the same: ask whose the destination
        is. Flows that the active time-out has cut are left out, since cuts
        are regular.
source  The jitter is RITA’s measure (median absolute deviation over median).
        By chance alone (flows that begin at random times) one in 2000 that
        begin 20 times passes, one in 125 of 12. RITA asks of 4 and ranks what
        it finds by a score.

finding silent-connection
title   Long silent connection
level   info
of      flows
where   protocol = TCP
group   src_ip, src_port, dst_ip, dst_port
having  span >= 1h and rate <= 10
order   span
say     {src_ip} port {src_port} and {dst_ip} port {dst_port} kept a TCP
        connection for {span} with {packets|packet|packets} and {bytes}:
        {rate} a second.
why     A way in that waits to be used. Chats, notifications and terminals
        that nobody writes in look the same.
source  RITA, long_connection_minimum_duration 3600 s; 10 bytes a second are
        less than two empty segments every 15 s.
`;
