import { type BodyDepths, bodyDepths } from '../body/body-depths.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { looseSheet } from '../pattern/loose-sheet.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { buildCloth } from './cloth.ts';
import type { ClothSolver, ClothTask, Holding } from './cloth-solver.ts';
import { DEFAULT_FABRIC } from './fabric.ts';
import { groupedCloth } from './grouped-cloth.ts';
import type { Phase } from './phase.ts';
import { runPhases } from './run-phases.ts';

/** Of the square sheet's sides, metres. */
const SIDE = 0.4;
const RADIUS = 0.12;
const CENTRE = [0, 1.2, 0.03] as const;
/** Metres from the middle beyond which the sheet is folded back over itself, and how far above. */
const FOLD = 0.07;
const FLAP = 0.0025;
const CELL = 0.02;
const BOX = { origin: [-0.4, 0.8, -0.4], size: [41, 41, 41] } as const;

export interface SolverSample {
  readonly task: ClothTask;
  readonly phases: readonly Phase[];
  readonly holding: Holding;
}

/**
 * A sheet, part of it folded over the rest, that falls on a ball, held in part and kept by every kind of rule: a small job that a solver can be
 * timed and checked on. Its constraints lie in groups already, so that a solver that groups them and one that does
 * not solve them in the same order: what is left between the two is their arithmetic.
 *
 * @param across Vertices along each side.
 * @param substeps Of the fall; 20 in which the sheet meets itself come before it, and a calm end of 20 follows.
 */
export function solverSample(across: number, substeps: number): SolverSample {
  const field = ballField();
  const positions = new Float64Array(3 * across * across);
  for (let v = 0; v < across * across; v++) {
    const [column, row] = [v % across, Math.floor(v / across)];
    const along = (SIDE * column) / (across - 1) - SIDE / 2;
    const isFolded = along > FOLD;
    const x = isFolded ? 2 * FOLD - along : along;
    const z = SIDE / 2 - (SIDE * row) / (across - 1);
    // Wrinkled, so that no symmetry hides an order.
    const y = CENTRE[1] + RADIUS + 0.01 + 0.003 * Math.sin(40 * x) * Math.cos(50 * z);
    positions.set([x, isFolded ? y + FLAP : y, z], 3 * v);
  }
  const fall: Phase = {
    substeps,
    dt: 1 / 900,
    gravity: 1,
    keep: 0.995,
    largestSpeed: 1.5,
    friction: 1,
    thickness: 0.0045,
    yielding: 0.2,
    faceContacts: 3,
    selfGap: 0,
  };
  const meet: Phase = { ...fall, substeps: 20, selfGap: 2 * FLAP };
  const tighten: Phase = { ...fall, substeps: 20, gravity: 0, keep: 0, yielding: 1 };
  const { cloth, triangles } = groupedCloth(buildCloth(sheet(across), DEFAULT_FABRIC));
  return {
    task: { cloth: { ...cloth, indices: triangles }, positions, field },
    phases: [meet, fall, tighten],
    holding: holdingOf(across, positions, bodyDepths(field)),
  };
}

/** Where a solver brings a sample's cloth. */
export async function runSample(
  solver: ClothSolver,
  { task, phases, holding }: SolverSample,
): Promise<Float64Array> {
  const session = await solver.open(task);
  try {
    await runPhases(session, phases, holding, () => undefined);
    return (await session.read()).positions.slice();
  } finally {
    session.close();
  }
}

/** How far apart two results of one cloth are. */
export interface Apart {
  readonly meanMm: number;
  readonly p95Mm: number;
}

/** @param one xyz triples, metres, as `other`. */
export function apartness(one: ArrayLike<number>, other: ArrayLike<number>): Apart {
  const distances = Float64Array.from({ length: one.length / 3 }, (_, v) => {
    const [x, y, z] = [0, 1, 2].map((k) => one[3 * v + k]! - other[3 * v + k]!);
    return 1000 * Math.sqrt(x! ** 2 + y! ** 2 + z! ** 2);
  }).sort();
  const sum = distances.reduce((total, distance) => total + distance, 0);
  return {
    meanMm: sum / distances.length,
    p95Mm: distances[Math.floor(0.95 * (distances.length - 1))]!,
  };
}

function ballField(): DistanceField {
  const { origin, size } = BOX;
  const distances = new Float32Array(size[0] * size[1] * size[2]);
  distances.forEach((_, at) => {
    const i = at % size[0];
    const j = Math.floor(at / size[0]) % size[1];
    const k = Math.floor(at / (size[0] * size[1]));
    const x = origin[0] + CELL * i - CENTRE[0];
    const y = origin[1] + CELL * j - CENTRE[1];
    const z = origin[2] + CELL * k - CENTRE[2];
    distances[at] = Math.sqrt(x * x + y * y + z * z) - RADIUS;
  });
  return { origin, cell: CELL, size, distances };
}

function holdingOf(across: number, positions: Float64Array, depths: BodyDepths): Holding {
  const rowOf = (row: number) => Uint32Array.from({ length: across }, (_, c) => row * across + c);
  const first = rowOf(0);
  const last = rowOf(across - 1);
  const inside = Uint32Array.from({ length: across * (across - 2) }, (_, n) => across + n);
  return {
    anchors: [
      {
        vertices: first,
        targets: positions.slice(0, 3 * across),
        slack: 0.02,
        each: [0.05, 0.002, 0],
        together: [0, 0.05, 0.02],
      },
    ],
    rules: [
      {
        kind: 'keep-sides',
        vertices: inside,
        sides: Int8Array.from(inside, (v) => (positions[3 * v + 2]! > CENTRE[2] ? 1 : -1)),
        depths,
      },
      { kind: 'draw-to-body', vertices: rowOf(across >> 1), play: 0.006, share: 0.1 },
      {
        kind: 'rest-on-tops',
        vertices: rowOf((across >> 1) + 1),
        shares: Float64Array.from(first, (c) => 0.15 * (c / across)),
        depths,
        inner: 0.03,
        innerHeight: CENTRE[1] + RADIUS,
        gap: 0.005,
        play: 0.01,
      },
      {
        kind: 'hold-apart',
        vertices: last,
        sides: Int8Array.from(last, (v) => (positions[3 * v]! > 0 ? 1 : -1)),
        gaps: Float64Array.from(first, (c) => 0.01 + 0.02 * (c / across)),
        share: 0.05,
        touches: true,
      },
    ],
  };
}

/** A square of cloth on a square grid whose diagonals alternate. */
function sheet(across: number): SewnGarment {
  const spacing = SIDE / (across - 1);
  const vertexCount = across * across;
  const indices: number[] = [];
  for (let row = 0; row + 1 < across; row++) {
    for (let column = 0; column + 1 < across; column++) {
      const a = row * across + column;
      const [b, c, d] = [a + 1, a + across, a + across + 1];
      indices.push(...((row + column) % 2 === 0 ? [a, c, d, a, d, b] : [a, c, b, b, c, d]));
    }
  }
  const flat = Float32Array.from({ length: 2 * vertexCount }, (_, i) =>
    i % 2 === 0 ? spacing * ((i >> 1) % across) : -spacing * Math.floor((i >> 1) / across),
  );
  return looseSheet(flat, indices);
}
