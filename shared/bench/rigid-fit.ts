/**
 * Times the rigid fit of a mesh of 20k triangles on a preset whose index is built, wall clock and the
 * processor's own time, which other programs disturb less: `node shared/bench/rigid-fit.ts [avatar]`.
 */
import { REST_POSE } from '../src/body/pose.ts';
import { poseBody } from '../src/body/pose-body.ts';
import { rigidFit } from '../src/fitting/rigid-fit.ts';
import { AVATAR_IDS } from '../src/garment/vocabulary.ts';
import { indexBody } from '../src/mesh/closest-point.ts';
import { openMesh } from '../src/opening/open-mesh.ts';
import { generatedMesh, wornGarment } from '../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../test/shapes/preset-avatar.ts';

const RUNS = 15;
const avatar = await presetAvatar(AVATAR_IDS.find((id) => id === process.argv[2]) ?? 'regular');
const body = poseBody(avatar, REST_POSE);
const index = indexBody(body.positions, avatar.indices);
for (const [shape, category] of [
  ['tee', 'top'],
  ['skirt', 'skirt'],
  ['trousers', 'trousers'],
] as const) {
  const open = openMesh(generatedMesh(wornGarment(shape, avatar), 'capped'), category, body);
  let leastCpu = Number.POSITIVE_INFINITY;
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const before = process.cpuUsage();
    rigidFit(open, category, body, { index, upper: open.upper });
    const { user, system } = process.cpuUsage(before);
    leastCpu = Math.min(leastCpu, (user + system) / 1000);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  console.log(
    `${shape.padEnd(9)} ${open.indices.length / 3} triangles: median ${times[RUNS >> 1]!.toFixed(0)} ms, fastest ${times[0]!.toFixed(0)} ms, least processor time ${leastCpu.toFixed(0)} ms`,
  );
}
