import type { RandomChoices } from '../random-choices.ts';
import { hostileId } from './known-things.ts';

export interface HostileLink {
  readonly label: string;
  readonly target: string;
  /** Whether it may open the object after all. */
  readonly isRefused: boolean;
}

/** Such a path is another one once its dots are resolved, the app's own page for one. */
const isUpward = (path: string) => /(\.|%2e){2}/i.test(path);

/** A signed link with something changed: none may open anything. */
export function hostileLink(links: readonly string[], random: RandomChoices): HostileLink {
  const link = new URL(random.pick(links), 'http://localhost');
  const other = new URL(
    random.pick(links.filter((one) => !one.startsWith(link.pathname))),
    'http://localhost',
  );
  const expires = link.searchParams.get('expires') ?? '';
  const signature = link.searchParams.get('signature') ?? '';
  const bare = link.pathname;
  const made = (label: string, target: string, isRefused = true) => ({
    label: `link: ${label}`,
    target,
    isRefused,
  });
  const query = (e: string, s: string) => `?expires=${e}&signature=${s}`;
  const place = random.whole(0, signature.length - 2);
  const turned = signature[place] === 'A' ? 'B' : 'A';
  const foreign = hostileId(random);
  const kinds: readonly (() => HostileLink)[] = [
    () => made('good', link.pathname + link.search, false),
    () => made('none', bare),
    () => made('other object', other.pathname + link.search),
    () =>
      made(
        'other expiry',
        bare + query(String(Number(expires) + random.whole(1, 10 ** 6)), signature),
      ),
    () => made('past expiry', bare + query(String(random.whole(0, 10 ** 9)), signature)),
    () =>
      made(
        'wrong expiry',
        bare +
          query(
            random.pick(['', '-1', 'NaN', '1e99', '0x10', '%20', '9'.repeat(40), '%00']),
            signature,
          ),
      ),
    () =>
      made(
        'changed signature',
        bare + query(expires, signature.slice(0, place) + turned + signature.slice(place + 1)),
      ),
    () => made('short signature', bare + query(expires, signature.slice(0, place))),
    () =>
      made(
        'wrong signature',
        bare +
          query(expires, random.pick(['', '%00', 'null', '='.repeat(64), 'a'.repeat(5000), '%ff'])),
      ),
    () => made('signature twice', `${bare}${query(expires, 'x')}&signature=${signature}`),
    () => made('hostile key', `/files/${foreign}${link.search}`, !isUpward(foreign)),
    () => made('key behind a good one', `${bare}/${foreign}${link.search}`, !isUpward(foreign)),
    () => made('up from a good one', `${bare}%2f..%2f..%2ffitroom.sqlite${link.search}`),
    () => made('doubled slash', `/files/${bare.slice('/files'.length)}${link.search}`),
    () => made('encoded letter', `/files/%63${bare.slice('/files/c'.length)}${link.search}`, false),
  ];
  return random.pick(kinds)();
}
