/**
 * Ours beside public peers, in one run on one machine, one thread each: closest points against trimesh, a drape
 * against Newton's XPBD and VBD. README.md says how to install them: `node shared/bench/peers/main.ts [closest|drape]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCost, closestScene, timeClosest, writeClosestScene } from './closest-points.ts';
import {
  type DrapeFigures,
  type DrapeScene,
  drapeFigures,
  drapeOurs,
  writeDrapeScene,
} from './drape-scene.ts';
import { peersPython, runPeer } from './python-peers.ts';
import { readFloats } from './scene-files.ts';

const OUR_RUNS = 7;
/** Mean strain beyond which a drape has burst: cloth twice as long as it was cut. */
const BURST = 1;

interface TrimeshLine {
  readonly ms: number;
  readonly buildMs: number;
}

interface NewtonLine {
  /** Seconds. */
  readonly simulated: number;
  readonly cpu: number;
  readonly restAfter: number | null;
  /** Metres a second in the mean at the end; null when not finite. */
  readonly speed: number | null;
}

interface PeerRun {
  readonly label: string;
  readonly solver: 'xpbd' | 'vbd';
  readonly options: readonly string[];
}

const XPBD: PeerRun = {
  label: 'XPBD, 32 substeps a frame x 2, 15 N/m',
  solver: 'xpbd',
  options: ['substeps=32', 'iterations=2', 'stretch=15', 'seconds=1.5'],
};
const VBD: PeerRun = {
  label: 'VBD, 10 x 5, 1000 N/m',
  solver: 'vbd',
  options: ['substeps=10', 'iterations=5', 'stretch=1000', 'seconds=0.5'],
};
const ALL_RUNS: readonly PeerRun[] = [
  {
    label: 'XPBD, 10 x 10, 1000 N/m (its cloth example)',
    solver: 'xpbd',
    options: ['substeps=10', 'iterations=10', 'stretch=1000', 'damping=1', 'seconds=0.2'],
  },
  {
    label: 'XPBD, 10 x 2, 1.5 N/m',
    solver: 'xpbd',
    options: ['substeps=10', 'iterations=2', 'stretch=1.5', 'seconds=1.5'],
  },
  XPBD,
  {
    label: 'XPBD, 64 x 2, 60 N/m',
    solver: 'xpbd',
    options: ['substeps=64', 'iterations=2', 'stretch=60', 'seconds=1'],
  },
  VBD,
  {
    label: 'VBD, 10 x 10, 1000 N/m (its default iterations)',
    solver: 'vbd',
    options: ['substeps=10', 'iterations=10', 'stretch=1000', 'seconds=0.3'],
  },
];

const found = peersPython();
if ('missing' in found) {
  console.error(found.missing);
  process.exit(1);
}
const { python } = found;
const wanted = process.argv[2] ?? 'all';
console.log(
  `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), one thread each, processor time, node ${process.version}`,
);
const folder = await mkdtemp(join(tmpdir(), 'fitroom-peers-'));
try {
  if (wanted !== 'drape') await compareClosest();
  if (wanted !== 'closest') {
    await compareDrapes('tee, fitted to the body', null, ALL_RUNS);
    await compareDrapes('tee of 50 cm, its cut left as it is', 50, [XPBD, VBD]);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function compareClosest(): Promise<void> {
  const scene = await closestScene();
  await writeClosestScene(folder, scene);
  const theirs = runPeer<TrimeshLine>(python, 'closest_point.py', [
    folder,
    String(scene.sets.length),
  ]);
  const { ms, bytes } = buildCost(scene.mesh);
  const triangles = scene.mesh.indices.length / 3;
  console.log(
    `\nclosest point, ${triangles} triangles; tree: ours ${ms.toFixed(0)} ms, ${(bytes / 1e6).toFixed(1)} MB, trimesh ${theirs[0]!.buildMs.toFixed(0)} ms`,
  );
  for (const [s, set] of scene.sets.entries()) {
    const ours = timeClosest(scene.mesh, set);
    const distances = await readFloats(folder, `closest_distances_${s}.f32`);
    const apart = ours.distances.reduce(
      (most, distance, i) => Math.max(most, Math.abs(distance - distances[i]!)),
      0,
    );
    console.log(
      [
        `${set.points.length / 3} points ${set.name}`.padEnd(40),
        `ours ${ours.ms.toFixed(1)} ms`.padStart(14),
        `trimesh ${theirs[s]!.ms.toFixed(0)} ms`.padStart(16),
        `${(theirs[s]!.ms / ours.ms).toFixed(0)} x`.padStart(6),
        `largest difference ${(1e6 * apart).toFixed(1)} um`,
      ].join('  '),
    );
  }
}

async function compareDrapes(
  title: string,
  knownWidthCm: number | null,
  runs: readonly PeerRun[],
): Promise<void> {
  const scene = await drapeOurs(OUR_RUNS, knownWidthCm);
  await writeDrapeScene(folder, scene);
  const seconds = scene.cpuMs / 1000;
  console.log(`\ndrape of a ${title}: ${scene.cloth.vertexCount} vertices, regular body`);
  console.log(
    `${''.padEnd(50)}processor  simulated  a simulated s  at rest   strain mean / p95   in the skin   speed`,
  );
  console.log(
    row('ours, from flat panels', seconds, scene.simulated, 'done', figuresOf(scene), ''),
  );
  // What the better peer has after ten times our time.
  const budgeted = {
    ...XPBD,
    label: `${XPBD.label.split(',')[0]}, 32 x 2, in ten times our time`,
    options: [...XPBD.options, `budget=${10 * seconds}`],
  };
  for (const { label, solver, options } of [...runs, budgeted]) {
    const [line] = runPeer<NewtonLine>(python, 'drape_newton.py', [
      folder,
      solver,
      'name=peer',
      ...options,
    ]);
    if (!line) throw new Error(`Newton's ${solver} printed no figures.`);
    const figures = drapeFigures(scene, await readFloats(folder, 'peer.f32'));
    const rest = line.restAfter === null ? 'no' : `${line.restAfter.toFixed(2)} s`;
    const speed = line.speed === null ? '' : `${(100 * line.speed).toFixed(1)} cm/s`;
    console.log(row(label, line.cpu, line.simulated, rest, figures, speed));
  }
}

function figuresOf(scene: DrapeScene): DrapeFigures {
  return drapeFigures(scene, scene.positions);
}

function row(
  label: string,
  cpu: number,
  simulated: number,
  rest: string,
  figures: DrapeFigures,
  speed: string,
): string {
  const start = [
    label.padEnd(50),
    `${cpu.toFixed(2)} s`.padStart(8),
    `${simulated.toFixed(2)} s`.padStart(9),
    `${(cpu / simulated).toFixed(1)} s`.padStart(12),
  ].join('  ');
  if (!(figures.strainMean < BURST)) return `${start}  bursts`;
  return [
    start,
    rest.padStart(7),
    `${(100 * figures.strainMean).toFixed(2)} / ${(100 * figures.strainP95).toFixed(2)} %`.padStart(
      17,
    ),
    `${figures.vertices} + ${figures.centroids} (${figures.deepestMm.toFixed(1)} mm)`.padStart(14),
    speed.padStart(9),
  ].join('  ');
}
