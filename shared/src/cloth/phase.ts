/** How a stretch of simulated time goes. */
export interface Phase {
  readonly substeps: number;
  /** Seconds a substep. One solver pass each (Macklin et al. 2019, Small Steps). */
  readonly dt: number;
  /** Share of standard gravity. */
  readonly gravity: number;
  /** Share of the velocity kept each substep; 0 makes the motion quasi-static. */
  readonly keep: number;
  /** Metres a second. */
  readonly largestSpeed: number;
  /** Share of the fabric's own friction. */
  readonly friction: number;
  /** Metres between cloth and skin. */
  readonly thickness: number;
  /** Share of its full stiffness with which the cloth resists being shortened; see solve-stretch.ts. */
  readonly yielding: number;
  /** Every so many substeps the middles of triangles and edges are tested too (0: never): for meshes coarser than the body's details. */
  readonly faceContacts: number;
  /** Metres that cloth keeps off other parts of itself; 0: nothing keeps it from going through them. */
  readonly selfGap: number;
}
