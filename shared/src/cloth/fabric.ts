/** What a fabric weighs and how it bends and rubs. */
export interface Fabric {
  /** Kilograms a square metre. */
  readonly areaDensity: number;
  /** Bending stiffness, newton metres. */
  readonly bendingStiffness: number;
  /** Coulomb friction against skin. */
  readonly friction: number;
}

/**
 * A cotton shirting: 0.2 kg/m2. Jersey measures 1e-5 N m, denim 1e-4; the stiffer end hides the
 * mesh's own facets at 12 mm edges.
 */
export const DEFAULT_FABRIC: Fabric = {
  areaDensity: 0.2,
  bendingStiffness: 3e-5,
  friction: 0.35,
};
