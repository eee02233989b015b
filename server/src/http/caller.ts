import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { readAddressRanges } from '../config/address-range.ts';
import type { Logger } from '../log/logger.ts';
import type { AppEnvironment } from './app-environment.ts';

/** Who sent a request, as far as its connection and the proxies that the operator named can tell. */
export interface Caller {
  /** The client's address; `unknown` where there is no connection. */
  readonly address: string;
  /** The origin that the client sees this server at, where no setting says it. */
  readonly origin: string;
}

/** Longer chains are made up. */
const MOST_HOPS = 16;
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The right-most of a header's values: the one that the proxy next to this server wrote. */
const lastOf = (header: string | undefined) => header?.split(',').at(-1)?.trim();

function blockListOf(words: readonly string[]): BlockList {
  const list = new BlockList();
  for (const word of words) {
    for (const { address, prefix, family } of readAddressRanges(word) ?? []) {
      list.addSubnet(address, prefix, family);
    }
  }
  return list;
}

const includes = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** `::ffff:10.0.0.1` is 10.0.0.1 as sockets for both families write it. */
const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** An entry of X-Forwarded-For, some proxies add the port; null for no address. */
function forwardedAddress(entry: string): string | null {
  const text = entry.trim();
  const bare =
    /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = plainAddress(bare);
  return isIP(address) === 0 ? null : address;
}

function socketAddress(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
  return plainAddress(incoming?.socket?.remoteAddress ?? 'unknown');
}

/**
 * Finds out who calls. Forwarding headers count only where the connection comes from a proxy that the
 * operator named; then the client is the right-most hop of X-Forwarded-For that is no such proxy, since
 * everything left of it may be made up. From anyone else these headers mean nothing.
 *
 * @param trustedProxies addresses, blocks (`10.0.0.0/8`) and the words of `readAddressRanges`.
 */
export function identifyCaller(trustedProxies: readonly string[], logger: Logger) {
  const trusted = blockListOf(trustedProxies);
  const near = blockListOf(['private']);
  const originOf = createOriginReader();
  let isWarned = false;
  return createMiddleware<AppEnvironment>((context, next) => {
    const socket = socketAddress(context);
    const isProxied = trustedProxies.length > 0 && includes(trusted, socket);
    const own = originOf(context.req.url);
    if (isProxied) {
      context.set('caller', {
        address: clientBehind(socket, context.req.header('x-forwarded-for'), trusted),
        origin: forwardedOrigin(context, own),
      });
    } else {
      context.set('caller', { address: socket, origin: own });
      if (!isWarned && context.req.header('x-forwarded-for') && includes(near, socket)) {
        isWarned = true;
        logger.warn(
          { proxy: socket },
          `Requests are forwarded by ${socket}, which FITROOM_TRUSTED_PROXIES does not name: all clients behind it count as one.`,
        );
      }
    }
    return next();
  });
}

/** Addresses that a server is seen at are few; others are made up, and not worth remembering. */
const MOST_ORIGINS = 32;

/** The origin of request addresses; parsing one takes longer than much else that a poll does. */
function createOriginReader(): (url: string) => string {
  const known = new Map<string, string>();
  return (url) => {
    const start = url.slice(0, url.indexOf('/', url.indexOf('//') + 2));
    const found = known.get(start);
    if (found !== undefined) return found;
    const { origin } = new URL(url);
    if (known.size < MOST_ORIGINS) known.set(start, origin);
    return origin;
  };
}

function clientBehind(socket: string, header: string | undefined, trusted: BlockList): string {
  let client = socket;
  for (const hop of (header ?? '').split(',').slice(-MOST_HOPS).reverse()) {
    const address = forwardedAddress(hop);
    if (address === null) break;
    client = address;
    if (!includes(trusted, address)) break;
  }
  return client;
}

function forwardedOrigin(context: Context, own: string): string {
  const { protocol, host: ownHost } = new URL(own);
  const scheme = lastOf(context.req.header('x-forwarded-proto'))?.toLowerCase();
  const host = lastOf(context.req.header('x-forwarded-host'));
  const isScheme = scheme === 'http' || scheme === 'https';
  const isHost = host !== undefined && HOST.test(host);
  const origin = `${isScheme ? `${scheme}:` : protocol}//${isHost ? host : ownHost}`;
  return URL.parse(origin)?.origin ?? own;
}
