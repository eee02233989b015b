/** The garment and the body of the comparison, and ours draped on it. */
import { buildCloth, type Cloth } from '../../src/cloth/cloth.ts';
import { DEFAULT_FABRIC, resistanceShare } from '../../src/cloth/fabric.ts';
import { measureStrain } from '../../src/cloth/strain.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import { drapeLevels, phasesOfLevel } from '../../src/drape/drape-levels.ts';
import { type BodyIndex, indexBody, surfacePoint } from '../../src/mesh/closest-point.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import { edgeLengthFor } from '../../src/pattern/edge-length.ts';
import type { ByteCache } from '../../src/tryon/ports.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { writeArrays } from './scene-files.ts';

/** A tee: it rests on the shoulders, so no solver needs a waistband held. */
const GARMENT = 'tee';
/** Finer than `med`, whose mesh of this garment has 6,225 vertices: 10,000. */
const FINER = Math.sqrt(6225 / 10_000);
/** Cloth to skin, metres: ours keeps 4 mm and half a millimetre for its field's error. */
const THICKNESS = 0.0045;
/** Metres inside the skin from which a point counts: what docs/gates.md allows. */
const PENETRATION = 2e-4;

export interface DrapeScene {
  readonly cloth: Cloth;
  readonly body: BodyIndex;
  /** Ours at rest, xyz triples. */
  readonly positions: Float32Array;
  /** Sewn and closed round the body, before gravity: where the peers start. */
  readonly start: Float32Array;
  /** Milliseconds of processor time and wall clock from flat panels to rest, the body's field cached. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Seconds that ours simulates on all of its levels together. */
  readonly simulated: number;
}

/**
 * Drapes our garment, keeping the quickest of some runs.
 *
 * @param knownWidthCm The width it measures: its cut then stays as it is. Null: ours sizes it to the body and
 *   fits it further once it hangs, and both sides start from the cut that this ends with.
 */
export async function drapeOurs(runs: number, knownWidthCm: number | null): Promise<DrapeScene> {
  const avatar = await presetAvatar('regular');
  const pattern = draftPattern(exampleReading(GARMENT), avatar.record, {
    ease: 'regular',
    knownWidthCm,
  });
  const edgeLength = FINER * edgeLengthFor(pattern, 'med');
  const kept = new Map<string, Uint8Array>();
  const cache: ByteCache = {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    put: (key, bytes) => {
      kept.set(key, bytes);
      return Promise.resolve();
    },
  };
  const context = {
    signal: { aborted: false },
    progress() {},
    log() {},
    now: () => performance.now(),
  };
  const drape = () =>
    drapeGarment(
      pattern,
      avatar,
      { quality: 'med', offsetMm: 4, seed: 1, edgeLength },
      cache,
      context,
    );
  let draped = await drape();
  let cpuMs = Number.POSITIVE_INFINITY;
  let wallMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    const start = performance.now();
    draped = await drape();
    wallMs = Math.min(wallMs, performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpuMs = Math.min(cpuMs, (user + system) / 1000);
  }
  return {
    cloth: buildCloth(draped.sewn, DEFAULT_FABRIC),
    body: indexBody(draped.body.positions, avatar.indices),
    positions: draped.positions,
    start: draped.placement,
    cpuMs,
    wallMs,
    simulated: drapeLevels(
      edgeLength,
      THICKNESS,
      resistanceShare(DEFAULT_FABRIC),
      knownWidthCm === null,
    )
      .flatMap(phasesOfLevel)
      .reduce((sum, { substeps, dt }) => sum + substeps * dt, 0),
  };
}

/** Writes what a peer needs: mesh, start, flat lengths, masses, body, and the numbers of the fabric. */
export async function writeDrapeScene(folder: string, scene: DrapeScene): Promise<void> {
  const { cloth, body, start } = scene;
  await writeArrays(folder, {
    body_positions: body.positions,
    body_indices: body.indices,
    start,
    indices: cloth.indices,
    edges: cloth.edges,
    rest_lengths: cloth.restLengths,
    masses: cloth.inverseMasses.map((inverse) => 1 / inverse),
    fabric: Float64Array.from([
      THICKNESS,
      DEFAULT_FABRIC.friction,
      DEFAULT_FABRIC.bendingStiffness,
      DEFAULT_FABRIC.areaDensity,
    ]),
  });
}

export interface DrapeFigures {
  readonly strainMean: number;
  readonly strainP95: number;
  /** Vertices, and middles of triangles, inside the skin by more than 0.2 mm. */
  readonly vertices: number;
  readonly centroids: number;
  readonly deepestMm: number;
}

/** The same figures for whoever draped: strain of the edges against their flat lengths, and what is in the skin. */
export function drapeFigures({ cloth, body }: DrapeScene, positions: Float32Array): DrapeFigures {
  const { mean, p95 } = measureStrain(cloth, positions);
  const hit = surfacePoint();
  let deepest = 0;
  const isIn = (x: number, y: number, z: number): boolean => {
    if (!body.isInside(x, y, z)) return false;
    body.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    deepest = Math.max(deepest, hit.distance);
    return hit.distance > PENETRATION;
  };
  let vertices = 0;
  for (let i = 0; i < positions.length; i += 3) {
    if (isIn(positions[i]!, positions[i + 1]!, positions[i + 2]!)) vertices++;
  }
  let centroids = 0;
  const { indices } = cloth;
  for (let t = 0; t < indices.length; t += 3) {
    const [x, y, z] = [0, 1, 2].map(
      (axis) =>
        (positions[3 * indices[t]! + axis]! +
          positions[3 * indices[t + 1]! + axis]! +
          positions[3 * indices[t + 2]! + axis]!) /
        3,
    ) as [number, number, number];
    if (isIn(x, y, z)) centroids++;
  }
  return { strainMean: mean, strainP95: p95, vertices, centroids, deepestMm: 1000 * deepest };
}
