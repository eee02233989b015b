import type { GarmentReading } from '@fitroom/shared/reading/garment-reading';

/** What was read on a photo as plain JSON; places are working-image pixels, rounded to hundredths. */
export function readingFigures(reading: GarmentReading) {
  const { frontOpening } = reading;
  return {
    width: reading.width,
    height: reading.height,
    category: reading.category,
    upper: reading.upper,
    hooded: reading.hooded,
    presentation: reading.presentation,
    axis: reading.axis,
    landmarks: reading.landmarks.map(({ name, x, y, confidence }) => ({
      name,
      x: rounded(x),
      y: rounded(y),
      confidence: rounded(confidence),
    })),
    arcs: reading.arcs.map(({ kind, side, from, to }) => ({ kind, side, from, to })),
    outline: pairs(reading.outline),
    front_neckline: reading.frontNeckline && pairs(reading.frontNeckline),
    front_waist: reading.frontWaist && pairs(reading.frontWaist),
    front_hem: reading.frontHem && pairs(reading.frontHem),
    front_opening: frontOpening && {
      shown: frontOpening.shown,
      confidence: frontOpening.confidence,
      left: pairs(frontOpening.left),
      right: pairs(frontOpening.right),
    },
    notices: reading.notices,
  };
}

const rounded = (value: number): number => Math.round(100 * value) / 100;

const pairs = (points: Float64Array): [number, number][] =>
  Array.from({ length: points.length / 2 }, (_, i) => [
    rounded(points[2 * i]!),
    rounded(points[2 * i + 1]!),
  ]);
