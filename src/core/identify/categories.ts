/** NFStream's category of a name: facts of its behaviour, by category. What is not listed is Unspecified. */
const NAMES: Readonly<Record<string, string>> = {
  Network: `BGP CAPWAP Citrix DHCP DHCPV6 DNS DNScrypt Diameter DoH_DoT EGP EthernetIP GRE GTP GTP_U GTP_C GTP_PRIME HSRP
    ICMP ICMPV6 IGMP IP_PIM IP_in_IP Kerberos LLMNR MDNS Memcached NAT-PMP NetFlow OCSP OSPF OpenDNS PGM Radius SCTP SNMP STUN
    TargusDataspeed Teredo TiVoConnect VRRP VXLAN Whois-DAS WSD Munin Zabbix CHECKMK ntop s7comm sFlow EAQ UBNTAC2 CPHA Z3950`,
  Web: `HTTP HTTP_Proxy HTTP_Connect TLS DTLS QUIC WebSocket AJP SOCKS Jabber Google GoogleServices GoogleMaps Apple
    AppleiCloud Amazon Alibaba Cloudflare Wikipedia Yahoo Xiaomi Akamai Mozilla Cachefly Edgecast`,
  VoIP: `SIP H323 RTCP Megaco NOE CiscoSkinny TeamSpeak Skype_Teams Skype_TeamsCall WhatsAppCall FacebookVoip
    GoogleHangoutDuo Viber SignalVoip GoTo IAX LineCall`,
  System: 'NTP NetBIOS SMBv1 SMBv23 LDAP Syslog SSDP BJNP collectd',
  Database: 'PostgreSQL MySQL MsSQL-TDS Oracle MongoDB Redis Cassandra',
  VPN: `IPSec OpenVPN WireGuard PPTP CiscoVPN TunnelBear iCloudPrivateRelay TINC Tailscale FortiClient NordVPN ExpressVPN
    SurfShark CactusVPN WindscribeVPN Cloudflare_WARP ProtonVPN`,
  RPC: 'RPC MQTT AMQP COAP SOMEIP Nats RX SOAP',
  SocialNetwork: `Facebook Instagram Twitter LinkedIn Pinterest Reddit Snapchat TikTok Tumblr GooglePlus Sina VK
    Likee Badoo`,
  Email: 'SMTP SMTPS IMAP IMAPS POP3 POPS GMail Outlook Yahoo_Mail Tutanota ProtonMail',
  Download: 'FTP_CONTROL FTP_DATA FTPS BitTorrent Syncthing',
  RemoteAccess: 'SSH RDP VNC Telnet RSH AnyDesk VMware TeamViewer XDMCP',
  Cloud: `Microsoft Azure AmazonAWS AmazonVideo ApplePush Dropbox GoogleDrive LISP UbuntuONE MS_OneDrive Salesforce
    GoogleCloud NestLogSink`,
  Collaborative: 'Discord Git Github Gitlab GoogleDocs LotusNotes Microsoft365 Slack Teams Webex Bloomberg',
  'IoT-Scada': 'Modbus DNP3 IEC60870 TPLINK_SHP TuyaLP',
  DataTransfer: 'NFS TFTP AFP RSYNC',
  Media: 'RTP RTSP RTMP YouTube YouTubeUpload Cnn',
  Chat: 'IRC WhatsApp Signal Messenger QQ WeChat Telegram Line KakaoTalk',
  Video: 'Zoom NetFlix Disneyplus Hulu AmazonPrime Dailymotion',
  Streaming: 'Vimeo AppleiTunes Twitch Pandora Tidal Deezer AppleTVPlus DAZN',
  Music: 'Spotify SoundCloud LastFM',
  SoftwareUpdate: 'WindowsUpdate AppleStore PlayStore',
  Mining: 'Mining',
  Cybersecurity: 'Cybersec',
  Game: 'Starcraft Steam Xbox Playstation Blizzard RiotGames EpicGames Roblox Nintendo TocaBoca AmongUs GenshinImpact',
  Shopping: 'Ebay',
  VirtAssistant: 'AppleSiri AmazonAlexa',
  Advertisement: 'ADS_Analytic_Track',
  ConnCheck: '',
  Unspecified: '',
};

const categories = new Map(
  Object.entries(NAMES).flatMap(([category, names]) => names.split(/\s+/).map((name) => [name, category] as const)),
);

/** Masters that keep their category whatever service they name. */
const OWN = new Set(['DNS', 'SMTP', 'SMTPS', 'IMAP', 'IMAPS', 'POP3', 'POPS']);

/** The category of a flow with this name. `known`: what its host or content says, "" for nothing. */
export function categoryOf(master: string, service: string, known: string): string {
  if (OWN.has(master)) return categories.get(master) ?? 'Unspecified';
  if (known !== '') return known;
  return categories.get(service === '' ? master : service) ?? 'Unspecified';
}
