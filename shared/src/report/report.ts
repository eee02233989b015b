import type {
  AvatarId,
  Category,
  Ease,
  FabricChoice,
  Generator,
  Method,
  OpeningKind,
  Quality,
} from '../garment/vocabulary.ts';
import type { ScaleSource } from '../pattern/draft-scale.ts';
import type { Notice } from '../reading/notices.ts';
import type { ProvenanceShares } from '../texture/provenance.ts';

export interface Gates {
  readonly openings: boolean;
  readonly manifold: boolean;
  readonly simple_outline: boolean;
  readonly coverage: boolean;
  readonly drop: boolean;
  readonly strain: boolean;
  readonly penetration: boolean;
}

/** Centimetres. */
interface CmByPlace {
  readonly chest: number | null;
  readonly waist: number | null;
  readonly hip: number | null;
  readonly hem: number | null;
}

/** Stretch in the most stretched direction; 100 % is the length compared with. */
export interface ReportStrain {
  readonly mean_percent: number;
  readonly p95_percent: number;
  readonly max_percent: number;
  /** Of the cloth's worn area, in the steps of the scale. */
  readonly area_shares: readonly number[];
}

export interface ReportMaps {
  /** Null where nothing says what the cloth was before it was put on. */
  readonly strain: {
    /** Where each step of the scale begins. */
    readonly scale_from_percent: readonly number[];
    /** Against the pieces as the outline cuts them: what fittings gave counts as pull. */
    readonly as_cut: ReportStrain;
    /** Against the pieces with the ease they were given. */
    readonly as_fitted: ReportStrain;
    /** `mesh`: both are against the mesh as it came, scaled to the body. Absent where there is a pattern. */
    readonly basis?: 'mesh' | undefined;
  } | null;
  readonly gap: {
    readonly scale_from_mm: readonly number[];
    readonly mean_mm: number;
    readonly p95_mm: number;
    readonly max_mm: number;
    readonly area_shares: readonly number[];
  };
  readonly contact: {
    readonly touching_within_mm: number;
    readonly near_within_mm: number;
    readonly touching_share: number;
    readonly near_share: number;
    readonly away_share: number;
  };
}

/** A simulated walk, frame by frame. */
export interface ReportWalk {
  readonly frames: readonly {
    /** False: shown as skinned, because the solver's cloth did not hold. */
    readonly simulated: boolean;
    /** Of |length / flat length - 1| over the cloth's edges. */
    readonly strain_mean: number;
    readonly strain_p95: number;
    readonly penetrating_vertices: number;
  }[];
  /** How many of them are not simulated. */
  readonly skinned_frames: number;
}

/** How networks made a garment. */
export interface ReportGeneration {
  /** What was made; lower than asked for where the first try ran out of memory or time. */
  readonly quality: Quality;
  readonly asked_quality: Quality;
  readonly seed: number;
  /** Pictures from other sides made on the way; 0 for generators that make none. */
  readonly views: number;
  /** `cuda`, `cpu`, or `sidecar`: on a host of its own. */
  readonly device: string;
  /** Whether all weights that were used allow commercial use. */
  readonly commercial_use: boolean;
}

/** report.json; names and units are a contract with programs outside. Fields may be added only. */
export interface Report {
  readonly schema: 1;
  readonly photo: { readonly file: string; readonly width_px: number; readonly height_px: number };
  readonly generator: Generator;
  /** Absent of what networks did not make. */
  readonly generation?: ReportGeneration | null | undefined;
  readonly category: {
    readonly value: Category | null;
    readonly source: 'detected' | 'given';
    readonly confidence: number | null;
  };
  readonly timings_ms: Readonly<Record<string, number>> & { readonly total: number };
  readonly garment: {
    readonly vertices: number | null;
    readonly triangles: number | null;
    readonly bytes: number | null;
    readonly openings: readonly { readonly kind: OpeningKind; readonly length_mm: number }[];
    readonly min_triangle_quality: number | null;
    readonly non_manifold_edges: number | null;
  };
  readonly outline_iou: number | null;
  /**
   * What the garment's size was taken from, and how far off it may be: the widths, and so the girths, of
   * 95 of 100 garments are within `error_percent`, their lengths within `height_error_percent` (absent in
   * reports of earlier versions). Absent where nothing was put on.
   */
  readonly scale?:
    | {
        readonly source: ScaleSource;
        readonly error_percent: number;
        readonly height_error_percent?: number | undefined;
      }
    | undefined;
  readonly fit: {
    readonly avatar: AvatarId | string;
    /** How loose it was worn; absent where nothing was put on. */
    readonly ease?: Ease | undefined;
    /** How it was put on; absent where nothing was, and of draped garments of photos in reports of earlier versions. */
    readonly method?: Method | undefined;
    /** What it is made of; absent where nothing was simulated and in reports of earlier versions. */
    readonly fabric?: FabricChoice | undefined;
    /** Graded to the avatar's measures with that ease, or kept as the known width says. */
    readonly size?: 'graded' | 'kept' | undefined;
    readonly ease_cm: {
      readonly chest: number | null;
      readonly waist: number | null;
      readonly hip: number | null;
      /** Absent in reports of earlier versions, as the two below. */
      readonly hem?: number | null | undefined;
    };
    /**
     * What `ease_cm` is measured of: `cut`, of a garment of known size, as its flat pieces are; `worn`, the length
     * of the cloth where it hangs, with what it was let out or taken in while it was fitted. Absent in
     * reports of earlier versions (`worn`), as the two below.
     */
    readonly ease_basis?: 'cut' | 'worn' | undefined;
    /** Both of a garment with a pattern. What they differ by was drawn out, let out or taken in. */
    readonly ease_cut_cm?: CmByPlace | undefined;
    readonly ease_worn_cm?: CmByPlace | undefined;
    /**
     * How far off each ease may be: half the band that holds 95 of 100 garments, the widths' error of the
     * garment's girth. Null where the ease is, absent where no scale is known.
     */
    readonly ease_error_cm?: CmByPlace | undefined;
    /** The figures of the maps; see docs/fit-evidence.md. Absent where nothing was put on. */
    readonly maps?: ReportMaps | undefined;
    readonly penetrating_vertices: number | null;
    readonly penetration_max_mm: number | null;
    /** Triangles whose centroid is inside the body; absent in reports of earlier versions, as the next. */
    readonly penetrating_centroids?: number | null | undefined;
    /** Edges of the cloth that go through it elsewhere. */
    readonly self_crossing_edges?: number | null | undefined;
    readonly gap_mean_mm: number | null;
    readonly gap_p95_mm: number | null;
    readonly strain_mean: number | null;
    readonly strain_p95: number | null;
    readonly authored_ease_mean: number | null;
    readonly drop_mm: number | null;
  };
  /** Present where a walk was simulated. */
  readonly walk?: ReportWalk | undefined;
  /** Shares of the texture's area in use: as photographed, mirrored from the front, continued. */
  readonly texture?: ProvenanceShares | undefined;
  readonly gates: Gates;
  readonly valid: boolean;
  readonly warnings: readonly string[];
  /** What was noticed on the photo, by code, for apps that say it in their own words. */
  readonly notices?: readonly Notice[] | undefined;
}

/** The report of what is worn, whether it came from a photo or from a mesh, which has neither of the two. */
export type WornReport = Omit<Report, 'photo' | 'generator'> & {
  readonly photo: Report['photo'] | null;
  readonly generator: Report['generator'] | null;
};
