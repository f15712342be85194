/** What servers say of themselves, and names that there are not: read from the bytes of packets. */
export const TRUST_RULES = `
finding expired-certificate
title   Expired certificate
level   notable
of      certificates
where   past_days > 0
group   src, src_port, subject, valid_to
order   count
say     {src} port {src_port} showed the certificate of {subject}, which had
        run out on {valid_to}, in {count|connection|connections}.
why     Nobody looks after the server, or somebody uses an old certificate for
        it. A capture whose clock is wrong looks the same. In TLS 1.3
        certificates are encrypted: nothing is known of them.
source  RFC 5280, section 4.1.2.5. The first certificate of the chain, by the
        clock of the capture.

finding early-certificate
title   Certificate that does not hold yet
level   notable
of      certificates
where   early_days > 0
group   src, src_port, subject, valid_from
order   count
say     {src} port {src_port} showed the certificate of {subject}, which holds
        from {valid_from} on only, in {count|connection|connections}.
why     The clock of the server, of who signed, or of the capture is wrong.
source  RFC 5280, section 4.1.2.5.

finding self-signed-certificate
title   Self-signed certificate
level   info
of      certificates
where   self_signed = yes
group   src, src_port, subject
order   count
say     {src} port {src_port} showed a certificate that {subject} has signed
        itself, in {count|connection|connections}.
why     No authority vouches for who answers: the person who runs the server
        made it, or malware did. Devices and test servers have such ones.
source  RFC 5280, section 3.2: issuer and subject are the same.

finding failing-names
title   Many names that do not exist
level   notable
of      failed_names
where   not domain ~ "\\.arpa$"
group   dst
having  names >= 30 and domains >= 10
order   names
say     {dst} asked for {names} different names under {domains} domains of
        which its DNS server says that they do not exist.
why     Malware tries names that an algorithm makes until one exists; a
        misspelled search list, and blocking lists, look the same.
source  Thirty names under ten domains: more than a search list of domains
        makes of a few misspelled names. Names of addresses do not count.
`;
