import type { EvidenceFigures, MapFigures } from '../evidence/evidence-figures.ts';
import { MAP_SCALES, NEAR_MM, TOUCHING_MM } from '../evidence/map-scales.ts';
import type { ReportMaps, ReportStrain } from './report.ts';
import { round } from './round.ts';

/** The maps' figures as a report says them. */
export function reportMaps({ strain, gap, contact }: EvidenceFigures): ReportMaps {
  const [touching = 0, near = 0, away = 0] = shares(contact);
  return {
    strain: strain && {
      scale_from_percent: MAP_SCALES.strain.from,
      as_cut: strainFigures(strain.asCut),
      as_fitted: strainFigures(strain.asFitted),
      ...(strain.basis === 'mesh' && { basis: strain.basis }),
    },
    gap: {
      scale_from_mm: MAP_SCALES.gap.from,
      mean_mm: round(gap.mean, 2),
      p95_mm: round(gap.p95, 2),
      max_mm: round(gap.max, 2),
      area_shares: shares(gap),
    },
    contact: {
      touching_within_mm: TOUCHING_MM,
      near_within_mm: NEAR_MM,
      touching_share: touching,
      near_share: near,
      away_share: away,
    },
  };
}

function strainFigures(figures: MapFigures): ReportStrain {
  return {
    mean_percent: round(figures.mean, 2),
    p95_percent: round(figures.p95, 2),
    max_percent: round(figures.max, 2),
    area_shares: shares(figures),
  };
}

const shares = (figures: MapFigures): number[] => figures.shares.map((share) => round(share, 4));
