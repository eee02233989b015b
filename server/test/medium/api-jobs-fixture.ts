import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@fitroom/shared/report/report';
import type { Generate3dRequest } from '@fitroom/shared/schemas/cloth3d';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import type { FitOutput, GenerateOutput } from '../../src/jobs/job-task.ts';
import { type Harness, handRunner, plainPhoto, startHarness } from './api-harness.ts';

export const REPORT: Report = {
  schema: 1,
  photo: { file: 'photo', width_px: 200, height_px: 300 },
  generator: 'panels',
  category: { value: 'dress', source: 'detected', confidence: 0.8 },
  timings_ms: { drape: 900, total: 1000 },
  garment: {
    vertices: 4,
    triangles: 2,
    bytes: 3,
    openings: [{ kind: 'hem', length_mm: 900 }],
    min_triangle_quality: 0.5,
    non_manifold_edges: 0,
  },
  outline_iou: 0.99,
  fit: {
    avatar: 'regular',
    ease_cm: { chest: 8, waist: null, hip: null },
    penetrating_vertices: 0,
    penetration_max_mm: 0,
    gap_mean_mm: 10,
    gap_p95_mm: 20,
    strain_mean: 0.01,
    strain_p95: 0.05,
    authored_ease_mean: 0,
    drop_mm: 12,
  },
  gates: {
    openings: true,
    manifold: true,
    simple_outline: true,
    coverage: true,
    drop: true,
    strain: true,
    penetration: false,
  },
  valid: false,
  warnings: ['Penetration.'],
};
export const GENERATED: GenerateOutput = {
  kind: 'generate',
  category: 'dress',
  garment: Uint8Array.of(1),
  garmentGlb: Uint8Array.of(2, 2),
  obj: null,
  patternSvg: '<svg/>',
  patternDxf: '0\nEOF',
  thumbnail: Uint8Array.of(3),
  report: REPORT,
};
export const FITTED: FitOutput = {
  kind: 'fit',
  fittedGlb: Uint8Array.of(4, 4, 4),
  thumbnail: Uint8Array.of(5),
  report: REPORT,
};

/** For a busy machine. */
export const PATIENT = { timeout: 20_000 };

export async function start(environment: Record<string, string> = {}) {
  const hand = handRunner();
  const harness = await startHarness({ createRunner: hand.createRunner, environment });
  const { cloth_id } = await harness.upload(await plainPhoto());
  /** @param more what makes it another request: the same again, while its job is open, is no new one. */
  const generate = (more: Partial<Generate3dRequest> = {}) =>
    harness.client.generate3d(cloth_id, { model: 'panels', quality: 'med', ...more });
  return { hand, harness, cloth_id, generate };
}

export const problemOf = async (response: Response) => ProblemSchema.parse(await response.json());
export const codeOf = async (response: Response) => [
  response.status,
  (await problemOf(response)).code,
];
/** Names of the files below a folder of the store, at any depth; null when it is not there. */
export const filesBelow = ({ dataFolder }: Harness, ...names: string[]) => {
  const folder = join(dataFolder, 'objects', ...names);
  if (!existsSync(folder)) return null;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
};
