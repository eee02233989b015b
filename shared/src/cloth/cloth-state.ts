/** Where a cloth is and was; the solver moves both in place. */
export interface ClothState {
  /** xyz triples, metres. */
  readonly positions: Float64Array;
  /** Positions one substep ago; their difference is velocity times the time step. */
  readonly previous: Float64Array;
  /** Lower bound of how far each vertex still is from contact, metres; below 0: ask the field. */
  readonly clearances: Float64Array;
}

/** The same of a state's own, whatever becomes of the other. */
export function copiedState({ positions, previous, clearances }: ClothState): ClothState {
  return {
    positions: positions.slice(),
    previous: previous.slice(),
    clearances: clearances.slice(),
  };
}

/** A cloth at rest. @param positions xyz triples, metres; copied. */
export function clothAtRest(positions: ArrayLike<number>): ClothState {
  return {
    positions: Float64Array.from(positions),
    previous: Float64Array.from(positions),
    clearances: new Float64Array(positions.length / 3).fill(-1),
  };
}

/** Lets a vertex that was moved by hand be at rest where it is: its distance to the skin has to be looked up again. */
export function leaveWhereItIs(
  { positions, previous, clearances }: ClothState,
  vertex: number,
): void {
  for (let i = 3 * vertex; i < 3 * vertex + 3; i++) previous[i] = positions[i]!;
  clearances[vertex] = -1;
}
