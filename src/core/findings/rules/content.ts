/** What is said in the open: read from the bytes of packets that may say it. */
export const CONTENT_RULES = `
finding clear-login
title   Login in clear text
level   serious
of      logins
where   kind != SNMP and not user in {anonymous, ftp}
group   src, dst, dst_port, kind, user
order   count
say     {src} gave {dst} port {dst_port} the user {user} with
        {secrets|secret|different secrets} in clear text, by {kind},
        {count|time|times}.
why     Whoever sees the packets can log in. The packets have the secret,
        which is not shown here. A login that was refused is told of as well.
source  Any one. Ports: FTP 21, SMTP 25, 587, 2525, POP3 110, IMAP 143, Telnet
        23, HTTP 80, 591, 3128, 8000, 8008, 8080, 8081, 8088, 8888.

finding snmp-community
title   SNMP community in clear text
level   info
of      logins
where   kind = SNMP
group   src, dst
order   secrets
say     {src} gave {dst} {secrets|SNMP community|different SNMP communities}
        in clear text.
why     Versions 1 and 2c of SNMP know no other way. A community that may
        write lets anybody change the device; many different ones are tries.
source  Any one. Ports 161, 162.

finding dns-long-names
title   Long DNS names
level   notable
of      names
where   length >= 52
group   src, domain
having  names >= 10
order   names
say     {src} asked for {names} different names under {domain} of 52
        characters or more, {mean_length} on average.
why     Data travel in the names (a DNS tunnel). Reputation services of mail
        and virus filters, and some content networks, ask for such names, too.
source  52 characters: J. Guy 2009, in G. Farnham, Detecting DNS Tunneling,
        SANS 2013. Ten, so that single long names do not count.

finding dns-many-names
title   Many DNS names under one domain
level   notable
of      names
where   not domain ~ "\\.arpa$"
group   src, domain
having  names >= 100
order   names
say     {src} asked for {names|different name|different names} under {domain},
        in {count|question|questions}.
why     Data travel in the names (a DNS tunnel), or somebody tries names.
        Content networks and blocking lists look the same.
source  RITA, c2_subdomain_threshold 100.

finding dns-random-names
title   Random DNS names
level   notable
of      names
where   label >= 20 and entropy >= 3.8
group   src, domain
having  names >= 10
order   names
say     {src} asked for {names} different names under {domain} with a label
        that looks random: {mean_entropy} a character on average.
why     Encoded data, or names made by an algorithm. Identifiers of content
        networks and cloud services look the same.
source  Of 20 random letters and digits the entropy is 3.8 bits on average, of
        32 it is 4.3; of English words put together 3.2 to 3.8, and of
        hexadecimal digits never more than 4.
`;
