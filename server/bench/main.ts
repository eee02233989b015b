/**
 * `npm run bench -- command-line`: wall time and peak memory of a warm `fitroom tryon`, the third run
 * of each photo as a process of its own (by then the disk cache holds the body's fields and what was
 * found in the photo), and of the first run beside it, which looks at a photo that no run has seen. FITROOM_PHOTOS names the photos' folder (else the drawn
 * samples); FITROOM_BENCH_PHOTOS how many of them, spread evenly (else 9; 0: all).
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BatchPhoto, findPhotos } from '../src/cli/find-photos.ts';
import { type Measured, measureProcess } from './measure-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const RUNS = 3;
const DEFAULT_PHOTOS = 9;

interface Row {
  readonly name: string;
  readonly first: Measured;
  readonly warm: Measured;
  /** By the report of the warm run; null where there was none. */
  readonly stages: Readonly<Record<string, number>> | null;
}

async function measurePhoto(photo: BatchPhoto, folder: string): Promise<Row> {
  const words = ['run', '-s', 'fitroom', '--', 'tryon', photo.path, '--out', folder];
  const first = await measureProcess('npm', words, ROOT);
  let warm = first;
  for (let run = 1; run < RUNS; run += 1) warm = await measureProcess('npm', words, ROOT);
  const report = await readFile(join(folder, 'report.json'), 'utf8').catch(() => null);
  const stages = report ? (JSON.parse(report) as { timings_ms: Row['stages'] }).timings_ms : null;
  return { name: photo.name, first, warm, stages };
}

function spread(photos: readonly BatchPhoto[], count: number): BatchPhoto[] {
  if (count === 0 || photos.length <= count) return [...photos];
  return Array.from({ length: count }, (_, i) => photos[Math.floor((i * photos.length) / count)]!);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const source = process.env.FITROOM_PHOTOS ?? join(ROOT, 'presets', 'samples');
const all = await findPhotos([source]);
if (all.length === 0) throw new Error(`There are no photos in ${source}.`);
const photos = spread(all, Number(process.env.FITROOM_BENCH_PHOTOS ?? DEFAULT_PHOTOS));
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT })
  .toString()
  .trim();
console.log(
  `${photos.length} of ${all.length} photos in ${source}; ${cpus()[0]?.model ?? 'CPU'}, ` +
    `${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)} at the start; commit ${commit}`,
);
const folder = await mkdtemp(join(tmpdir(), 'fitroom-bench-'));
const rows: Row[] = [];
// Its own: an earlier run of the bench has seen these photos.
process.env.FITROOM_CACHE = join(folder, 'cache');
try {
  // Bundles the command line, where that has changed.
  await measureProcess('npm', ['run', '-s', 'fitroom', '--', '--help'], ROOT);
  for (const photo of photos) {
    const row = await measurePhoto(photo, join(folder, 'out'));
    rows.push(row);
    const stages = Object.entries(row.stages ?? {}).map(([stage, ms]) => `${stage} ${ms}`);
    console.log(
      `${row.name.padEnd(44)} exit ${row.warm.status}  ` +
        `${figures(row.warm)}  (first ${figures(row.first)})  ${stages.join(', ')}`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
function figures({ wallMs, peakMegabytes }: Measured): string {
  return `${(wallMs / 1000).toFixed(2)} s ${peakMegabytes.toFixed(0)} MB`;
}

/**
 * What it takes to a garment before it is draped. The texture counts with what is waited for it: where
 * there is a second core it is baked there while the cloth falls.
 */
const TO_GARMENT = ['decode', 'matte', 'outline', 'pattern', 'texture'] as const;
const staged = rows.flatMap(({ stages }) => (stages ? [stages] : []));
if (staged.length > 0) {
  const stageMedian = (stage: string) => median(staged.map((stages) => stages[stage] ?? 0));
  const toGarment = staged.map((stages) =>
    TO_GARMENT.reduce((sum, stage) => sum + (stages[stage] ?? 0), 0),
  );
  console.log(
    `warm, to the garment before draping, N = ${staged.length}: median ${median(toGarment).toFixed(0)} ms ` +
      `(${TO_GARMENT.map((stage) => `${stage} ${stageMedian(stage).toFixed(0)}`).join(', ')})`,
  );
}

const walls = rows.map((row) => row.warm.wallMs / 1000);
const peaks = rows.map((row) => row.warm.peakMegabytes);
const statuses = [1, 2, 3, 0].map(
  (status) => `${rows.filter((row) => row.warm.status === status).length} exit ${status}`,
);
const firstWalls = rows.map((row) => row.first.wallMs / 1000);
const firstPeaks = rows.map((row) => row.first.peakMegabytes);
console.log(
  `first tryon of a new photo: median ${median(firstWalls).toFixed(2)} s, slowest ` +
    `${Math.max(...firstWalls).toFixed(2)} s; peak memory most ${Math.max(...firstPeaks).toFixed(0)} MB`,
);
console.log(
  `warm tryon, N = ${rows.length} (${statuses.join(', ')}): median ${median(walls).toFixed(2)} s, ` +
    `slowest ${Math.max(...walls).toFixed(2)} s; peak memory median ${median(peaks).toFixed(0)} MB, ` +
    `most ${Math.max(...peaks).toFixed(0)} MB`,
);
