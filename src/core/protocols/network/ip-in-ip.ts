import { By, type HeaderReader } from '../headers/next.ts';

/** IP in IP (RFC 2003, RFC 2473, RFC 4213), where it comes after a header that NFStream does not pass. */
export const readIpInIp: HeaderReader = (_bytes, at, _end, next) => next.to(By.IpVersion, 0, at);
