/**
 * Takes a mesh in a unit and place of its own into an avatar's frame with the hip centre as origin:
 * x and z are scaled, y runs through anchor heights, legs are spread below the crotch.
 */
export interface Alignment {
  /** Factor from the mesh's unit to metres, sideways and in depth. */
  readonly scaleX: number;
  readonly scaleZ: number;
  /** The mesh's own middle, which comes to x = 0 and z = `depth`. */
  readonly centreX: number;
  readonly centreZ: number;
  readonly depth: number;
  /**
   * Pairs (the mesh's y, metres above the hip centre), rising; straight between them. Above and
   * below, `scaleY` carries on.
   */
  readonly anchors: readonly (readonly [number, number])[];
  readonly scaleY: number;
  /** Metres sideways, away from the middle, for each metre below `crotch`; 0 without legs. */
  readonly legSpread: number;
  /** Metres above the hip centre. */
  readonly crotch: number;
}

/** The alignment of what lies on the body already. @param hipOrigin As of `applyAlignment`. */
export function asItLies([x, y, z]: readonly [number, number, number]): Alignment {
  return {
    scaleX: 1,
    scaleY: 1,
    scaleZ: 1,
    centreX: x,
    centreZ: z,
    depth: 0,
    anchors: [[y, 0]],
    legSpread: 0,
    crotch: 0,
  };
}

/**
 * Aligned copy of some positions.
 *
 * @param positions xyz triples in the mesh's own unit.
 * @param hipOrigin Hip centre in the file frame, metres: the result is in the file frame.
 */
export function applyAlignment(
  positions: Float32Array,
  alignment: Alignment,
  hipOrigin: readonly [number, number, number],
): Float32Array {
  const { scaleX, scaleZ, centreX, centreZ, depth, legSpread, crotch } = alignment;
  const aligned = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const x = (positions[i]! - centreX) * scaleX;
    const y = alignHeight(positions[i + 1]!, alignment);
    const spread = legSpread * Math.max(0, crotch - y) * Math.sign(x);
    aligned[i] = x + spread + hipOrigin[0];
    aligned[i + 1] = y + hipOrigin[1];
    aligned[i + 2] = (positions[i + 2]! - centreZ) * scaleZ + depth + hipOrigin[2];
  }
  return aligned;
}

/** Metres above the hip centre to which a height of the mesh comes. */
export function alignHeight(
  y: number,
  { anchors, scaleY }: Pick<Alignment, 'anchors' | 'scaleY'>,
): number {
  const first = anchors[0]!;
  const last = anchors.at(-1)!;
  if (y <= first[0]) return first[1] + (y - first[0]) * scaleY;
  if (y >= last[0]) return last[1] + (y - last[0]) * scaleY;
  const above = anchors.findIndex(([at]) => at >= y);
  const [y0, to0] = anchors[above - 1]!;
  const [y1, to1] = anchors[above]!;
  return to0 + ((y - y0) / (y1 - y0)) * (to1 - to0);
}
