import type { RandomChoices } from '../random-choices.ts';

/** Ids and links that are really there, so that requests reach what lies behind the first check. */
export interface KnownThings {
  readonly cloth: string;
  readonly cloth3d: string;
  readonly session: string;
  /** Path and query of links that the server signed: of two different objects at least. */
  readonly links: readonly string[];
  /** A photo that is taken. */
  readonly photo: Buffer;
}

/** What an attacker writes where an id is expected, as it stands in a request line. */
const HOSTILE_IDS = [
  '..',
  '../..',
  '..%2f..%2f..%2fetc%2fpasswd',
  '....//....//etc/passwd',
  '%2e%2e%2f%2e%2e%2ffitroom.sqlite',
  '..%5c..%5cwindows%5cwin.ini',
  '%00',
  'a%00b',
  '%0d%0aX-Injected:%20yes',
  '%',
  '%zz',
  '%c0%ae%c0%ae%c0%af',
  '%ff%fe',
  '%ed%a0%80',
  '%F0%9F%91%95',
  '%E2%80%AE',
  '%EF%BC%8E%EF%BC%8E%EF%BC%8F',
  "'%20or%20'1'='1",
  "1'%3B%20drop%20table%20clothes%3B--",
  '$%7B7*7%7D',
  '%7B%7B7*7%7D%7D',
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e309',
  '*',
  '%2A',
  'upload-image',
  '.env',
  '.git%2fconfig',
  '%3Fexpires=1',
  '%23',
  ';a=b',
  '@example.org',
  'localhost:1',
] as const;

export function hostileId(random: RandomChoices): string {
  const kind = random.weighted({ listed: 6, long: 1, noise: 2, uuid: 2 });
  if (kind === 'listed') return random.pick(HOSTILE_IDS);
  if (kind === 'long')
    return random.pick(['a', '%00', '%2e', '..%2f']).repeat(random.whole(50, 2000));
  if (kind === 'noise')
    return encodeURIComponent(random.bytes(random.whole(1, 40)).toString('latin1'));
  const hex = random.bytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
