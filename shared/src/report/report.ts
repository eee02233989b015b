import type { AvatarId, Category, Ease, Generator, OpeningKind } from '../garment/vocabulary.ts';
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

/** report.json; names and units are a contract with programs outside. Fields may be added only. */
export interface Report {
  readonly schema: 1;
  readonly photo: { readonly file: string; readonly width_px: number; readonly height_px: number };
  readonly generator: Generator;
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
   * What the garment's size was taken from, and how far off it may be: 95 of 100 garments are within
   * this many percent. Absent where nothing was put on.
   */
  readonly scale?: { readonly source: ScaleSource; readonly error_percent: number } | undefined;
  readonly fit: {
    readonly avatar: AvatarId | string;
    /** How loose it was worn; absent where nothing was put on. */
    readonly ease?: Ease | undefined;
    /** Graded to the avatar's measures with that ease, or kept as the known width says. */
    readonly size?: 'graded' | 'kept' | undefined;
    readonly ease_cm: {
      readonly chest: number | null;
      readonly waist: number | null;
      readonly hip: number | null;
    };
    readonly penetrating_vertices: number | null;
    readonly penetration_max_mm: number | null;
    readonly gap_mean_mm: number | null;
    readonly gap_p95_mm: number | null;
    readonly strain_mean: number | null;
    readonly strain_p95: number | null;
    readonly authored_ease_mean: number | null;
    readonly drop_mm: number | null;
  };
  /** Shares of the texture's area in use: as photographed, mirrored from the front, continued. */
  readonly texture?: ProvenanceShares | undefined;
  readonly gates: Gates;
  readonly valid: boolean;
  readonly warnings: readonly string[];
  /** What was noticed on the photo, by code, for apps that say it in their own words. */
  readonly notices?: readonly Notice[] | undefined;
}
