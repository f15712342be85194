#!/bin/bash
# Records the sample captures of public/samples with real programs in network namespaces. Needs root on Linux and:
#   iproute2 ethtool tcpdump python3 openssl, and as samples are: nginx dnsmasq curl udhcpc linuxptp nmap iputils-ping chromium
#   exim4 dovecot (POP3, IMAP) vsftpd ngtcp2 (gtlsserver, gtlsclient)
# Usage: scripts/record-samples.sh [SAMPLE...]      (all by default)
# Nothing of the host's own network is touched. Loss, lateness and delay come from scripts/samples/wire.py.
set -euo pipefail

[ "$(id -u)" = 0 ] || { echo "Network namespaces need root: run this with sudo." >&2; exit 1; }

needs() { # PROGRAM...
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "$program is not installed." >&2; exit 1; }
  done
}

SCRIPTS=$(cd "$(dirname "$0")/samples" && pwd)
OUT=$(cd "$SCRIPTS/../../public/samples" && pwd)
WORK=$(mktemp -d)
CHROMIUM=${CHROMIUM:-chromium}
. "$SCRIPTS/network.sh"
trap 'network_down; rm -rf "$WORK"' EXIT

prepare() {
  needs ip ethtool tcpdump python3 openssl dnsmasq nginx curl
  python3 "$SCRIPTS/site.py" "$WORK/site"
  sed "s#WORK#$WORK#g" "$SCRIPTS/nginx.conf" >"$WORK/nginx.conf"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=Example Test CA" \
    -keyout "$WORK/ca.key" -out "$WORK/ca.pem" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=www.example.test" \
    -keyout "$WORK/server.key" -out "$WORK/server.csr" 2>/dev/null
  echo "subjectAltName=DNS:www.example.test,DNS:img.example.test,DNS:api.example.test,DNS:account.example.test" >"$WORK/san"
  openssl x509 -req -in "$WORK/server.csr" -CA "$WORK/ca.pem" -CAkey "$WORK/ca.key" -CAcreateserial -days 30 \
    -extfile "$WORK/san" -out "$WORK/server.pem" 2>/dev/null
}

serve_names() { # DNSMASQ OPTIONS...: DNS (and DHCP) on the gateway
  on gateway dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --interface=br-lan --bind-interfaces \
    --local=/test/ --host-record=harbour.example.test,10.20.0.10 --host-record=www.example.test,10.20.0.10 \
    --host-record=img.example.test,10.20.0.11 --host-record=api.example.test,10.20.0.12 \
    --host-record=account.example.test,10.20.0.10 --host-record=mail.example.test,10.20.0.11 \
    --host-record=files.example.test,10.20.0.12 --local-ttl=60 \
    --pid-file="$WORK/dnsmasq.pid" --dhcp-leasefile="$WORK/leases" --user=root "$@" 2>"$WORK/dnsmasq.log" &
  sleep 0.5
}

serve_web() {
  on servers nginx -c "$WORK/nginx.conf" -p "$WORK"
}

lan_of_three() {
  in_lan laptop 192.168.10.20 02:42:c0:a8:0a:14
  in_lan phone 192.168.10.30 02:42:c0:a8:0a:1e
  in_lan guest 192.168.10.66 02:42:c0:a8:0a:42
}

# 1: a browser opens a page with a style sheet, a script, pictures, a redirect and a missing file.
record_web_page() {
  needs "$CHROMIUM"
  network_up --delay 12 --jitter 3
  lan_of_three
  serve_names
  serve_web
  record_start laptop eth0 "$OUT/web-page.pcap"
  on laptop timeout 60 "$CHROMIUM" --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --disable-features=HttpsUpgrades \
    --host-resolver-rules="MAP *.google.com 0.0.0.0, MAP *.googleapis.com 0.0.0.0" \
    --user-data-dir="$WORK/browser" --virtual-time-budget=8000 --dump-dom http://harbour.example.test/ >/dev/null 2>&1 || true
  record_stop
}

# 2: several names are looked up and visited over TLS 1.3.
record_dns_tls() {
  network_up --delay 9 --jitter 4
  lan_of_three
  serve_names
  serve_web
  record_start laptop eth0 "$OUT/dns-tls.pcap"
  fetch() { on laptop curl -s --no-progress-meter --cacert "$WORK/ca.pem" "$@" >/dev/null; }
  fetch https://www.example.test/ https://www.example.test/style.css
  fetch -Z https://img.example.test/images/quay.png https://api.example.test/news.json
  fetch https://shop.example.test/ || true
  sleep 1
  fetch https://api.example.test/news.json
  sleep 2
  fetch --tls-max 1.2 https://www.example.test/ || true
  fetch https://www.example.test/images/waves.png
  record_stop
}

# 3: a long log file comes over a line that loses and delays packets; seen by the sender, 256 bytes of each packet.
record_lossy_transfer() {
  network_up --delay 14 --jitter 1 --loss 0.025 --late 0.02 --late-by 6 --rate 12000 --seed 5
  lan_of_three
  serve_names
  serve_web
  record_start servers eth0 "$OUT/lossy-transfer.pcap" -s 256
  on laptop curl -s -o /dev/null http://harbour.example.test/gauge.log
  record_stop
}

