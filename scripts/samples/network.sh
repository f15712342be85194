# A small network of network namespaces, for the recordings. Sourced by record-samples.sh; needs root.
#
#   laptop 192.168.10.20 --+
#   phone  192.168.10.30 --+-- gateway 192.168.10.1 (bridge, DNS) -- wire.py -- servers 10.20.0.10, .11, .12
#   guest  192.168.10.66 --+
#
# Names begin with "fl-" so that nothing else is touched, and `network_down` ends only what runs inside.

HOSTS="laptop phone guest gateway wire servers"
SERVER_ADDRESSES="10.20.0.10 10.20.0.11 10.20.0.12"

on() { # HOST COMMAND...: runs a command on a host
  local host=$1
  shift
  ip netns exec "fl-$host" "$@"
}

network_down() {
  for host in $HOSTS; do
    [ -e "/run/netns/fl-$host" ] || continue
    ip netns pids "fl-$host" | xargs -r kill 2>/dev/null || true
  done
  sleep 0.3
  for host in $HOSTS; do
    ip netns delete "fl-$host" 2>/dev/null || true
    rm -rf "/etc/netns/fl-$host"
  done
}

# Packets in captures should be those of a wire, not the large ones that the kernel passes to a card.
plain() { # HOST INTERFACE
  on "$1" ethtool -K "$2" tx off rx off tso off gso off gro off >/dev/null
}

cable() { # HOST INTERFACE HOST INTERFACE: joins two hosts
  ip link add "$2" netns "fl-$1" type veth peer name "$4" netns "fl-$3"
  on "$1" ip link set "$2" up
  on "$3" ip link set "$4" up
  plain "$1" "$2"
  plain "$3" "$4"
}

in_lan() { # HOST ADDRESS MAC: joins a host to the gateway's bridge; without an address DHCP shall give one
  cable "$1" eth0 gateway "lan-$1"
  on gateway ip link set "lan-$1" master br-lan
  on "$1" ip link set eth0 address "$3"
  [ -z "$2" ] && return
  on "$1" ip address add "$2/24" dev eth0
  on "$1" ip route add default via 192.168.10.1
}

network_up() { # WIRE OPTIONS...
  network_down
  for host in $HOSTS; do
    ip netns add "fl-$host"
    on "$host" ip link set lo up
    on "$host" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
    mkdir -p "/etc/netns/fl-$host"
    echo "nameserver 192.168.10.1" >"/etc/netns/fl-$host/resolv.conf"
  done
  on gateway ip link add br-lan type bridge
  on gateway ip link set br-lan address 02:42:c0:a8:0a:01 up
  on gateway ip address add 192.168.10.1/24 dev br-lan
  on gateway sysctl -qw net.ipv4.ip_forward=1
  cable gateway wan wire near
  cable servers eth0 wire far
  on gateway ip address add 10.20.0.1/24 dev wan
  for address in $SERVER_ADDRESSES; do on servers ip address add "$address/24" dev eth0; done
  on servers ip route add default via 10.20.0.1
  # "far" is the side of the servers: loss and lateness act on what they send.
  on wire python3 "$SCRIPTS/wire.py" far near "$@" &
  sleep 0.5
}

record_start() { # HOST INTERFACE FILE OPTIONS...
  local host=$1 interface=$2 file=$3
  shift 3
  on "$host" tcpdump -Z root -q -U -n -i "$interface" -w "$file" "$@" 2>"$WORK/tcpdump.log" &
  RECORDER=$!
  sleep 1
}

record_stop() {
  sleep 1.5 # the kernel hands packets over in blocks of a second
  kill -INT "$(pgrep -P "$RECORDER" tcpdump || echo "$RECORDER")"
  wait "$RECORDER" 2>/dev/null || true
}
