/**
 * Times the rigid fit of meshes of 20,000 triangles on a preset whose index is built, wall clock and the
 * processor's own time, which other programs disturb less: `node shared/bench/rigid-fit.ts [avatar]`.
 */
import { REST_POSE } from '../src/body/pose.ts';
import { poseBody } from '../src/body/pose-body.ts';
import type { UprightMesh } from '../src/fitting/align-to-body.ts';
import { rigidFit } from '../src/fitting/rigid-fit.ts';
import { AVATAR_IDS } from '../src/garment/vocabulary.ts';
import { indexBody } from '../src/mesh/closest-point.ts';
import { vertexDistance } from '../src/mesh/vertex-distance.ts';
import { openMesh } from '../src/opening/open-mesh.ts';
import { generatedMesh, wornGarment } from '../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../test/shapes/preset-avatar.ts';

const RUNS = 15;
const TRIANGLES = 20_000;

/** The mesh with its longest edges halved, so many of them that it has the triangles that are timed. */
function refined({ positions, indices }: UprightMesh): UprightMesh {
  const sides = Array.from(indices, (a, i) => [a, indices[i % 3 === 2 ? i - 2 : i + 1]!] as const);
  const key = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const longest = [...new Map(sides.map(([a, b]) => [key(a, b), [a, b] as const]))].sort(
    ([, p], [, q]) => vertexDistance(positions, ...q) - vertexDistance(positions, ...p),
  );
  // Each edge of a closed surface or within an open one is a side of two triangles.
  const halved = longest.slice(0, (TRIANGLES - indices.length / 3) / 2);
  const places = Array.from(positions);
  const middles = new Map<string, number>();
  for (const [name, [a, b]] of halved) {
    middles.set(name, places.length / 3);
    for (let k = 0; k < 3; k++) places.push((positions[3 * a + k]! + positions[3 * b + k]!) / 2);
  }
  const corners: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const outline = sides
      .slice(t, t + 3)
      .flatMap(([a, b]) => [a, middles.get(key(a, b)) ?? -1])
      .filter((v) => v >= 0);
    // From a middle on, if there is one: a fan from a corner would have triangles without area.
    const from = Math.max(
      0,
      outline.findIndex((v) => v >= positions.length / 3),
    );
    const around = [...outline.slice(from), ...outline.slice(0, from)];
    for (let n = 2; n < around.length; n++) corners.push(around[0]!, around[n - 1]!, around[n]!);
  }
  return { positions: Float32Array.from(places), indices: Uint32Array.from(corners) };
}

const avatar = await presetAvatar(AVATAR_IDS.find((id) => id === process.argv[2]) ?? 'regular');
const body = poseBody(avatar, REST_POSE);
const index = indexBody(body.positions, avatar.indices);
for (const [shape, category] of [
  ['tee', 'top'],
  ['skirt', 'skirt'],
  ['trousers', 'trousers'],
] as const) {
  const open = openMesh(generatedMesh(wornGarment(shape, avatar), 'capped'), category, body);
  const mesh = refined(open);
  let leastCpu = Number.POSITIVE_INFINITY;
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const before = process.cpuUsage();
    rigidFit(mesh, category, body, { index, upper: open.upper });
    const { user, system } = process.cpuUsage(before);
    leastCpu = Math.min(leastCpu, (user + system) / 1000);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  console.log(
    `${shape.padEnd(9)} ${mesh.indices.length / 3} triangles: median ${times[RUNS >> 1]!.toFixed(0)} ms, fastest ${times[0]!.toFixed(0)} ms, least processor time ${leastCpu.toFixed(0)} ms`,
  );
}
