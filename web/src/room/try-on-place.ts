import type { Category, Generator } from '@fitroom/shared/garment/vocabulary';
import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { Stance } from '@fitroom/shared/posing/stances';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  FittedFiles,
  OutfitFiles,
  StandingFiles,
} from '@fitroom/web-workers/protocol/try-on-worker';
import type { MadeBy, StoredGarment, StoredPhoto } from '../storage/database.ts';
import type { ShownStage, Wishes } from './room-state.ts';

export interface PlaceWatch {
  readonly signal: AbortSignal;
  /** @param overall 0..1 of this call. */
  onProgress(stage: ShownStage, overall: number): void;
  onLog(line: string): void;
  /** The dressed body, still coarse; a place may show none. */
  onPreview(fittedGlb: Blob): void;
}

/** What may be done with what a generator's networks make. */
export type LicenceOf = (generator: Generator) => Pick<MadeBy, 'licence' | 'commercialUse'>;

/** What a place hands back of a made garment: one of the first three is set. */
export interface MadeSomewhere {
  readonly made: MadeGarment | null;
  readonly cloth3dId: string | null;
  /** What the server found that it is. */
  readonly category?: Category | null;
  /** A generator's mesh, which this device puts on from now on. */
  readonly mesh?: NonNullable<StoredGarment['mesh']> & { readonly madeBy: MadeBy };
  /** As it is worn on the wished body, where the place puts on what it makes. */
  readonly fitted: FittedFiles | null;
}

/** A garment of an outfit. */
export interface LayeredGarment {
  readonly garment: StoredGarment;
  /** Whether its hem goes inside what hangs from the waist. */
  readonly tucked: boolean;
}

/** Where garments are made and fitted: this device or the server, behind one face. */
export interface TryOnPlace {
  /** Whether `make` puts a garment of `panels` on as well, in one job. */
  readonly putsOn: boolean;
  /** @param cutOut The photo's garment without its background; null: what is made is made of the photo. */
  make(
    photo: StoredPhoto,
    wishes: Wishes,
    watch: PlaceWatch,
    cutOut: Blob | null,
  ): Promise<Outcome<MadeSomewhere>>;
  fit(garment: StoredGarment, wishes: Wishes, watch: PlaceWatch): Promise<Outcome<FittedFiles>>;
  /** Takes a garment into a pose, on the wished body. */
  stand(
    garment: StoredGarment,
    stance: Stance,
    wishes: Wishes,
    watch: PlaceWatch,
  ): Promise<Outcome<StandingFiles>>;
  /**
   * Puts several garments on the wished body at once.
   *
   * @param pose Null: the pose that they hang in.
   */
  wear(
    garments: readonly LayeredGarment[],
    wishes: Wishes,
    watch: PlaceWatch,
    pose: PoseName | null,
  ): Promise<Outcome<OutfitFiles>>;
  /** Lets several garments walk together. @param simulate Whether their cloth swings with the steps. */
  walkTogether(
    garments: readonly LayeredGarment[],
    wishes: Wishes,
    watch: PlaceWatch,
    simulate: boolean,
  ): Promise<Outcome<StandingFiles>>;
}
