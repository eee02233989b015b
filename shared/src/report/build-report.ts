import type {
  AvatarId,
  Category,
  Ease,
  FabricChoice,
  Generator,
  Method,
} from '../garment/vocabulary.ts';
import type { ScaleSource } from '../pattern/draft-scale.ts';
import type { Notice } from '../reading/notices.ts';
import type { ProvenanceShares } from '../texture/provenance.ts';
import { gateWarnings } from './gate-warnings.ts';
import type { ByPlace, EasePlace } from './measure-ease.ts';
import type { FittedFigures } from './measure-fitted.ts';
import type { Gates, Report } from './report.ts';
import { reportMaps } from './report-maps.ts';
import { round } from './round.ts';
import { sizeNotices } from './size-notices.ts';

/** What a report says beside the figures of the written file. */
export interface ReportSubject {
  readonly photo: Report['photo'];
  readonly generator: Generator;
  readonly category: {
    readonly value: Category;
    readonly source: 'detected' | 'given';
    readonly confidence: number;
  };
  readonly avatar: AvatarId | string;
  readonly ease?: Ease;
  readonly method?: Method;
  readonly fabric?: FabricChoice;
  readonly size?: 'graded' | 'kept';
  /** What the size was taken from; the errors are standard deviations of heights and widths as shares. */
  readonly scale?: {
    readonly source: ScaleSource;
    readonly error: number;
    /** Absent of patterns of earlier versions: as the heights'. */
    readonly widthError?: number;
  };
  /** What was noticed on the photo. */
  readonly notices: readonly Notice[];
  /** What the texture in use is made of. */
  readonly texture?: ProvenanceShares | undefined;
}

/** A report without what only its writer knows: this is what sits in both GLBs' asset extras. */
export type ReportExtras = Omit<Report, 'timings_ms' | 'garment'> & {
  readonly garment: Omit<Report['garment'], 'bytes'>;
};

/** Standard deviations of a band that holds 95 of 100. */
const BAND = 2;

/** Figures are rounded so that a report reads well and last bits do not change a file's bytes. */
const millimetres = (metres: number): number => round(1000 * metres, 2);
const centimetres = (metres: number | null): number | null =>
  metres === null ? null : round(100 * metres, 1);

/**
 * The report of a worn garment, from figures measured on the written file.
 *
 * @param bytes Size of the garment's GLB.
 * @param timings Milliseconds by stage, with their `total`.
 */
export function buildReport(
  subject: ReportSubject,
  figures: FittedFigures,
  bytes: number,
  timings: Report['timings_ms'],
): Report {
  const extras = reportForExtras(subject, figures);
  const { schema, photo, generator, category, ...rest } = extras;
  const { vertices, triangles, ...garment } = extras.garment;
  return {
    schema,
    photo,
    generator,
    category,
    timings_ms: timings,
    ...rest,
    garment: { vertices, triangles, bytes, ...garment },
  };
}

