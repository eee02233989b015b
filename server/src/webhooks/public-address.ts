import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IPv4 that is not the public internet (IANA's registry of special purposes, RFC 6890 and later). */
const SPECIAL_V4: readonly (readonly [address: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Of the public 2000::/3 what leads into IPv4, tunnels or examples. */
const SPECIAL_V6: readonly (readonly [address: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [address, prefix] of SPECIAL_V4) special.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of SPECIAL_V6) special.addSubnet(address, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the public internet: nothing of this host, its network or its cloud. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !special.check(address, 'ipv4');
  // What carries IPv4 inside (::ffff:…, 64:ff9b::…) lies outside of 2000::/3.
  return version === 6 && publicV6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** A webhook leads somewhere that only this server can reach. */
export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is not an address of the public internet.`);
    this.name = 'PrivateAddressError';
  }
}

/**
 * Name resolution for a connection that goes to public addresses alone: what was checked is what is
 * connected to, so a name that answers differently the next time gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const isPublic = addresses.every(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (!isPublic || !first) return callback(new PrivateAddressError(hostname), []);
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** @throws {PrivateAddressError} or what name resolution says. */
export async function requirePublicHost(host: string): Promise<void> {
  if (isIP(host)) {
    if (!isPublicAddress(host)) throw new PrivateAddressError(host);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    lookupPublic(host, { all: true }, (error) => (error ? reject(error) : resolve()));
  });
}

/** The host of a URL without the brackets of IPv6. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[(.*)\]$/, '$1');
