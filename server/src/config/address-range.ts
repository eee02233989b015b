import { isIP } from 'node:net';

/** A block of addresses: the first `prefix` bits of `address` are common to all of it. */
export interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Blocks that operators mean by a word. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  // RFC 1918, RFC 4193 and this machine: where the proxies of one network stand.
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', '127.0.0.0/8', '::1'],
};

/** `10.0.0.0/8`, `fd00::1`, `loopback`, `private`; null for anything else. */
export function readAddressRanges(word: string): readonly AddressRange[] | null {
  const blocks = NAMED[word] ?? [word];
  const ranges = blocks.map(readBlock);
  return ranges.every((range) => range !== null) ? ranges : null;
}

function readBlock(text: string): AddressRange | null {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return null;
  const most = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  return prefix > most ? null : { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}
