import type { RandomChoices } from '../random-choices.ts';

type Headers = readonly (readonly [string, string])[];

/** What stands in headers that a server reads. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  Range: [
    'bytes=0-0',
    'bytes=-1',
    'bytes=-0',
    'bytes=99999999999-',
    'bytes=5-2',
    'bytes=0-1,3-4',
    `bytes=${'0-1,'.repeat(1000)}`,
    'bytes=a-b',
    'bytes=-',
    'bytes=--1',
    'bytes=1e3-',
    'items=0-1',
    'bytes=9007199254740993-',
    'bytes=0-999999999999999999999999',
  ],
  'If-None-Match': [
    '*',
    '""',
    '"a"',
    'W/"a"',
    '"a, b"',
    `"${'e'.repeat(4000)}"`,
    ','.repeat(3000),
    '\xff',
  ],
  'If-Range': ['"a"', 'W/"a"', 'Wed, 21 Oct 2015 07:28:00 GMT', ''],
  'If-Match': ['"a"', '*'],
  'If-Modified-Since': ['never', 'Wed, 21 Oct 2099 07:28:00 GMT'],
  'X-Forwarded-For': [
    '127.0.0.1',
    '::1',
    '1.2.3.4, 5.6.7.8',
    ','.repeat(500),
    '999.999.999.999',
    "' or 1=1",
    '\xff',
  ],
  'X-Forwarded-Host': ['evil.example', 'evil.example:0', '[::', '"', 'a b', '@'],
  'X-Forwarded-Proto': ['https', 'javascript', 'file', ''],
  'X-Forwarded-Prefix': ['/evil', '//evil.example'],
  Forwarded: ['for=1.2.3.4;host=evil.example;proto=https', 'for="[::1]"', ';;;'],
  'X-Request-Id': [
    'a',
    'a'.repeat(65),
    '../../x',
    'abcd\tefgh',
    '<script>alert(1)</script>',
    '\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8',
  ],
  'X-HTTP-Method-Override': ['DELETE'],
  Accept: ['text/html', 'text/event-stream', '*/*;q=NaN', 'image/svg+xml', ','.repeat(2000)],
  'Accept-Encoding': ['gzip', 'br;q=1.0, gzip;q=0', 'identity;q=0', '*;q=0', 'x'.repeat(3000)],
  'Accept-Language': ['ko', 'en', '*', `${'ko,'.repeat(2000)}en`, '../../etc/passwd', 'x-klingon'],
  Origin: ['null', 'https://evil.example', 'file://', 'http://localhost:99999', '\xff'],
  Referer: ['javascript:alert(1)'],
  Cookie: ['a=b', `a=${'b'.repeat(4000)}`, ';;;=;=', '__proto__=1'],
  Authorization: ['Bearer', 'Bearer x', 'Basic !!!', `Bearer ${'x'.repeat(4000)}`, 'Bearer \xff'],
  'X-API-Key': ['', 'x', 'x'.repeat(4000), "' or 1=1"],
  'Idempotency-Key': ['', 'a', 'a'.repeat(4000), '../../x', '\xff'],
  traceparent: [
    '00-0-0-0',
    'ff-'.repeat(500),
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ],
  Expect: ['100-continue', 'nothing'],
  Upgrade: ['websocket', 'h2c'],
  'Content-Encoding': ['gzip', 'br', 'x'],
  'Content-Language': ['x'],
  TE: ['trailers, deflate'],
};
const NAMES = Object.keys(VALUES);

/** Hosts that no address can be made of, and some that one can. */
const HOSTS = [
  'evil.example',
  'localhost:99999',
  '[::1',
  'a b',
  '',
  'a/b',
  'user@host',
  '"',
  '127.0.0.1:0',
  'ex\xe4mple',
  `${'h'.repeat(3000)}`,
  '%00',
  '..',
];

/** Some headers that mislead a server which believes them. */
export function hostileHeaders(random: RandomChoices): Headers {
  const chosen = Array.from({ length: random.whole(1, 4) }, () => {
    const name = random.pick(NAMES);
    return [name, random.pick(VALUES[name]!)] as const;
  });
  return random.chance(0.1) ? [['Host', random.pick(HOSTS)], ...chosen] : chosen;
}
