import type { Avatar, PosedBody } from '../src/body/avatar.ts';
import { REST_POSE } from '../src/body/pose.ts';
import type { DrapedGarment } from '../src/drape/draped-garment.ts';
import { vertexNormals } from '../src/mesh/vertex-normals.ts';
import type { Pattern } from '../src/pattern/pattern.ts';
import type { GarmentTexture } from '../src/tryon/made-garment.ts';

const RINGS = 12;
const COLUMNS = 16;
const RADIUS = 0.2;
const BOTTOM = 0.6;
const HEIGHT = 0.5;
const HALF_WIDTH = (Math.PI * RADIUS) / 2;
/** Photo pixels a pattern metre; the photo is 400 x 400 and its centre is the pattern's. */
const PIXELS = 500;

/** A skirt of two panels sewn to a tube, worn by a closed prism: every figure of it is known. */
export function wornTube(): DrapedGarment {
  const across = COLUMNS / 2;
  const vertexAt = (column: number, ring: number) => ring * COLUMNS + (column % COLUMNS);
  const positions = new Float32Array(3 * COLUMNS * (RINGS + 1));
  const flat = new Float32Array(2 * COLUMNS * (RINGS + 1));
  const seamVertices = new Uint8Array(COLUMNS * (RINGS + 1));
  const facings = new Uint8Array(COLUMNS * (RINGS + 1));
  for (let ring = 0; ring <= RINGS; ring += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const v = vertexAt(column, ring);
      // Column 0 is the wearer's left side; the front runs from there to the right side.
      const angle = (2 * Math.PI * column) / COLUMNS;
      positions.set(
        [RADIUS * Math.cos(angle), BOTTOM + (HEIGHT * ring) / RINGS, RADIUS * Math.sin(angle)],
        3 * v,
      );
      flat.set(flatPlace(column <= across ? column : COLUMNS - column, ring), 2 * v);
      const seam = column === 0 || column === across;
      seamVertices[v] = seam ? 1 : 0;
      facings[v] = seam ? 3 : column < across ? 1 : 2;
    }
  }
  const indices: number[] = [];
  const panels: number[] = [];
  const cornerFlat: number[] = [];
  for (let ring = 0; ring < RINGS; ring += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const panel = column < across ? 0 : 1;
      const corners = [
        [column, ring],
        [column, ring + 1],
        [column + 1, ring],
        [column + 1, ring],
        [column, ring + 1],
        [column + 1, ring + 1],
      ] as const;
      for (const [c, r] of corners) {
        indices.push(vertexAt(c, r));
        cornerFlat.push(...flatPlace(panel === 0 ? c : COLUMNS - c, r));
      }
      panels.push(panel, panel);
    }
  }
  const ringVertices = (ring: number) =>
    Uint32Array.from({ length: COLUMNS }, (_, column) => vertexAt(column, ring));
  const photo = (xy: readonly number[]) =>
    xy.map((value, i) =>
      i % 2 === 0 ? 200 + PIXELS * value : 200 - PIXELS * (value + HEIGHT / 2),
    );
  return {
    pattern: tubePattern(),
    sewn: {
      vertexCount: COLUMNS * (RINGS + 1),
      indices: Uint32Array.from(indices),
      trianglePanels: Uint8Array.from(panels),
      cornerFlat: Float32Array.from(cornerFlat),
      cornerPhoto: Float32Array.from(photo(cornerFlat)),
      easeAcross: new Float32Array(COLUMNS * (RINGS + 1)),
      easeAlong: new Float32Array(COLUMNS * (RINGS + 1)),
      letIn: new Float32Array(COLUMNS * (RINGS + 1)),
      flat,
      seamVertices,
      facings,
      openings: [
        { kind: 'hem', side: 'centre', vertices: ringVertices(0) },
        { kind: 'waist', side: 'centre', vertices: ringVertices(RINGS) },
      ],
    },
    positions,
    placement: positions.slice(),
    body: prismBody(),
  };
}

function flatPlace(column: number, ring: number): [number, number] {
  const across = COLUMNS / 2;
  return [HALF_WIDTH * (1 - (2 * column) / across), HEIGHT * (ring / RINGS - 1)];
}

function tubePattern(): Pattern {
  const panel = (name: string, facing: 'front' | 'back') => ({
    name,
    facing,
    outline: [-HALF_WIDTH, 0, HALF_WIDTH, 0, HALF_WIDTH, -HEIGHT, -HALF_WIDTH, -HEIGHT],
    edges: [],
    photoFromPattern: [PIXELS, 0, 200, 0, -PIXELS, 200 - (PIXELS * HEIGHT) / 2] as const,
  });
  return {
    schema: 1,
    category: 'skirt',
    upper: null,
    hooded: false,
    ease: 'regular',
    panels: [panel('front', 'front'), panel('back', 'back')],
    seams: [],
    landmarks: {},
    sleeveAngles: null,
    legAngles: null,
    scale: {
      metresPerPixelX: 1 / PIXELS,
      metresPerPixelY: 1 / PIXELS,
      error: 0.05,
      source: 'body',
    },
    authoredEase: [],
  };
}

/** Front pixels in the atlas's left half, back pixels in its right half. */
export function tubeTexture(bytes: Uint8Array): GarmentTexture {
  return {
    mimeType: 'image/png',
    bytes,
    width: 800,
    height: 400,
    uvFromPhoto: { front: [1 / 800, 0, 0, 0, 1 / 400, 0], back: [1 / 800, 0, 0.5, 0, 1 / 400, 0] },
  };
}

/** A closed octagonal prism inside the tube. */
function prismBody(): PosedBody {
  const sides = 8;
  const positions: number[] = [0, 0, 0, 0, 1.6, 0];
  const indices: number[] = [];
  for (let i = 0; i < sides; i += 1) {
    const angle = (2 * Math.PI * i) / sides;
    const [x, z] = [0.15 * Math.cos(angle), 0.15 * Math.sin(angle)];
    positions.push(x, 0, z, x, 1.6, z);
    const [low, high] = [2 + 2 * i, 3 + 2 * i];
    const [nextLow, nextHigh] = [2 + 2 * ((i + 1) % sides), 3 + 2 * ((i + 1) % sides)];
    indices.push(low, high, nextLow, nextLow, high, nextHigh, 0, low, nextLow, 1, nextHigh, high);
  }
  const skin = Float32Array.from(positions);
  const triangles = Uint32Array.from(indices);
  const count = skin.length / 3;
  const avatar: Avatar = {
    record: {
      schema: 1,
      id: 'prism',
      name: 'Prism',
      height_cm: 160,
      notes: '',
      hip_origin: [0, 0.9, 0],
      landmarks: {},
      measures: {},
      joints: [],
      licence: 'CC0-1.0',
      source: 'drawn',
    },
    positions: skin,
    indices: triangles,
    skinJoints: new Uint16Array(4 * count),
    skinWeights: new Float32Array(4 * count),
    render: {
      renderToSkin: Uint32Array.from({ length: count }, (_, i) => i),
      uvs: new Float32Array(2 * count).fill(0.5),
      indices: triangles,
      baseColor: { mimeType: 'image/png', bytes: ONE_SKIN_PIXEL },
    },
  };
  return {
    avatar,
    pose: REST_POSE,
    positions: skin,
    normals: vertexNormals(skin, triangles),
    jointPositions: new Float32Array(0),
    landmarks: {},
  };
}

/** A one-pixel PNG, (210, 170, 150). */
export const ONE_SKIN_PIXEL = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGO4tGoaAARkAhPbmJKcAAAAAElFTkSuQmCC',
  ),
  (character) => character.charCodeAt(0),
);
