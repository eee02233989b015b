import { type Fabric, resistanceShare } from '../cloth/fabric.ts';
import type { Phase } from '../cloth/phase.ts';
import { selfGap } from '../cloth/self-contacts.ts';

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
  /** Half a frame in which it comes to rest after all of them, as often as it takes; see come-to-rest.ts. */
  readonly resting: readonly Phase[];
  /** What follows a fitting of a garment whose folds were ironed, or that is still strained. */
  readonly mending: readonly Phase[];
}

/** Metres: coarser meshes lose sleeves and straps. */
const COARSEST = 0.05;
/** How much coarser one mesh is than the next at least. */
const LEAST_RATIO = 1.3;
/** Meshes before the finest, where there is room for them. */
const COARSER = 2;
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

/** Seconds a substep at the finest level; each coarser one takes twice as long a step. */
const FINEST_STEP = 1 / 3600;
const LONGEST_STEP = 1 / 900;

/**
 * Metres above which a mesh between goes on falling instead of only getting finer: the one before it was too coarse for
 * cloth to find where it hangs. Left to 170 short substeps, trousers hung 6 mm off their mirror image (1 when left to fall),
 * a dress 12 mm (3), a skirt 5 (2), a tee on the widest body 14 (2).
 */
const FALLS_ON_ABOVE = 0.015;
const FALLING_ON = { dt: LONGEST_STEP, substeps: 200 } as const;
/** What of the velocity is kept in such a step; above that many metres the wide folds of dresses have further to swing. */
const FALLING_KEEP = 0.98;
const WIDE_FALLING_KEEP = 0.99;
const WIDE_ABOVE = 0.025;

/** Substeps between those tests once the cloth is closed; they cost more than the rest of a substep. */
const FACE_INTERVAL = 3;
/**
 * Share of its level's time step in which cloth comes to rest under its weight: in half of it, it gives way to
 * that by a quarter, a millimetre or two at the hem.
 */
const RESTING_STEP = 0.5;
/** What of the velocity is kept in such a step. With less, wide folds creep to where they hang; with more they swing. */
const RESTING_KEEP = 0.997;
/** The same of fitted tops and trousers, which give in shear and so swing more slowly: with 0.997 they took twice as long. */
const CALMED_KEEP = 0.995;

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
 * @param selfGap Metres that cloth keeps off itself on the finest mesh. Left out: it does not; what a pattern's front, back
 *   and legs must not go through stands as rules there, folds are ironed, and contact between the two made neither better.
 * @param calms Whether cloth that is fitted comes to rest sooner where more is taken of its speed.
 */
export function drapeLevels(
  finest: number,
  thickness: number,
  resistance: number,
  isFitted = false,
  selfGap = 0,
  calms = false,
): DrapeLevel[] {
  const edges = edgeLengths(finest);
  return edges.map((edgeLength, l) => {
    const isFirst = l === 0;
    const isFinest = l === edges.length - 1;
    const doublings = edges.length - 1 - l;
    const dt = isFirst ? LONGEST_STEP : Math.min(LONGEST_STEP, 2 ** doublings * FINEST_STEP);
    const fittings = isFitted && isFinest ? FITTINGS : 0;
    const nextFallsOn = edges.length > 2 && edges[1]! > FALLS_ON_ABOVE;
    const first = nextFallsOn ? 'widest' : 'first';
    const later = fittings > 0 ? 'fitted' : isFinest ? 'finest' : 'between';
    const kind = isFirst ? first : later;
    const ownGap = isFinest ? selfGap : 0;
    const phases = phasesOf(kind, edgeLength, dt, thickness, resistance, ownGap, calms);
    return { edgeLength, ...phases, fittings };
  });
}

/**
 * How cloth hangs on that was put where it is by other means, into a pose or from a file: the finest level, on which it
 * keeps off itself as well.
 *
 * @param edgeLength Metres. @param thickness Metres between cloth and skin.
 */
export function hangingLevel(edgeLength: number, thickness: number, fabric: Fabric): DrapeLevel {
  const gap = selfGap(fabric, edgeLength);
  return drapeLevels(edgeLength, thickness, resistanceShare(fabric), false, gap).at(-1)!;
}

/** Of the meshes, coarsest first, metres. */
function edgeLengths(finest: number): number[] {
  const edges = [finest];
  for (;;) {
    const last = edges[0]!;
    const next = Math.min(2 * last, COARSEST);
    const isCoarseEnough = 2 * last > COARSEST && edges.length > COARSER;
    if (isCoarseEnough || next < LEAST_RATIO * last) return edges;
    edges.unshift(next);
  }
}

/** What cloth goes through on a level, in turn, but for coming to rest. */
export function phasesOfLevel({ closing, phases, fitting, fittings }: DrapeLevel): Phase[] {
  const fitted = Array.from({ length: fittings }, () => fitting).flat();
  return [...closing, ...phases, ...fitted];
}

/** `widest`: the first where the next falls on; `finest`: where nothing follows; `fitted`: the finest mesh of a garment that is fitted on it. */
type LevelKind = 'first' | 'widest' | 'between' | 'finest' | 'fitted';

function phasesOf(
  kind: LevelKind,
  edgeLength: number,
  dt: number,
  thickness: number,
  resistance: number,
  selfGap: number,
  calms: boolean,
): Omit<DrapeLevel, 'edgeLength' | 'fittings'> {
  const common = {
    dt,
    thickness,
    faceContacts: edgeLength > FACE_CONTACTS_ABOVE ? FACE_INTERVAL : 0,
    yielding: resistance * yieldingAt(edgeLength),
    largestSpeed: 1.5,
    friction: 1,
    selfGap,
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
  const refine: Phase = { ...common, substeps: 100, gravity: 1, keep: 0.98 };
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
  // Nor has cloth that is fitted anything left to yield with.
  const rest: Phase = {
    ...calm,
    dt: RESTING_STEP * dt,
    keep: calms && kind === 'fitted' ? CALMED_KEEP : RESTING_KEEP,
    yielding: 1,
    faceContacts: 0,
  };
  const keep = edgeLength > WIDE_ABOVE ? WIDE_FALLING_KEEP : FALLING_KEEP;
  const phases: Record<LevelKind, Phase[]> = {
    first: [fall, calm, tighten],
    widest: [{ ...fall, substeps: 400 }, calm, tighten],
    // Whose folds only the next one draws.
    between: [
      edgeLength > FALLS_ON_ABOVE ? { ...refine, ...FALLING_ON, keep } : refine,
      calm,
      tighten,
    ],
    finest: [{ ...refine, substeps: 160 }, calm, tighten],
    // It settles further in each fitting.
    fitted: [
      { ...refine, substeps: 40 },
      { ...tighten, substeps: 20 },
    ],
  };
  return {
    closing: kind === 'first' || kind === 'widest' ? [closing] : [],
    phases: phases[kind],
    resettling: [{ ...refine, substeps: 40, keep: 0.9 }, calm, tighten],
    fitting: [{ ...rest, substeps: 12, keep: 0.95 }],
    mending: [
      { ...refine, substeps: 10 },
      { ...calm, substeps: 20 },
      { ...tighten, substeps: 15 },
    ].map((phase) => ({ ...phase, yielding: 1 })),
    resting: [{ ...rest, substeps: 60 }],
  };
}

function yieldingAt(edgeLength: number): number {
  const [[fine, stiff], [coarse, soft]] = YIELDING;
  const share = Math.min(1, Math.max(0, (edgeLength - fine) / (coarse - fine)));
  return stiff + share * (soft - stiff);
}
