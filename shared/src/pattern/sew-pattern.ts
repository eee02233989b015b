import { InputError } from '../job/input-error.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { findSelfCrossing } from '../mesh/polygon.ts';
import { meshTopology } from '../mesh/topology.ts';
import { type PolygonMesh, triangulatePolygon } from '../mesh/triangulate-polygon.ts';
import { authoredEaseOn } from './authored-ease.ts';
import { besideInseam } from './crotch-place.ts';
import { labelOpenings } from './label-openings.ts';
import type { Pattern } from './pattern.ts';
import { photoFromFlat } from './photo-map.ts';
import { findEdge, type SampledPanel, samplePanels } from './sample-edges.ts';
import type { SewnGarment } from './sewn-garment.ts';

/** When the outline crosses itself at this edge length, it is sampled finer, so many times. */
const FINER_TRIES = 4;
const FINER_STEP = 0.7;

/**
 * Triangulates a pattern's panels and sews them: the points of a seam become one vertex.
 *
 * @param edgeLength Metres; see edgeLengthFor.
 * @param seed Of the lattice's jitter: equal seeds give equal meshes.
 * @throws {InputError} `outline-crosses-itself` or `pattern-not-sewable` when no single open surface
 *   comes out.
 */
export function sewPattern(pattern: Pattern, edgeLength: number, seed: number): SewnGarment {
  const sampled = sampleSimple(pattern, edgeLength);
  const random = seededRandom(seed);
  const meshes = sampled.panels.map((panel) =>
    triangulatePolygon(panel.boundary, {
      edgeLength: sampled.edgeLength,
      fineSpots: panel.fineSpots,
      noChords: panel.onSeam,
      random,
    }),
  );
  const { vertexOf, vertexCount } = weldSeams(pattern, sampled.panels, meshes);
  const sewn = assemble(pattern, sampled.panels, meshes, vertexOf, vertexCount);
  const openings = labelOpenings(pattern, sampled.panels, vertexOf, sewn.indices, vertexCount);
  const topology = meshTopology(sewn.indices, vertexCount);
  if (
    topology.nonManifoldEdges > 0 ||
    topology.inconsistentEdges > 0 ||
    topology.pinchedVertices > 0 ||
    topology.components !== 1 ||
    topology.eulerNumber !== 2 - openings.length
  ) {
    throw new InputError(
      'pattern-not-sewable',
      `The garment's outline does not sew into one open surface (${topology.components} parts, ` +
        `${openings.length} openings, Euler number ${topology.eulerNumber}, ` +
        `${topology.nonManifoldEdges} edges of more than two triangles). ` +
        'Try a photo with the garment laid out flat and its parts apart, or choose the category.',
    );
  }
  return { ...sewn, openings };
}

function sampleSimple(
  pattern: Pattern,
  edgeLength: number,
): { panels: SampledPanel[]; edgeLength: number } {
  let length = edgeLength;
  for (let attempt = 0; attempt < FINER_TRIES; attempt++) {
    const panels = samplePanels(pattern, length);
    if (panels.every((panel) => findSelfCrossing(panel.boundary) === null)) {
      return { panels, edgeLength: length };
    }
    length *= FINER_STEP;
  }
  throw new InputError(
    'outline-crosses-itself',
    'The outline read from the photo crosses itself, so no panel can be cut from it. ' +
      'Lay the garment flat with its parts apart, or choose the category.',
  );
}

/** Numbers the vertices of all panels, seam points that are sewn together getting one number. */
function weldSeams(
  pattern: Pattern,
  panels: readonly SampledPanel[],
  meshes: readonly PolygonMesh[],
): { vertexOf: Uint32Array[]; vertexCount: number } {
  const offsets = [0];
  for (const mesh of meshes) offsets.push(offsets.at(-1)! + mesh.points.length / 2);
  const parents = Uint32Array.from({ length: offsets.at(-1)! }, (_, i) => i);
  const root = (i: number) => {
    while (parents[i] !== i) {
      parents[i] = parents[parents[i]!]!;
      i = parents[i]!;
    }
    return i;
  };
  for (const seam of pattern.seams) {
    const a = findEdge(pattern, seam.a.panel, seam.a.edge);
    const b = findEdge(pattern, seam.b.panel, seam.b.edge);
    const samplesA = panels[a.panel]!.edgeSamples[a.edge]!;
    const inOrder = panels[b.panel]!.edgeSamples[b.edge]!;
    const samplesB = seam.reversed ? inOrder.toReversed() : inOrder;
    samplesA.forEach((sample, k) => {
      const first = root(offsets[a.panel]! + sample);
      const second = root(offsets[b.panel]! + samplesB[k]!);
      // The lower number leads, so that a seam vertex is its first panel's.
      if (first < second) parents[second] = first;
      else parents[first] = second;
    });
  }
  let vertexCount = 0;
  const numbers = new Uint32Array(parents.length);
  for (let i = 0; i < parents.length; i++) {
    numbers[i] = root(i) === i ? vertexCount++ : numbers[root(i)]!;
  }
  return {
    vertexOf: meshes.map((_, p) => numbers.slice(offsets[p]!, offsets[p + 1]!)),
    vertexCount,
  };
}

