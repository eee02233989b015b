import { type Category, type FabricChoice, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { StretchStiffness } from './edge-compliance.ts';
import { FABRIC_PRESETS } from './fabric-presets.ts';

/** What a fabric weighs and how it stretches, bends and rubs. */
export interface Fabric {
  /** Kilograms a square metre. */
  readonly areaDensity: number;
  /** Null: it does not stretch. */
  readonly stretchStiffness: StretchStiffness | null;
  /** Bending stiffness, newton metres. */
  readonly bendingStiffness: number;
  /** Coulomb friction against skin. */
  readonly friction: number;
  /** Metres. */
  readonly thickness: number;
}

/**
 * Cloth as it bends on the mesh. Shirting measures 1e-5 to 3e-5 N m. Cloth that soft takes a surplus of length in
 * wrinkles finer than a mesh of 12 mm edges can show: drawn, they were scallops along side seams and
 * lumps round the thighs. Thirty times as stiff, it gives way by being shortened instead (see
 * solve-stretch.ts), and hangs smoothly.
 */
export const DEFAULT_FABRIC: Fabric = {
  areaDensity: 0.2,
  stretchStiffness: null,
  bendingStiffness: 9e-4,
  friction: 0.35,
  thickness: 0.0005,
};
/** Twill, denim and suiting, and what is lined: what hangs from the waist. */
const HEAVY: Fabric = { ...DEFAULT_FABRIC, bendingStiffness: 2.1e-3 };

/**
 * Newtons a metre with which the cloth of `auto` stretches while it is put on, for the sake of its shear: springs of a mesh
 * shear with 3/8 of it, 94 N/m, and 225 where it hangs below the waist; worn fabrics were measured at 50 to 190. Cloth that
 * does not stretch does not shear either on a mesh, and a flat piece that cannot shear goes round a body in lumps only;
 * see docs/decisions/0395-cloth-shears-while-it-is-put-on.md.
 */
const GIVES = 250;
const GIVES_BELOW_THE_WAIST = 600;
const BELOW_THE_WAIST: ReadonlySet<Category> = new Set([...WAIST_CATEGORIES, 'dress']);
/** Newtons a metre that one pass over the edges leaves of the stiffest cloth on the finest mesh: see docs/draping.md, Fabrics. */
const AS_STIFF_AS_IT_GETS = 760;

/** Edges that a wrinkle takes to be drawn. */
const EDGES_A_WRINKLE = 4;
/** Metres from one fine wrinkle of clothing fabrics to the next. */
const WRINKLE = 0.009;

/**
 * A garment's fabric as a mesh can show it.
 *
 * Cloth buckles at a pressure of B (2 pi / wavelength)^2 (Euler). A mesh draws no wavelength below four
 * edges, and at that one real cloth would have no resistance left, and crumple. So that the mesh's finest
 * wrinkle takes the pressure that the cloth's own does, B is larger by the square of their ratio: 28 times at
 * 12 mm, once at 2.25 mm and below. The cloth of `auto` was found on meshes as they are.
 *
 * @param edgeLength Of the mesh that is written, metres; coarser ones on the way hang the same cloth.
 */
export function meshFabric(choice: FabricChoice, category: Category, edgeLength: number): Fabric {
  if (choice === 'auto') return WAIST_CATEGORIES.has(category) ? HEAVY : DEFAULT_FABRIC;
  const { areaDensity, stretchStiffness, bendingStiffness, friction, thickness } =
    FABRIC_PRESETS[choice];
  const coarseness = Math.max(1, (EDGES_A_WRINKLE * edgeLength) / WRINKLE);
  return {
    areaDensity,
    stretchStiffness,
    bendingStiffness: bendingStiffness * coarseness ** 2,
    friction,
    thickness,
  };
}

/**
 * A garment's fabric while a pattern is put on with it: that of `auto`, which does not stretch, gives in shear. In
 * walks, and of meshes, it does not: nothing fits them again, so that what it gave there stayed as strain.
 */
export function drapedFabric(choice: FabricChoice, category: Category, edgeLength: number): Fabric {
  const fabric = meshFabric(choice, category, edgeLength);
  if (fabric.stretchStiffness !== null) return fabric;
  const gives = BELOW_THE_WAIST.has(category) ? GIVES_BELOW_THE_WAIST : GIVES;
  return { ...fabric, stretchStiffness: { warp: gives, weft: gives } };
}

/**
 * A garment's fabric in a pose. What hangs below the waist goes on giving as while it was put on, and rests sooner. What arms
 * crowd in a pose would only be strained by more.
 */
export function posedFabric(choice: FabricChoice, category: Category, edgeLength: number): Fabric {
  const fabricOf = BELOW_THE_WAIST.has(category) ? drapedFabric : meshFabric;
  return fabricOf(choice, category, edgeLength);
}

/** Whether a fabric stretches, and so shears, more softly than a mesh does in any case. */
export function givesInShear({ stretchStiffness }: Fabric): boolean {
  if (stretchStiffness === null) return false;
  return (stretchStiffness.warp + stretchStiffness.weft) / 2 < AS_STIFF_AS_IT_GETS;
}

/**
 * How much a fabric resists being pressed together where it cannot wrinkle, as a share of what the default
 * does: wrinkles finer than the mesh give as the fabric bends under its own weight.
 */
export function resistanceShare({ bendingStiffness, areaDensity }: Fabric): number {
  const ownWeight = DEFAULT_FABRIC.bendingStiffness / DEFAULT_FABRIC.areaDensity;
  return Math.min(1, bendingStiffness / areaDensity / ownWeight);
}
