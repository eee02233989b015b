import type { Report } from '@fitroom/shared/report/report';

/** One photo of a batch as its table and sheet show it. */
export interface BatchRow {
  readonly name: string;
  readonly status: 'valid' | 'invalid' | 'refused' | 'fault';
  /** Null where the photo could not be read. */
  readonly report: Report | null;
  /** Why it was refused, or our fault; empty otherwise. */
  readonly reason: string;
}

const COLUMNS: readonly (readonly [string, (row: BatchRow) => unknown])[] = [
  ['photo', (row) => row.name],
  ['status', (row) => row.status],
  ['category', (row) => row.report?.category.value],
  ['category_confidence', (row) => row.report?.category.confidence],
  ['failed_gates', (row) => failedGates(row).join(' ')],
  ['outline_iou', (row) => row.report?.outline_iou],
  ['openings', (row) => row.report?.garment.openings.map(({ kind }) => kind).join(' ')],
  ['vertices', (row) => row.report?.garment.vertices],
  ['triangles', (row) => row.report?.garment.triangles],
  ['bytes', (row) => row.report?.garment.bytes],
  ['min_triangle_quality', (row) => row.report?.garment.min_triangle_quality],
  ['ease_chest_cm', (row) => row.report?.fit.ease_cm.chest],
  ['ease_waist_cm', (row) => row.report?.fit.ease_cm.waist],
  ['ease_hip_cm', (row) => row.report?.fit.ease_cm.hip],
  ['penetrating_vertices', (row) => row.report?.fit.penetrating_vertices],
  ['penetrating_centroids', (row) => row.report?.fit.penetrating_centroids],
  ['self_crossing_edges', (row) => row.report?.fit.self_crossing_edges],
  ['gap_mean_mm', (row) => row.report?.fit.gap_mean_mm],
  ['strain_mean', (row) => row.report?.fit.strain_mean],
  ['strain_p95', (row) => row.report?.fit.strain_p95],
  ['drop_mm', (row) => row.report?.fit.drop_mm],
  ['total_ms', (row) => row.report?.timings_ms.total],
  ['remarks', (row) => [row.reason, ...(row.report?.warnings ?? [])].filter(isNew).join(' ')],
];

/** RFC 4180, a header line first; absent figures are empty. */
export function batchTable(rows: readonly BatchRow[]): string {
  const lines = [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, read]) => quoted(read(row)))),
  ];
  return `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** Gates that do not hold; empty for a photo without a garment. */
export function failedGates({ status, report }: BatchRow): string[] {
  if (!report || status === 'refused') return [];
  return Object.entries(report.gates)
    .filter(([, holds]) => !holds)
    .map(([gate]) => gate);
}

/** One line for people. */
export function verdictOf(row: BatchRow): string {
  switch (row.status) {
    case 'valid':
      return 'valid';
    case 'invalid':
      return `not valid: ${failedGates(row).join(', ')}`;
    case 'refused':
      return `refused: ${row.reason}`;
    case 'fault':
      return `fault: ${row.reason.split('\n')[0]}`;
  }
}

function quoted(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A refused photo's reason is also its first warning. */
function isNew(text: string, i: number, all: readonly string[]): boolean {
  return text !== '' && all.indexOf(text) === i;
}