function assemble(
  pattern: Pattern,
  panels: readonly SampledPanel[],
  meshes: readonly PolygonMesh[],
  vertexOf: readonly Uint32Array[],
  vertexCount: number,
): Omit<SewnGarment, 'openings'> {
  const cornerCount = meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0);
  const indices = new Uint32Array(cornerCount);
  const trianglePanels = new Uint8Array(cornerCount / 3);
  const cornerFlat = new Float32Array(cornerCount * 2);
  const cornerPhoto = new Float32Array(cornerCount * 2);
  const flat = new Float32Array(vertexCount * 2);
  const easeAcross = new Float32Array(vertexCount);
  const easeAlong = new Float32Array(vertexCount);
  const cutSpots = pattern.authoredEase.filter(({ closing }) => closing !== true);
  const isDrawnOut = cutSpots.length < pattern.authoredEase.length;
  const easeCut = isDrawnOut && {
    across: new Float32Array(vertexCount),
    along: new Float32Array(vertexCount),
  };
  const panelsOf = new Uint8Array(vertexCount);
  const letIn = new Float32Array(vertexCount);
  const seamVertices = new Uint8Array(vertexCount);
  const facings = new Uint8Array(vertexCount);
  const placed = new Uint8Array(vertexCount);
  let corner = 0;
  pattern.panels.forEach((panel, p) => {
    const { points, indices: local } = meshes[p]!;
    const numbers = vertexOf[p]!;
    const photo = new Float32Array(points.length);
    const easeAt = authoredEaseOn(pattern.authoredEase, panel.facing);
    const cutEaseAt = easeCut && authoredEaseOn(cutSpots, panel.facing);
    for (let i = 0; i < numbers.length; i++) {
      const v = numbers[i]!;
      photoFromFlat(panel, points[2 * i]!, points[2 * i + 1]!, photo, 2 * i);
      facings[v]! |= panel.facing === 'front' ? 1 : 2;
      if (panels[p]!.onSeam[i]) seamVertices[v] = 1;
      const beside = panel.crotch && besideInseam(panel.crotch, points[2 * i]!, points[2 * i + 1]!);
      const x = beside ? beside.x : points[2 * i]!;
      const y = beside ? beside.y : points[2 * i + 1]!;
      const ease = easeAt(x, y);
      // A seam takes the mean of what it joins.
      panelsOf[v]!++;
      easeAcross[v]! += (ease.across - easeAcross[v]!) / panelsOf[v]!;
      easeAlong[v]! += (ease.along - easeAlong[v]!) / panelsOf[v]!;
      if (easeCut && cutEaseAt) {
        const cut = cutEaseAt(x, y);
        easeCut.across[v]! += (cut.across - easeCut.across[v]!) / panelsOf[v]!;
        easeCut.along[v]! += (cut.along - easeCut.along[v]!) / panelsOf[v]!;
      }
      if (placed[v]) continue;
      placed[v] = 1;
      flat[2 * v] = x;
      flat[2 * v + 1] = y;
      if (beside) letIn[v] = beside.share;
    }
    // Counter-clockwise in the flat is outward for the front; the back is seen from behind.
    const turned = panel.facing === 'back';
    for (let t = 0; t < local.length; t += 3) {
      trianglePanels[corner / 3] = p;
      for (let k = 0; k < 3; k++) {
        const i = local[t + (turned ? 2 - k : k)]!;
        indices[corner] = numbers[i]!;
        cornerFlat[2 * corner] = points[2 * i]!;
        cornerFlat[2 * corner + 1] = points[2 * i + 1]!;
        cornerPhoto[2 * corner] = photo[2 * i]!;
        cornerPhoto[2 * corner + 1] = photo[2 * i + 1]!;
        corner++;
      }
    }
  });
  return {
    vertexCount,
    indices,
    trianglePanels,
    cornerFlat,
    cornerPhoto,
    easeAcross,
    easeAlong,
    ...(easeCut && { easeCut }),
    letIn,
    flat,
    seamVertices,
    facings,
  };
}
