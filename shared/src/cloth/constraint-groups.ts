/** Constraints in groups that share no vertex: all of one group may be solved at the same time. */
export interface ConstraintGroups {
  /** Numbers of the constraints, group after group, each group in its old order. */
  readonly order: Uint32Array;
  /** Where each group starts in `order`; one more for the end. */
  readonly starts: Uint32Array;
}

/**
 * Groups that, solved in turn, do what the constraints do one by one in their own order: of two that share a
 * vertex the earlier one is in an earlier group (and solved backwards, in a later one). There are as many as
 * the longest chain of neighbours is long: some 300 for the edges of 6,000 vertices.
 *
 * @param vertices `arity` vertices a constraint.
 */
export function orderedGroups(
  vertices: Uint32Array,
  arity: number,
  vertexCount: number,
): ConstraintGroups {
  const next = new Uint32Array(vertexCount);
  const groups = new Uint32Array(vertices.length / arity);
  for (let c = 0; c < groups.length; c++) {
    let group = 0;
    for (let k = arity * c; k < arity * (c + 1); k++) group = Math.max(group, next[vertices[k]!]!);
    for (let k = arity * c; k < arity * (c + 1); k++) next[vertices[k]!] = group + 1;
    groups[c] = group;
  }
  return sorted(groups);
}

/**
 * As few groups as a greedy colouring finds, each constraint taking the first group that is free at all
 * of its vertices: some 25 for the hinges of any garment. The order of neighbours is not kept.
 *
 * @throws {Error} when a vertex has so many constraints that 64 groups are too few: no garment's mesh does.
 */
export function colouredGroups(
  vertices: Uint32Array,
  arity: number,
  vertexCount: number,
): ConstraintGroups {
  // Groups taken at each vertex, as bits of two words.
  const low = new Uint32Array(vertexCount);
  const high = new Uint32Array(vertexCount);
  const groups = new Uint32Array(vertices.length / arity);
  for (let c = 0; c < groups.length; c++) {
    let takenLow = 0;
    let takenHigh = 0;
    for (let k = arity * c; k < arity * (c + 1); k++) {
      takenLow |= low[vertices[k]!]!;
      takenHigh |= high[vertices[k]!]!;
    }
    const first = lowestZero(takenLow);
    const group = first < 32 ? first : 32 + lowestZero(takenHigh);
    if (group > 63) throw new Error('A vertex has too many constraints.');
    const words = group < 32 ? low : high;
    for (let k = arity * c; k < arity * (c + 1); k++) words[vertices[k]!]! |= 1 << (group & 31);
    groups[c] = group;
  }
  return sorted(groups);
}

/** Place of the lowest bit that is 0; 32 where none is. */
function lowestZero(bits: number): number {
  return ~bits === 0 ? 32 : 31 - Math.clz32(~bits & (bits + 1));
}

/** @param groups The group of each constraint. */
function sorted(groups: Uint32Array): ConstraintGroups {
  let count = 0;
  for (const group of groups) count = Math.max(count, group + 1);
  const starts = new Uint32Array(count + 1);
  for (const group of groups) starts[group + 1]!++;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const order = new Uint32Array(groups.length);
  groups.forEach((group, c) => {
    order[next[group]!++] = c;
  });
  return { order, starts };
}