/** The same report without `bytes` and `timings_ms`, so that the same input gives the same file. */
export function reportForExtras(subject: ReportSubject, figures: FittedFigures): ReportExtras {
  const { strain, gates, ease } = figures;
  // Of a known size the ease is a finding about the garment, not about how it was drawn out to close.
  const isCut = subject.size === 'kept' && ease.cutGirths !== null;
  const worn = inCentimetres(ease, (metres) => metres);
  const cut =
    ease.cutGirths &&
    inCentimetres(ease.cutGirths, (girth, place) => girth - ease.bodyGirths[place]!);
  const girths = isCut && ease.cutGirths ? ease.cutGirths : ease.girths;
  const notices = [...subject.notices, ...(isCut ? sizeNotices(ease, figures.sleevesBeyond) : [])];
  return {
    schema: 1,
    photo: subject.photo,
    generator: subject.generator,
    category: { ...subject.category, confidence: round(subject.category.confidence, 3) },
    garment: {
      vertices: figures.vertices,
      triangles: figures.triangles,
      openings: figures.openings.map(({ kind, length }) => ({
        kind,
        length_mm: round(1000 * length, 1),
      })),
      min_triangle_quality: round(figures.minTriangleQuality, 4),
      non_manifold_edges: figures.nonManifoldEdges,
    },
    outline_iou: figures.outlineIou === null ? null : round(figures.outlineIou, 4),
    ...(subject.scale && {
      scale: {
        source: subject.scale.source,
        error_percent: round(100 * BAND * widthErrorOf(subject.scale), 1),
        height_error_percent: round(100 * BAND * subject.scale.error, 1),
      },
    }),
    fit: {
      avatar: subject.avatar,
      ...(subject.ease && { ease: subject.ease }),
      ...(subject.method && { method: subject.method }),
      ...(subject.fabric && { fabric: subject.fabric }),
      ...(subject.size && { size: subject.size }),
      ease_cm: isCut && cut ? cut : worn,
      ease_basis: isCut ? 'cut' : 'worn',
      ...(cut && { ease_cut_cm: cut, ease_worn_cm: worn }),
      ...(subject.scale && {
        ease_error_cm: inCentimetres(
          girths,
          (girth) => girth * BAND * widthErrorOf(subject.scale!),
        ),
      }),
      maps: reportMaps(figures.evidence),
      penetrating_vertices: figures.penetratingVertices,
      penetration_max_mm: millimetres(figures.deepest),
      penetrating_centroids: figures.penetratingCentroids,
      self_crossing_edges: figures.selfCrossingEdges,
      gap_mean_mm: millimetres(figures.gapMean),
      gap_p95_mm: millimetres(figures.gapP95),
      strain_mean: strain && round(strain.mean, 4),
      strain_p95: strain && round(strain.p95, 4),
      authored_ease_mean: strain && round(strain.authoredEaseMean, 4),
      drop_mm: figures.drop === null ? null : round(1000 * figures.drop, 1),
    },
    ...(subject.texture && {
      texture: {
        seen: round(subject.texture.seen, 3),
        mirrored: round(subject.texture.mirrored, 3),
        filled: round(subject.texture.filled, 3),
      },
    }),
    gates,
    valid: allHold(gates),
    warnings: [
      ...notices.map(({ message }) => message),
      ...gateWarnings(figures, subject.category.value, isCut),
    ],
    notices,
  };
}

/** A photo that could be read but not made into a worn garment; absent figures are null. */
export interface Refusal {
  readonly photo: Report['photo'];
  readonly generator: Generator;
  /** What is known of the category; null and 0 where the photo was refused before. */
  readonly category: Report['category'];
  readonly avatar: AvatarId | string;
  /** Why, and what to do, for people. */
  readonly reason: string;
  readonly warnings?: readonly string[];
}

/** The report of a refused photo: no figures, no gate holds, the reason first among the warnings. */
export function refusedReport(refusal: Refusal, timings: Report['timings_ms']): Report {
  return {
    schema: 1,
    photo: refusal.photo,
    generator: refusal.generator,
    category: refusal.category,
    timings_ms: timings,
    garment: {
      vertices: null,
      triangles: null,
      bytes: null,
      openings: [],
      min_triangle_quality: null,
      non_manifold_edges: null,
    },
    outline_iou: null,
    fit: {
      avatar: refusal.avatar,
      ease_cm: { chest: null, waist: null, hip: null, hem: null },
      penetrating_vertices: null,
      penetration_max_mm: null,
      penetrating_centroids: null,
      self_crossing_edges: null,
      gap_mean_mm: null,
      gap_p95_mm: null,
      strain_mean: null,
      strain_p95: null,
      authored_ease_mean: null,
      drop_mm: null,
    },
    gates: {
      openings: false,
      manifold: false,
      simple_outline: false,
      coverage: false,
      drop: false,
      strain: false,
      penetration: false,
    },
    valid: false,
    warnings: [refusal.reason, ...(refusal.warnings ?? [])],
    notices: [],
  };
}

const widthErrorOf = ({ error, widthError }: NonNullable<ReportSubject['scale']>): number =>
  widthError ?? error;

function inCentimetres(
  values: ByPlace,
  of: (metres: number, place: EasePlace) => number,
): Record<EasePlace, number | null> {
  const at = (place: EasePlace) => {
    const metres = values[place];
    return metres === null ? null : centimetres(of(metres, place));
  };
  return { chest: at('chest'), waist: at('waist'), hip: at('hip'), hem: at('hem') };
}

export function allHold(gates: Gates): boolean {
  return Object.values(gates).every(Boolean);
}
