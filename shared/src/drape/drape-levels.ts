import type { Phase } from '../cloth/simulate.ts';

export interface DrapeLevel {
  /** Metres between mesh vertices. */
  readonly edgeLength: number;
  /** The first level only: sewn panels closing round the body, before there is gravity. */
  readonly closing: readonly Phase[];
  readonly phases: readonly Phase[];
  /** What follows where folds were ironed; see untangle/iron-folds.ts. */
  readonly resettling: readonly Phase[];
  /** What follows each further fitting of the garment (fit-again.ts), and how many there are: none but on the finest level. */
  readonly fitting: readonly Phase[];
  readonly fittings: number;
}

/** Metres: coarser meshes lose sleeves and straps. */
const COARSEST = 0.05;
/** Metres above which faces are tested against the body as well as vertices. */
const FACE_CONTACTS_ABOVE = 0.016;

/**
 * Stiffness against being shortened, by edge length: a wrinkle needs several edges, so a coarse mesh
 * has to yield where a fine one can fold.
 */
const YIELDING = [
  [0.01, 0.3],
  [0.04, 0.06],
] as const;

/** Further fittings: each leaves about three fifths of the strain that the one before it left. */
const FITTINGS = 4;

/** Substeps on a finer mesh of settling, calming and tightening. */
type Settling = readonly [number, number, number];
/** On the finest mesh, where nothing follows. */
const SETTLED: Settling = [160, 40, 30];
/** On one between, whose folds only the next one draws. */
const SETTLED_BETWEEN: Settling = [100, 40, 30];
/** On the finest mesh of a garment that is fitted on it: it settles further in each fitting. */
const SETTLED_TO_BE_FITTED: Settling = [60, 30, 20];

/** Substeps between those tests once the cloth is closed; they cost more than the rest of a substep. */
const FACE_INTERVAL = 3;
/** Seconds a substep at the finest level; each coarser one takes twice as long a step. */
const FINEST_STEP = 1 / 3600;
const LONGEST_STEP = 1 / 900;

/**
 * From coarse to fine: the coarse level closes the cloth round the body and lets it fall, where a
 * substep is cheap; the finer ones only add folds and take out the stretch.
 *
 * One pass a substep leaves the cloth stretched in proportion to gravity times dt squared, and more
 * so the finer the mesh. Halving dt with the edge length keeps that down at no cost, since the finer
 * level starts near its rest: measured on a tee, 12k triangles, mean strain 2.5 % with 1/900 s
 * throughout, 0.7 % with 1/900, 1/1800, 1/3600 s and the same number of substeps.
 *
 * @param resistance The fabric's share of the resistance to being shortened; see `resistanceShare`.
 * @param isFitted Whether the garment is fitted again on the finest mesh.
 */
export function drapeLevels(
  finest: number,
  thickness: number,
  resistance: number,
  isFitted = false,
): DrapeLevel[] {
  const levels: DrapeLevel[] = [];
  let dt = FINEST_STEP;
  for (let edgeLength = finest; ; edgeLength *= 2, dt = Math.min(LONGEST_STEP, 2 * dt)) {
    const first = 2 * edgeLength > COARSEST;
    const step = first ? LONGEST_STEP : dt;
    const fittings = isFitted && edgeLength === finest ? FITTINGS : 0;
    const settling =
      fittings > 0 ? SETTLED_TO_BE_FITTED : edgeLength === finest ? SETTLED : SETTLED_BETWEEN;
    const phases = phasesOf(first, settling, edgeLength, step, thickness, resistance);
    levels.unshift({ edgeLength, ...phases, fittings });
    if (first) return levels;
  }
}

/** All that cloth goes through on a level, in turn. */
export function phasesOfLevel({ closing, phases, fitting, fittings }: DrapeLevel): Phase[] {
  return [...closing, ...phases, ...Array.from({ length: fittings }, () => fitting).flat()];
}

function phasesOf(
  first: boolean,
  [settle, calmDown, tightenUp]: Settling,
  edgeLength: number,
  dt: number,
  thickness: number,
  resistance: number,
): Omit<DrapeLevel, 'edgeLength' | 'fittings'> {
  const common = {
    dt,
    thickness,
    faceContacts: edgeLength > FACE_CONTACTS_ABOVE ? FACE_INTERVAL : 0,
    yielding: resistance * yieldingAt(edgeLength),
    largestSpeed: 1.5,
    friction: 1,
  };
  const closing: Phase = {
    ...common,
    substeps: 190,
    faceContacts: 1,
    gravity: 0,
    keep: 0.9,
    friction: 0,
  };
  const fall: Phase = { ...common, substeps: 800, gravity: 1, keep: 0.995 };
  const refine: Phase = { ...common, substeps: settle, gravity: 1, keep: 0.98 };
  const calm: Phase = { ...common, substeps: 40, gravity: 1, keep: 0.9, friction: 1.7 };
  // At rest the last shortening is taken back as far as it goes: folds are there by then, puffs are not.
  const tighten: Phase = {
    ...common,
    yielding: 1,
    substeps: 30,
    gravity: 0,
    keep: 0,
    friction: 1.7,
  };
  // Fitted cloth has nothing left to yield with.
  const fitting = [
    { ...refine, substeps: 10 },
    { ...calm, substeps: 20 },
    { ...tighten, substeps: 15 },
  ].map((phase) => ({ ...phase, yielding: 1 }));
  const onFiner = [refine, { ...calm, substeps: calmDown }, { ...tighten, substeps: tightenUp }];
  return {
    ...(first
      ? { closing: [closing], phases: [fall, calm, tighten] }
      : { closing: [], phases: onFiner }),
    resettling: [{ ...refine, substeps: 40, keep: 0.9 }, calm, tighten],
    fitting,
  };
}

function yieldingAt(edgeLength: number): number {
  const [[fine, stiff], [coarse, soft]] = YIELDING;
  const share = Math.min(1, Math.max(0, (edgeLength - fine) / (coarse - fine)));
  return stiff + share * (soft - stiff);
}
