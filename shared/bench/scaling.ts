/**
 * What a drape costs in CPU time by its number of vertices: a drawn tee on a preset body whose field is cached,
 * from 2k to 32k vertices, and the strain that is left: `node shared/bench/scaling.ts [avatar] [garment]`.
 * FITROOM_BENCH_RUNS is how many runs the least is taken of (else 3); the first, which warms the code, does not count.
 */
import { cpus, loadavg } from 'node:os';
import { type DrapeOptions, drapeGarment } from '../src/drape/drape-garment.ts';
import { AVATAR_IDS } from '../src/garment/vocabulary.ts';
import { draftPattern } from '../src/pattern/draft-pattern.ts';
import { edgeLengthFor } from '../src/pattern/edge-length.ts';
import type { ByteCache } from '../src/tryon/ports.ts';
import { drapeFigures } from '../test/shapes/drape-figures.ts';
import { EXAMPLE_GARMENTS, exampleReading } from '../test/shapes/example-reading.ts';
import { presetAvatar } from '../test/shapes/preset-avatar.ts';

const TARGETS = [2000, 4000, 8000, 10_000, 16_000, 32_000];
/** Vertices that the quality `med` comes to on a tee; from there edges go by the square root. */
const MED_VERTICES = 6200;

const avatarId = AVATAR_IDS.find((id) => id === process.argv[2]) ?? 'regular';
const garment = EXAMPLE_GARMENTS.find((name) => name === process.argv[3]) ?? 'tee';
const runs = Number(process.env.FITROOM_BENCH_RUNS ?? 3);
const avatar = await presetAvatar(avatarId);
const pattern = draftPattern(exampleReading(garment), avatar.record, {
  ease: 'regular',
  knownWidthCm: null,
});
const kept = new Map<string, Uint8Array>();
const cache: ByteCache = {
  get: async (key) => kept.get(key) ?? null,
  put: async (key, bytes) => void kept.set(key, bytes),
};
const context = {
  signal: { aborted: false },
  progress() {},
  log() {},
  now: () => performance.now(),
};

async function drape(edgeLength: number) {
  const options: DrapeOptions = { quality: 'med', edgeLength, offsetMm: 4, seed: 1 };
  // Of this thread alone: neither compiling beside it nor what else the machine does counts.
  const start = process.threadCpuUsage();
  const draped = await drapeGarment(pattern, avatar, options, cache, context);
  const { user, system } = process.threadCpuUsage(start);
  return { draped, ms: (user + system) / 1000 };
}

console.log(
  `${garment} on ${avatarId}, CPU time of one thread, least of ${runs}, one core of ${cpus()[0]?.model ?? 'CPU'}, ` +
    `load ${loadavg()[0]!.toFixed(1)} at the start, node ${process.version}`,
);
const med = edgeLengthFor(pattern, 'med');
await drape(med);
let first: number | null = null;
for (const target of TARGETS) {
  const edgeLength = med * Math.sqrt(MED_VERTICES / target);
  let least = Number.POSITIVE_INFINITY;
  let worn = null;
  for (let run = 0; run < runs; run++) {
    const { draped, ms } = await drape(edgeLength);
    least = Math.min(least, ms);
    worn = draped;
  }
  const vertices = worn!.sewn.vertexCount;
  const { strainMean, strainP95, penetrating } = drapeFigures(worn!);
  const each = (1000 * least) / vertices;
  first ??= each;
  console.log(
    [
      `${vertices} vertices`.padStart(15),
      `${(1000 * edgeLength).toFixed(1)} mm`.padStart(8),
      `${least.toFixed(0)} ms`.padStart(8),
      `${each.toFixed(0)} us a vertex (${(each / first).toFixed(2)})`,
      `strain ${(100 * strainMean).toFixed(2)} / ${(100 * strainP95).toFixed(2)} %`,
      `inside ${penetrating}`,
    ].join('  '),
  );
}
