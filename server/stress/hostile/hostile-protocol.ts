import type { RandomChoices } from '../random-choices.ts';
import { type HostileRequest, writeRequest } from './hostile-request.ts';

const METHODS = [
  'PUT',
  'PATCH',
  'TRACE',
  'CONNECT',
  'OPTIONS',
  'HEAD',
  'PROPFIND',
  'get',
  'FOO',
  'POST',
  'DELETE',
  'QUERY',
];

/** The same address by another method: never a fault, and never something that another method does. */
export function wrongMethod(target: string, random: RandomChoices): HostileRequest {
  const method = random.pick(METHODS);
  const body = random.chance(0.3) ? Buffer.from('{}') : undefined;
  return {
    label: `method: ${method}`,
    bytes: writeRequest({ method, target, ...(body ? { body } : {}) }),
    isHead: method === 'HEAD',
    // Words that HTTP does not know, and tunnels, end the connection.
    expects: ['get', 'FOO', 'CONNECT'].includes(method) ? 'any' : 'answer',
  };
}

const TARGETS = [
  '*',
  '//',
  '//evil.example/',
  '/\\evil.example',
  'http://evil.example/healthz',
  'http://[::1/healthz',
  '/..',
  '/../../etc/passwd',
  '/assets/../../../etc/passwd',
  '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/assets/..%2f..%2f..%2fetc%2fpasswd',
  '/models/../../etc/passwd',
  '/models/u2netp/..%2f..%2fsecret.json',
  '/docs/..%2fpage.css',
  '/.env',
  '/.git/HEAD',
  '/.data/fitroom.sqlite',
  '/fitroom.sqlite',
  '/signing-key',
  '/index.html%00.png',
  '/%',
  '/%zz',
  '/%ff',
  '/?%',
  '/?__proto__=1&__proto__[a]=b',
  `/?${'a=b&'.repeat(1000)}`,
  `/${'a/'.repeat(2000)}`,
  `/${'a'.repeat(7000)}`,
  '/healthz/',
  '/HEALTHZ',
  '/healthz?x=%00',
  '/openapi.json/../metrics',
  '/cgi-bin/../../bin/sh',
  '/;/healthz',
  '/wp-login.php',
] as const;

/** Paths that lead out of the folders that are served. */
export function wrongTarget(random: RandomChoices): HostileRequest {
  const target = random.pick(TARGETS);
  const headers = random.chance(0.3) ? { Accept: 'text/html' } : {};
  return {
    label: 'target',
    bytes: writeRequest({ method: 'GET', target, headers }),
    isHead: false,
    expects: target.startsWith('/') ? 'answer' : 'any',
  };
}

const RAW: readonly string[] = [
  '\r\n\r\n\r\n',
  'GET\r\n\r\n',
  'GET /\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  'GET / HTTP/1.1\nHost: a\n\n',
  'GET / HTTP/1.1\r\nHost a\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(3000)}\r\n`,
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'POST /fit HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
  'POST /fit HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nContent-Length: 1e3\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n0\r\nT: 1\r\n\r\n',
  'POST /fit HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'SSH-2.0-OpenSSH_9.6\r\n',
];

/** Bytes that are no HTTP, or HTTP that two parsers read in two ways. */
export function wrongProtocol(random: RandomChoices): HostileRequest {
  const text = random.chance(0.1)
    ? random.bytes(random.whole(1, 500)).toString('latin1')
    : random.pick(RAW);
  return { label: 'protocol', bytes: Buffer.from(text, 'latin1'), isHead: false, expects: 'any' };
}
