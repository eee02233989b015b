import { type Generator, QUALITIES, type Quality } from '@fitroom/shared/garment/vocabulary';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import type { ModelInfo } from '@fitroom/shared/schemas/model-info';
import type { Place } from '../storage/database.ts';

/** A generator at one place. */
export interface PlaceOffer {
  readonly isAvailable: boolean;
  /** Why it is not, in the words of the server; null where it is. */
  readonly reason: string | null;
  readonly qualities: readonly Quality[];
  /** What it runs on there: `cpu`, `cuda`; null where that is not known. */
  readonly runsOn: string | null;
  /** About how many seconds a garment takes, by quality; null where nobody knows. */
  readonly aboutSeconds: Readonly<Record<Quality, number | null>>;
  /** Of what has to be fetched to this device first. */
  readonly downloadBytes: number;
  /** Of what the server has to fetch first: that costs this device nothing but a wait; null where none. */
  readonly serverFetchesMb?: number | null;
}

/** A generator with what a person has to know to choose it. */
export interface GeneratorOffer {
  readonly generator: Generator;
  readonly licence: string;
  readonly commercialUse: boolean;
  /** A place is missing where it never runs there. */
  readonly places: Readonly<Partial<Record<Place, PlaceOffer>>>;
}

/** A generator that this device has the networks for. */
export type DeviceOffer<G extends Generator = NeuralGeneratorName> = Omit<
  GeneratorOffer,
  'places' | 'generator'
> & { readonly generator: G; readonly here: PlaceOffer };

/** Of `panels`: a few seconds everywhere, which is not worth a word. */
const NOT_SAID = { low: null, med: null } as const;

const PANELS_HERE: DeviceOffer<'panels'> = {
  generator: 'panels',
  licence: 'MIT',
  commercialUse: true,
  here: {
    isAvailable: true,
    reason: null,
    qualities: QUALITIES,
    runsOn: null,
    aboutSeconds: NOT_SAID,
    downloadBytes: 0,
  },
};

/** Whether sizes, fronts and textures mean anything to it: only patterns have them. */
export const hasPattern = (generator: Generator): boolean => generator === 'panels';

/** `panels` reads the ground too, and PIFuHD the person who wears the garment: neither is sent a cut-out. */
export const seesPhoto = (generator: Generator): boolean =>
  generator === 'panels' || generator === 'pifuhd';

/** Of a server whose list has not come: this much every one of them can. */
const PANELS_THERE: ModelInfo = {
  id: 'panels',
  licence: PANELS_HERE.licence,
  commercial_use: true,
  available: true,
  reason: null,
  qualities: [...QUALITIES],
  device: null,
  to_download_mb: null,
  about_s: NOT_SAID,
};

/**
 * Every generator that somebody offers, in the server's order: its best first.
 *
 * @param server What the server lists; null while there is no list.
 * @param isServerThere Whether one answers at all.
 * @param device What this device runs beside `panels`.
 */
export function generatorOffers(
  server: readonly ModelInfo[] | null,
  isServerThere: boolean,
  device: readonly DeviceOffer[] = [],
): readonly GeneratorOffer[] {
  const here = [PANELS_HERE, ...device];
  const listed = (server ?? (isServerThere ? [PANELS_THERE] : [])).map((info): GeneratorOffer => {
    const own = here.find(({ generator }) => generator === info.id);
    return {
      generator: info.id,
      licence: info.licence,
      commercialUse: info.commercial_use,
      places: { ...(own && { device: own.here }), server: offerOf(info) },
    };
  });
  const unlisted = here.filter(({ generator }) => !listed.some((o) => o.generator === generator));
  return [
    ...unlisted.map(({ here: offer, ...rest }) => ({ ...rest, places: { device: offer } })),
    ...listed,
  ];
}

function offerOf(info: ModelInfo): PlaceOffer {
  const { available, reason, qualities, device, about_s, to_download_mb } = info;
  return {
    isAvailable: available,
    reason,
    qualities,
    runsOn: device,
    aboutSeconds: about_s,
    downloadBytes: 0,
    serverFetchesMb: to_download_mb,
  };
}

/**
 * Where a generator is run when it is chosen: where the last one was if it can be at once, else on this device
 * before the server, and here after a download last of all; null where it runs nowhere.
 */
export function placeFor({ places }: GeneratorOffer, before: Place): Place | null {
  const order: readonly Place[] = [before, 'device', 'server'];
  const possible = order.filter((place) => places[place]?.isAvailable);
  return possible.find((place) => places[place]?.downloadBytes === 0) ?? possible[0] ?? null;
}
