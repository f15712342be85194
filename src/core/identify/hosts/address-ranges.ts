import type { PayloadView } from '../payload-view.ts';

/**
 * IPv4 networks that Google (AS15169) and Meta (AS32934) announce, as the routing registries have them; with STUN alone
 * they tell whose call it is.
 */
const GOOGLE = `64.233.160.0/19 66.102.0.0/20 66.249.64.0/19 72.14.192.0/18 74.125.0.0/16 108.170.192.0/18 108.177.0.0/17
  142.250.0.0/15 172.217.0.0/16 172.253.0.0/16 173.194.0.0/16 192.178.0.0/15 209.85.128.0/17 216.58.192.0/19
  216.239.32.0/19`;
const META = `31.13.24.0/21 31.13.64.0/18 45.64.40.0/22 66.220.144.0/20 69.63.176.0/20 69.171.224.0/19 74.119.76.0/22
  102.132.96.0/20 103.4.96.0/22 129.134.0.0/16 157.240.0.0/16 173.252.64.0/18 179.60.192.0/22 185.60.216.0/22
  185.89.216.0/22 204.15.20.0/22`;

const ranges = [...networks(GOOGLE, 'GoogleHangoutDuo'), ...networks(META, 'FacebookVoip')];

/** Whose server one of the ends is, as the service of a call; "" for none of these. */
export function serviceOfAddress({ ipv6, source0, destination0 }: PayloadView): string {
  if (ipv6) return '';
  return (
    ranges.find(({ mask, network }) => (source0 & mask) === network || (destination0 & mask) === network)?.service ?? ''
  );
}

function networks(list: string, service: string): { mask: number; network: number; service: string }[] {
  return list.split(/\s+/).map((text) => {
    const [a = 0, b = 0, c = 0, d = 0, bits = 32] = text.split(/[./]/).map(Number);
    const mask = -1 << (32 - bits);
    return { mask, network: ((a << 24) | (b << 16) | (c << 8) | d) & mask, service };
  });
}
