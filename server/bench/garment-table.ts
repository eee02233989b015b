import type { GarmentFigures } from './measure-garment.ts';

/** The goals that the figures are held against. */
const GOALS = {
  iouMedian: 0.995,
  iouP10: 0.98,
  matteMean: 1.5,
  matteP95: 4,
  msSsim: 0.97,
} as const;

/** Lines about one subset: what failed first, then the figures, each with how many it is of. */
export function subsetLines(title: string, rows: readonly GarmentFigures[]): string[] {
  const share = (of: (row: GarmentFigures) => boolean | null) => {
    const known = rows.map(of).filter((value) => value !== null);
    return `${known.filter(Boolean).length} of ${known.length}`;
  };
  const ious = numbers(rows, (row) => row.outlineIou);
  const mattes = rows.flatMap(({ matte }) => (matte ? [matte] : []));
  const fidelity = numbers(rows, (row) => row.msSsim);
  const aspects = numbers(rows, (row) => row.printAspect);
  const qualities = numbers(rows, (row) => row.minTriangleQuality);
  const far = mattes.filter(
    ({ mean, p95 }) => mean > GOALS.matteMean || p95 > GOALS.matteP95,
  ).length;
  return [
    `\n## ${title}, ${rows.length} photos`,
    ...failures(rows),
    `valid ${share((row) => row.valid)}; category right ${share((row) => row.isCategoryRight)}; ` +
      `openings right ${share((row) => row.areOpeningsRight)}; upper edge right ${share((row) => row.isUpperRight)}`,
    `outline_iou median ${figure(quantile(ious, 0.5), 4)} (goal ${GOALS.iouMedian}), p10 ` +
      `${figure(quantile(ious, 0.1), 4)} (goal ${GOALS.iouP10}), N = ${ious.length}`,
    ...(mattes.length > 0
      ? [
          `matte against outlines drawn by hand: ${far} of ${mattes.length} beyond ${GOALS.matteMean} px mean or ` +
            `${GOALS.matteP95} px p95; average mean ${figure(mean(mattes.map((one) => one.mean)), 2)}, ` +
            `average p95 ${figure(mean(mattes.map((one) => one.p95)), 2)}`,
        ]
      : []),
    `worn front against the photo, MS-SSIM: median ${figure(quantile(fidelity, 0.5), 3)}, p10 ` +
      `${figure(quantile(fidelity, 0.1), 3)}, ${fidelity.filter((value) => value >= GOALS.msSsim).length} of ` +
      `${fidelity.length} at ${GOALS.msSsim} or above; share of the photo's garment seen from the front: ` +
      `median ${figure(
        quantile(
          numbers(rows, (row) => row.seen),
          0.5,
        ),
        2,
      )}`,
    `prints, width by height on the flat cloth: median ${figure(quantile(aspects, 0.5), 3)}, ` +
      `${figure(quantile(aspects, 0), 2)} to ${figure(quantile(aspects, 1), 2)}, N = ${aspects.length}`,
    `worst triangle quality: median ${figure(quantile(qualities, 0.5), 2)}, least ${figure(quantile(qualities, 0), 2)}, ` +
      `${qualities.filter((value) => value < 0.15).length} of ${qualities.length} below 0.15; ` +
      `strain p95 median ${figure(
        quantile(
          numbers(rows, (row) => row.strainP95),
          0.5,
        ),
        3,
      )}`,
  ];
}

/** One line a photo with anything wrong, the worst kind first. */
function failures(rows: readonly GarmentFigures[]): string[] {
  const rank = (row: GarmentFigures) =>
    row.refusal !== null ? 0 : row.valid ? (row.isCategoryRight === false ? 2 : 3) : 1;
  return rows
    .map((row) => ({ row, wrong: wrongOf(row) }))
    .filter(({ wrong }) => wrong.length > 0)
    .toSorted((a, b) => rank(a.row) - rank(b.row))
    .map(({ row, wrong }) => `X ${row.name}: ${wrong.join('; ')}`);
}

function wrongOf(row: GarmentFigures): string[] {
  const wrong: string[] = [];
  if (row.refusal !== null) wrong.push(`no garment: ${row.refusal}`);
  else if (!row.valid) wrong.push(`not valid: ${row.failedGates.join(', ')}`);
  if (row.refusal === null && row.isCategoryRight === false) {
    wrong.push(`taken for ${row.category}`);
  }
  if (row.refusal === null && row.areOpeningsRight === false) wrong.push('openings');
  if (row.refusal === null && row.isUpperRight === false) wrong.push('upper edge');
  if (row.matte && (row.matte.mean > GOALS.matteMean || row.matte.p95 > GOALS.matteP95)) {
    wrong.push(`matte ${row.matte.mean.toFixed(1)} px mean, ${row.matte.p95.toFixed(1)} px p95`);
  }
  return wrong;
}

/** All rows with all their figures, a header line first. */
export function figuresCsv(rows: readonly GarmentFigures[]): string {
  const columns: readonly (readonly [string, (row: GarmentFigures) => unknown])[] = [
    ['photo', (row) => row.name],
    ['category', (row) => row.category],
    ['valid', (row) => row.valid],
    ['failed_gates', (row) => row.failedGates.join(' ')],
    ['category_right', (row) => row.isCategoryRight],
    ['openings_right', (row) => row.areOpeningsRight],
    ['upper_right', (row) => row.isUpperRight],
    ['outline_iou', (row) => row.outlineIou],
    ['matte_mean_px', (row) => row.matte?.mean.toFixed(2)],
    ['matte_p95_px', (row) => row.matte?.p95.toFixed(2)],
    ['ms_ssim', (row) => row.msSsim?.toFixed(4)],
    ['seen', (row) => row.seen?.toFixed(3)],
    ['print_aspect', (row) => row.printAspect?.toFixed(3)],
    ['min_triangle_quality', (row) => row.minTriangleQuality],
    ['triangles', (row) => row.triangles],
    ['strain_p95', (row) => row.strainP95],
    ['penetrating', (row) => row.penetrating],
    ['refusal', (row) => row.refusal?.replaceAll(/[",\r\n]/g, ' ')],
  ];
  const lines = rows.map((row) => columns.map(([, read]) => read(row) ?? '').join(','));
  return `${[columns.map(([title]) => title).join(','), ...lines].join('\n')}\n`;
}

function numbers(
  rows: readonly GarmentFigures[],
  of: (row: GarmentFigures) => number | null,
): number[] {
  return rows
    .map(of)
    .filter((value) => value !== null)
    .toSorted((a, b) => a - b);
}

/** Linear between the two nearest; null of nothing. @param sorted ascending. */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.ceil(place);
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function figure(value: number | null, digits: number): string {
  return value === null ? '-' : value.toFixed(digits);
}
