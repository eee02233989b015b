import { readFileSync } from 'node:fs';
import {
  CATEGORIES,
  type Category,
  OPENING_KINDS,
  type OpeningKind,
  UPPERS,
  type Upper,
} from '@fitroom/shared/garment/vocabulary';
import { expectedOpenings, openingsMatch } from '@fitroom/shared/report/expected-openings';

/** What is on a photo, written down by looking at it before any program read it. */
export interface TrueGarment {
  /** Path below the photos' folder, with `/`. */
  readonly photo: string;
  readonly category: Category;
  /** Other categories that a sensible person would accept. */
  readonly alsoRight: readonly Category[];
  /** Null for garments that hang from the waist. */
  readonly upper: Upper | null;
  readonly sleeveLength: 'none' | 'short' | 'elbow' | 'long' | null;
  readonly hooded: boolean;
  readonly front: 'closed' | 'open-shown-closed' | 'open';
  /** Inside backs that show above or below the front's own edge. */
  readonly insideVisible: readonly ('neck' | 'waist' | 'hem')[];
  readonly presentation: 'flat' | 'worn' | 'hanger';
  readonly print: 'none' | 'logo-or-text' | 'stripes-or-checks' | 'all-over';
  /** One entry an opening; armholes and cuffs count as each other. */
  readonly openings: readonly OpeningKind[];
}

const TABLE = new URL('./garments.csv', import.meta.url);

/** The table by the photo's path below the folder of all photos, without its extension. */
export function readTrueGarments(): ReadonlyMap<string, TrueGarment> {
  const [head, ...lines] = readFileSync(TABLE, 'utf8').trim().split('\n');
  const titles = head!.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const row = garmentOf((title) => {
        const cell = cells[titles.indexOf(title)];
        if (cell === undefined) throw new Error(`garments.csv has no ${title} in "${line}".`);
        return cell;
      });
      return [nameOf(row.photo), row];
    }),
  );
}

/** A photo's path as the table, batches and sheets name it: with `/`, without its extension. */
export function nameOf(photo: string): string {
  return photo.replaceAll('\\', '/').replace(/\.(jpe?g|png|webp|avif)$/i, '');
}

/** True for the garment's category, and for another one that a sensible person would accept. */
export function categoryIsRight(
  category: Category | null,
  { category: own, alsoRight }: TrueGarment,
) {
  return category !== null && (category === own || alsoRight.includes(category));
}

/**
 * True when the kinds and their number are those of the photo's garment; armhole and cuff count as
 * each other. A category that is also right has openings of its own.
 */
export function openingsAreRight(
  kinds: readonly OpeningKind[],
  category: Category | null,
  { category: own, alsoRight, openings, upper, front }: TrueGarment,
): boolean {
  const bare = (all: readonly OpeningKind[]) =>
    all.map((kind) => (kind === 'cuff' ? 'armhole' : kind)).toSorted();
  if (category !== null && category !== own && alsoRight.includes(category)) {
    return openingsMatch(kinds, expectedOpenings(category, upper, front === 'open'));
  }
  return bare(kinds).join() === bare(openings).join();
}

function garmentOf(cell: (title: string) => string): TrueGarment {
  const words = (title: string) => cell(title).split(' ').filter(Boolean);
  return {
    photo: cell('photo'),
    category: oneOf(CATEGORIES, cell('category')),
    alsoRight: words('also_right').map((word) => oneOf(CATEGORIES, word)),
    upper: cell('upper') === '' ? null : oneOf(UPPERS, cell('upper')),
    sleeveLength:
      cell('sleeve_length') === ''
        ? null
        : oneOf(['none', 'short', 'elbow', 'long'] as const, cell('sleeve_length')),
    hooded: oneOf(['yes', 'no'] as const, cell('hooded')) === 'yes',
    front: oneOf(['closed', 'open-shown-closed', 'open'] as const, cell('front')),
    insideVisible: words('inside_visible').map((word) =>
      oneOf(['neck', 'waist', 'hem'] as const, word),
    ),
    presentation: oneOf(['flat', 'worn', 'hanger'] as const, cell('presentation')),
    print: oneOf(['none', 'logo-or-text', 'stripes-or-checks', 'all-over'] as const, cell('print')),
    openings: words('openings').flatMap((word) => {
      const [kind, count] = word.split(':');
      return Array.from({ length: Number(count) }, () => oneOf(OPENING_KINDS, kind ?? ''));
    }),
  };
}

function oneOf<T extends string>(allowed: readonly T[], word: string): T {
  const found = allowed.find((one) => one === word);
  if (found === undefined) {
    throw new Error(`garments.csv: expected one of ${allowed.join(', ')}, got "${word}".`);
  }
  return found;
}
