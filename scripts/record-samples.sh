#!/bin/bash
# Records the sample captures of public/samples with real programs in network namespaces. Needs root on Linux and:
#   iproute2 ethtool tcpdump python3 nginx dnsmasq curl openssl udhcpc linuxptp nmap iputils-ping chromium
# Usage: scripts/record-samples.sh [SAMPLE...]      (all by default)
# Nothing of the host's own network is touched. Loss, lateness and delay come from scripts/samples/wire.py.
set -euo pipefail

NEEDED="ip ethtool tcpdump python3 nginx dnsmasq curl openssl udhcpc ptp4l nmap ping"
[ "$(id -u)" = 0 ] || { echo "Network namespaces need root: run this with sudo." >&2; exit 1; }
for program in $NEEDED; do
  command -v "$program" >/dev/null || { echo "$program is not installed." >&2; exit 1; }
done

SCRIPTS=$(cd "$(dirname "$0")/samples" && pwd)
OUT=$(cd "$SCRIPTS/../../public/samples" && pwd)
WORK=$(mktemp -d)
CHROMIUM=${CHROMIUM:-chromium}
. "$SCRIPTS/network.sh"
trap 'network_down; rm -rf "$WORK"' EXIT

prepare() {
  python3 "$SCRIPTS/site.py" "$WORK/site"
  sed "s#WORK#$WORK#g" "$SCRIPTS/nginx.conf" >"$WORK/nginx.conf"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=Example Test CA" \
    -keyout "$WORK/ca.key" -out "$WORK/ca.pem" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=www.example.test" \
    -keyout "$WORK/server.key" -out "$WORK/server.csr" 2>/dev/null
  echo "subjectAltName=DNS:www.example.test,DNS:img.example.test,DNS:api.example.test" >"$WORK/san"
  openssl x509 -req -in "$WORK/server.csr" -CA "$WORK/ca.pem" -CAkey "$WORK/ca.key" -CAcreateserial -days 30 \
    -extfile "$WORK/san" -out "$WORK/server.pem" 2>/dev/null
}

serve_names() { # DNSMASQ OPTIONS...: DNS (and DHCP) on the gateway
  on gateway dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --interface=br-lan --bind-interfaces \
    --local=/test/ --host-record=harbour.example.test,10.20.0.10 --host-record=www.example.test,10.20.0.10 \
    --host-record=img.example.test,10.20.0.11 --host-record=api.example.test,10.20.0.12 --local-ttl=60 \
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

[ $# -gt 0 ] || set -- web-page dns-tls lossy-transfer dhcp ptp port-scan
prepare
for sample in "$@"; do "record_${sample//-/_}"; done
cd "$OUT/../.." && npx tsx scripts/samples/describe.ts
