import type { Category } from '../garment/vocabulary.ts';
import type { StretchStiffness } from './edge-compliance.ts';

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
}

/**
 * Jersey measures 1e-5 N m, shirting 3e-5, denim 1e-4. Cloth that soft takes a surplus of length in
 * wrinkles finer than a mesh of 12 mm edges can show: drawn, they were scallops along side seams and
 * lumps round the thighs. Ten times as stiff, it gives way by being shortened instead (see
 * solve-stretch.ts), and hangs smoothly.
 */
export const DEFAULT_FABRIC: Fabric = {
  areaDensity: 0.2,
  stretchStiffness: null,
  bendingStiffness: 3e-4,
  friction: 0.35,
};
/** Twill, denim and suiting, and what is lined. */
const HEAVY: Fabric = { ...DEFAULT_FABRIC, bendingStiffness: 7e-4 };

const HEAVY_CATEGORIES: ReadonlySet<Category> = new Set(['trousers', 'shorts', 'skirt']);

/** What garments of a category are made of. */
export function fabricOf(category: Category): Fabric {
  return HEAVY_CATEGORIES.has(category) ? HEAVY : DEFAULT_FABRIC;
}