# 4: hosts get addresses by DHCP for two minutes, renew them, and one gives it back.
record_dhcp() {
  needs udhcpc ping
  network_up --delay 5
  in_lan laptop "" 02:42:c0:a8:0a:14
  in_lan phone "" 02:42:c0:a8:0a:1e
  in_lan guest "" 02:42:c0:a8:0a:42
  printf '#!/bin/sh\n[ "$1" = bound ] || [ "$1" = renew ] || exit 0\nip address replace "$ip/$mask" dev "$interface"\n' >"$WORK/lease.sh"
  chmod +x "$WORK/lease.sh"
  serve_names --dhcp-range=192.168.10.100,192.168.10.120,2m --dhcp-option=option:router,192.168.10.1 --domain=example.test \
    --dhcp-authoritative
  record_start gateway br-lan "$OUT/dhcp.pcap"
  ask() { on "$1" udhcpc -f -i eth0 -s "$WORK/lease.sh" -x "hostname:$1" -p "$WORK/udhcpc-$1.pid" >/dev/null 2>&1 & }
  ask laptop
  sleep 4
  ask phone
  sleep 7
  ask guest
  on laptop ping -q -c 5 -i 12 192.168.10.1 >/dev/null || true
  sleep 20
  kill -USR2 "$(cat "$WORK/udhcpc-guest.pid")"
  sleep 75
  record_stop
}

# 5: a clock follows another one by PTP over UDP (software time stamps, the clock itself is left alone).
record_ptp() {
  needs ptp4l
  network_up --delay 2 --jitter 0.3
  printf '[global]\ntime_stamping software\nfree_running 1\nlogSyncInterval 0\nlogAnnounceInterval 1\n' >"$WORK/ptp.conf"
  record_start gateway wan "$OUT/ptp.pcap" --time-stamp-precision=nano
  on servers ptp4l -f "$WORK/ptp.conf" -i eth0 --priority1 10 >"$WORK/ptp-leader.log" 2>&1 &
  on gateway ptp4l -f "$WORK/ptp.conf" -i wan -s >"$WORK/ptp-follower.log" 2>&1 &
  sleep 60
  record_stop
}

# 6: people browse and ping while a guest scans the server's ports.
record_port_scan() {
  needs nmap ping
  network_up --delay 4 --jitter 2
  lan_of_three
  serve_names
  serve_web
  on servers python3 -m http.server 8080 --bind 10.20.0.10 --directory "$WORK/site" >/dev/null 2>&1 &
  record_start gateway wan "$OUT/port-scan.pcap"
  on phone ping -q -c 8 -i 1 10.20.0.11 >/dev/null &
  on laptop curl -s -o /dev/null http://harbour.example.test/ -o /dev/null http://harbour.example.test/style.css
  on guest nmap -n -Pn -sS -T4 --max-retries 1 --scan-delay 8ms -p 1-150,443,3306,5432,8080,8443 10.20.0.10 >"$WORK/nmap.log" &
  sleep 0.8
  on laptop curl -s -o /dev/null http://harbour.example.test/news.json
  on phone curl -s --cacert "$WORK/ca.pem" -o /dev/null https://img.example.test/images/here.png
  sleep 1.5
  on laptop curl -s -o /dev/null http://harbour.example.test/images/waves.png
  on laptop curl -s -o /dev/null http://10.20.0.12:8081/ || true
  sleep 4
  record_stop
}

# 7: somebody logs in over TLS 1.3 and 1.2, once with a wrong password; the client's secrets are inside the capture.
record_tls_keys() {
  network_up --delay 8 --jitter 2
  lan_of_three
  serve_names
  serve_web
  local account=https://account.example.test:8443
  record_start laptop eth0 "$WORK/tls-keys.pcap"
  secret() { SSLKEYLOGFILE="$WORK/keys" on "$@" --cacert "$WORK/ca.pem" -s -o /dev/null -b "$WORK/cookies" -c "$WORK/cookies"; }
  secret laptop curl --http1.1 "$account/account"
  secret laptop curl --http1.1 -d 'name=harbour.master&password=crane' "$account/login"
  sleep 1
  secret laptop curl --http1.1 --compressed -L -d 'name=harbour.master&password=seven-boats' "$account/login"
  sleep 1
  secret laptop curl --http1.1 --compressed --tls-max 1.2 "$account/account"
  secret laptop curl https://img.example.test/images/here.png
  record_stop
  python3 "$SCRIPTS/with-secrets.py" "$WORK/tls-keys.pcap" "$WORK/keys" "$OUT/tls-keys.pcapng"
}

