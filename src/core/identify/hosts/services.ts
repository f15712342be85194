/**
 * Which service a host belongs to. Own selection of facts: which domains a company runs, from what it publishes (its sites,
 * help pages on firewalls, lists of own domains) and from public registration; not taken from another program's list.
 * A line: NFStream's spelling of the service; patterns; where they are known from; a category where it is not the
 * service's own.
 *
 * Patterns: `a.b` the host or any below it; `.a.b` only those below it; `a.` a label of that name anywhere before the last;
 * `-a.b` any host that ends so.
 */
export const SERVICES = `
Google | google.com .google.de google.de google.fr google.it google.es google.nl google.pl google.at google.ch google.be google.ca google.co.uk google.co.il google.co.jp google.co.in google.com.br google.com.au google.com.mx google.ru google.cz gstatic.com googleusercontent.com app-measurement.com withgoogle.com 1e100.net telephony.goog google-analytics.com | Google's own sites
Google | doubleclick.net googlesyndication.com googleadservices.com www.google-analytics.com ssl.google-analytics.com www-alv.google-analytics.com googleads.g.doubleclick.net | Google's help on ads and tags | Advertisement
Google | connectivitycheck.gstatic.com | Android's network check | ConnCheck
GoogleServices | googleapis.com mtalk.google.com alt1-mtalk.google.com alt2-mtalk.google.com alt3-mtalk.google.com alt4-mtalk.google.com alt5-mtalk.google.com alt6-mtalk.google.com alt7-mtalk.google.com alt8-mtalk.google.com .googletagmanager.com .googletagservices.com | Google's API and Firebase documents on firewalls
GoogleMaps | maps.google.com maps.googleapis.com maps.gstatic.com | Maps platform documents
GoogleDocs | docs.google.com sheets.google.com | Workspace firewall list
GoogleDrive | drive.google.com | Workspace firewall list
GooglePlus | plus.google.com | Google's own sites
GMail | gmail.com mail.google.com imap.gmail.com smtp.gmail.com googlemail.com | Gmail's help on clients
PlayStore | android.clients.google.com play.googleapis.com | Android Enterprise network list
YouTube | youtube.com youtu.be googlevideo.com ytimg.com yt3.ggpht.com youtube-nocookie.com youtubei.googleapis.com | YouTube's help
YouTubeUpload | upload.youtube.com upload.video.google.com | YouTube's help
DoH_DoT | dns.google dns.google.com | Google Public DNS documents
DoH_DoT | .quad9.net | quad9.net
DoH_DoT | dns.cloudflare.com cloudflare-dns.com one.one.one.one chrome.cloudflare-dns.com mozilla.cloudflare-dns.com | 1.1.1.1 documents
DoH_DoT | dns.nextdns.io | nextdns.io
DoH_DoT | dns1.dnscrypt.ca dns2.dnscrypt.ca | dnscrypt.ca
DoH_DoT | doh.libredns.gr | libredns.gr
DoH_DoT | doh.opendns.com dns.adguard.com dns.adguard-dns.com doh.cleanbrowsing.org dns.switch.ch dns.mullvad.net doh.mullvad.net doh.dns.sb | the resolvers' own pages
DoH_DoT | doh.seby.io doh-2.seby.io rdns.faelix.net doh.dnslify.com jarjar.meganerd.nl dns.digitale-gesellschaft.ch resolver-eu.lelux.fi dnses.alekberg.net dnsnl.alekberg.net dnsse.alekberg.net jp.tiar.app jp.tiarap.org odvr.nic.cz rumpelsepp.org doh.ffmuc.net dns.dnshome.de ibksturm.synology.me doh.powerdns.org doh.crypto.sx dns.aa.net.uk doh.appliedprivacy.net doh.bortzmeyer.fr fi.doh.dns.snopyta.org | public resolver lists of their operators
Facebook | facebook.com facebook.net fbcdn.net fbsbx.com fb.com fbstatic-a.akamaihd.net fbcdn-profile-a.akamaihd.net static.ak.facebook.com | Meta's own domains
Messenger | mqtt-mini.facebook.com messenger.com edge-mqtt.facebook.com | Meta's own domains
Instagram | instagram.com cdninstagram.com instagram. | Meta's own domains
WhatsApp | whatsapp.net whatsapp.com | WhatsApp's help on networks
Twitter | twitter.com t.co twimg.com | X's own domains
Microsoft | .microsoft.com mem.gfx.ms e-msedge.net s-msedge.net .windows.net .windows.com .azureedge.net | Microsoft's endpoint lists
Microsoft | bing.com .msn.com .live.com -microsoft-com.akamaized.net -ms-com.akamaized.net bing.net | Microsoft's endpoint lists | Web
Microsoft | login.live.com | Microsoft's endpoint lists | System
Microsoft | .msftconnecttest.com .msftncsi.com | Windows network check | ConnCheck
WindowsUpdate | windowsupdate.com update.microsoft.com delivery.mp.microsoft.com | Windows Update endpoints
Microsoft365 | crl.microsoft.com office.com office.net office365.com sharepoint.com onmicrosoft.com | Microsoft 365 endpoint list
Outlook | outlook.com outlook.office.com outlook.office365.com hotmail.com | Microsoft 365 endpoint list
MS_OneDrive | onedrive.com onedrive.live.com storage.live.com | Microsoft 365 endpoint list
Teams | teams.skype.com teams.microsoft.com teams.live.com | Microsoft 365 endpoint list
Skype_Teams | config.edge.skype.com skype.com skypeassets.com | Microsoft 365 endpoint list
Azure | .azure.com azure.net azurewebsites.net trafficmanager.net | Azure's documents
Xbox | xboxlive.com xbox.com | Xbox support
Apple | .apple.com mzstatic.com cdn-apple.com | Apple's network list for enterprises
AppleiTunes | itunes.apple.com itunes.com | Apple's network list for enterprises
AppleStore | -buy.itunes.apple.com ppq.apple.com | Apple's network list for enterprises
AppleiCloud | .icloud.com icloud-content.com | Apple's network list for enterprises
iCloudPrivateRelay | mask.icloud.com mask-h2.icloud.com mask-api.icloud.com | Apple's notes on Private Relay
ApplePush | push.apple.com | Apple's network list for enterprises
AppleSiri | guzzoni.apple.com siri.apple.com | Apple's network list for enterprises
AppleTVPlus | tv.apple.com | Apple's own sites
Wikipedia | wikipedia.org wikimedia.org wikidata.org wiktionary.org mediawiki.org wikipedia.it wikimedia. | Wikimedia's projects
Amazon | amazon.com amazon.de amazon.co.uk amazon.fr amazon.it amazon.es amazon.co.jp media-amazon.com ssl-images-amazon.com | Amazon's own sites
AmazonAWS | amazonaws.com cloudfront.net awsstatic.com .aws.amazon.com | AWS documents
AmazonVideo | primevideo.com amazonvideo.com aiv-cdn.net | Prime Video's help
AmazonAlexa | alexa.amazon.com avs-alexa-na.amazon.com | Alexa's developer documents
TunnelBear | tunnelbear.com polargrizzly.com | TunnelBear's help
Zoom | zoom.us zoomcdn.us zoom.com | Zoom's firewall list
Yahoo | .yahoo.com yimg.com yahooapis.com yahoo.co.jp | Yahoo's own sites
Signal | signal.org whispersystems.org signal.art | Signal's support on firewalls
Github | github.com githubusercontent.com githubassets.com github.io | api.github.com/meta
GitLab | gitlab.com | GitLab's documents
 | quickplay.com | Quickplay's own site | Streaming
Vimeo | vimeo.com vimeocdn.com | Vimeo's help
UbuntuONE | ubuntu.com one.ubuntu.com | Canonical's own sites
Pinterest | pinterest.com pinimg.com | Pinterest's own sites
Tumblr | tumblr.com | Tumblr's own site
QQ | qq.com qpic.cn gtimg.com | Tencent's own sites
WeChat | wechat.com weixin.qq.com.cn | Tencent's own sites
OpenDNS | opendns.com | OpenDNS support
ntop | ntop.org | ntop's own site
Cybersec | sophos.com sophosxl.net | Sophos's list of domains
LinkedIn | .linkedin.com licdn.com | LinkedIn's own sites
Reddit | .reddit.com redd.it redditmedia.com redditstatic.com | Reddit's own sites
Viber | viber.com | Viber's support | Chat
Dropbox | dropbox.com dropboxstatic.com dropboxusercontent.com getdropbox.com | Dropbox's list of official domains
Slack | slack.com slack-edge.com slack-msgs.com | Slack's network help
SoundCloud | soundcloud.com sndcdn.com | SoundCloud's own sites
GoTo | launchdarkly.com gotomeeting.com goto.com logmein.com logmeininc.com getgo.com | GoTo's allow list
BitTorrent | utorrent.com bittorrent.com tracker. | the client's own sites
Snapchat | snapchat.com sc-cdn.net snap-dev.net | Snap's own sites
Discord | discord.com discord.gg discordapp.com discordapp.net discord.media | Discord's support
TikTok | tiktokv.com tiktok.com tiktokcdn.com musical.ly | TikTok's own sites
Alibaba | aliyuncs.com alibaba.com aliyun.com alicdn.com alipay.com | Alibaba's own sites
Xiaomi | xiaomi.com mi.com miui.com xiaomi.net | Xiaomi's own sites
Cloudflare | cloudflare.com cloudflare.net | Cloudflare's own sites
NetFlix | netflix.com netflix.net nflxvideo.net nflximg.net nflxext.com nflxso.net | Netflix's help for networks
DisneyPlus | disneyplus.com disney-plus.net dssott.com bamgrid.com | Disney+'s help
Hulu | hulu.com huluim.com hulustream.com | Hulu's help
Twitch | twitch.tv ttvnw.net jtvnw.net | Twitch's own sites
Dailymotion | dailymotion.com dmcdn.net | Dailymotion's own sites
Deezer | deezer.com dzcdn.net | Deezer's own sites
Tidal | tidal.com tidalhifi.com | Tidal's own sites
Pandora | pandora.com | Pandora's own site
Spotify | spotify.com scdn.co spotifycdn.com | Spotify's own sites
LastFM | last.fm lastfm.com | Last.fm's own sites
Steam | steampowered.com steamcommunity.com steamcontent.com steamstatic.com | Steam's support on ports
EpicGames | epicgames.com epicgames.dev unrealengine.com | Epic's support
Playstation | playstation.com playstation.net sonyentertainmentnetwork.com | PlayStation support
Nintendo | nintendo.com nintendo.net nintendowifi.net | Nintendo's support
Roblox | roblox.com rbxcdn.com | Roblox's support
RiotGames | riotgames.com leagueoflegends.com riotcdn.net | Riot's support
Blizzard | blizzard.com battle.net | Blizzard's support
Telegram | telegram.org t.me telegram.me | Telegram's own sites
Line | line.me line-apps.com line-scdn.net | LINE's developer documents
KakaoTalk | kakao.com kakaocdn.net | Kakao's own sites
VK | vk.com vkontakte.ru vk-cdn.net userapi.com | VK's own sites
Ebay | ebay.com ebaystatic.com ebayimg.com | eBay's own sites
Salesforce | salesforce.com force.com salesforceliveagent.com | Salesforce's allow list
Webex | webex.com wbx2.com ciscospark.com | Webex's network requirements
TeamViewer | teamviewer.com | TeamViewer's ports help
AnyDesk | anydesk.com | AnyDesk's firewall help
NordVPN | nordvpn.com | NordVPN's own site
ProtonVPN | protonvpn.com protonvpn.ch | Proton's own sites
ProtonMail | protonmail.com protonmail.ch | Proton's own sites
Tutanota | tutanota.com tutanota.de | Tutanota's own sites
Baidu | baidu.com bdstatic.com | Baidu's own sites
Yandex | yandex.ru yandex.net yandex.com yastatic.net | Yandex's own sites
Waze | waze.com | Waze's own site
`;