# 8: letters are sent by SMTP and read by IMAP, while a guest tries passwords by POP3.
record_mail() {
  needs exim4 dovecot
  network_up --delay 10 --jitter 2
  lan_of_three
  serve_names
  chmod a+x "$WORK"
  mkdir -p "$WORK/exim" "$WORK/mail"
  chown Debian-exim:Debian-exim "$WORK/exim" "$WORK/mail"
  sed "s#WORK#$WORK#g" "$SCRIPTS/exim.conf" >"$WORK/exim.conf"
  sed "s#WORK#$WORK#g" "$SCRIPTS/dovecot.conf" >"$WORK/dovecot.conf"
  on servers exim4 -bdf -C "$WORK/exim.conf" 2>"$WORK/exim.log" &
  on servers dovecot -F -c "$WORK/dovecot.conf" 2>"$WORK/dovecot-start.log" &
  sleep 2
  local smtp=smtp://mail.example.test imap=imap://mail.example.test
  send() { # SUBJECT RECIPIENT
    python3 "$SCRIPTS/letter.py" "$WORK/site/images/here.png" pilot@example.test "$2@example.test" "$1" >"$WORK/letter"
    on laptop curl -s --crlf "$smtp/laptop.example.test" --mail-from pilot@example.test --mail-rcpt "$2@example.test" -T "$WORK/letter" || true
  }
  record_start gateway br-lan "$OUT/mail.pcap"
  send "Crane out of order" harbour.master
  on guest python3 "$SCRIPTS/pop.py" mail.example.test harbour.master crane ferry 123456 harbour seven-boats
  send "Lost on the way" ferry.man
  on phone curl -s -o /dev/null --login-options AUTH=PLAIN --user harbour.master:seven-boats "$imap/" -X "SELECT INBOX"
  on phone curl -s -o /dev/null --user harbour.master:seven-boats "$imap/INBOX;MAILINDEX=1"
  send "Ferry at noon" harbour.master
  record_stop
}

# 9: files are listed, read and put by FTP: passive, active, and one that is not there.
record_ftp() {
  needs vsftpd
  network_up --delay 7 --jitter 2 --rate 20000
  lan_of_three
  serve_names
  chmod a+x "$WORK"
  mkdir -p "$WORK/ftp/incoming" "$WORK/empty"
  cp "$WORK"/site/images/quay.png "$WORK/ftp/quay.png"
  head -c 60000 "$WORK/site/gauge.log" >"$WORK/ftp/gauge.log"
  chown ftp "$WORK/ftp/incoming"
  sed "s#WORK#$WORK#g" "$SCRIPTS/vsftpd.conf" >"$WORK/vsftpd.conf"
  on servers vsftpd "$WORK/vsftpd.conf" 2>"$WORK/vsftpd.log" &
  sleep 0.5
  local files=ftp://files.example.test
  record_start laptop eth0 "$OUT/ftp.pcap"
  on laptop curl -s --disable-epsv -o /dev/null "$files/" -o /dev/null "$files/gauge.log"
  on laptop curl -s -o /dev/null "$files/quay.png"
  on laptop curl -s -o /dev/null -P - --disable-eprt "$files/quay.png"
  on laptop curl -s -o /dev/null "$files/not-there.txt" || true
  on laptop curl -s -T "$WORK/site/style.css" "$files/incoming/style.css"
  record_stop
}

# 10: HTTP/3: an address that is asked back, pages over one connection, a client whose port changes on the way; with secrets.
record_quic() {
  needs gtlsserver gtlsclient
  network_up --delay 15 --jitter 1
  lan_of_three
  serve_names
  on servers gtlsserver -q --no-quic-dump --no-http-dump -V -d "$WORK/site" 10.20.0.10 443 "$WORK/server.key" "$WORK/server.pem" 2>"$WORK/quic-server.log" &
  on servers gtlsserver -q --no-quic-dump --no-http-dump -d "$WORK/site" 10.20.0.11 443 "$WORK/server.key" "$WORK/server.pem" 2>>"$WORK/quic-server.log" &
  sleep 0.5
  record_start laptop eth0 "$WORK/quic.pcap"
  visit() { SSLKEYLOGFILE="$WORK/keys" on laptop timeout 20 gtlsclient -q --no-quic-dump --no-http-dump --exit-on-all-streams-close "$@" >/dev/null 2>>"$WORK/quic-client.log" || true; }
  visit www.example.test 443 https://www.example.test/ https://www.example.test/style.css
  visit img.example.test 443 https://img.example.test/images/quay.png
  visit -v 0x1a2a3a4a img.example.test 443 https://img.example.test/style.css
  visit --nat-rebinding --change-local-addr=60ms --delay-stream=150ms -n 3 img.example.test 443 https://img.example.test/news.json
  record_stop
  python3 "$SCRIPTS/with-secrets.py" "$WORK/quic.pcap" "$WORK/keys" "$OUT/quic.pcapng"
}

[ $# -gt 0 ] || set -- web-page dns-tls lossy-transfer dhcp ptp port-scan tls-keys mail ftp quic
prepare
for sample in "$@"; do "record_${sample//-/_}"; done
cd "$OUT/../.." && npx tsx scripts/samples/describe.ts
