import { FACING_WALLS, LONGEST_STEP, SAME_WALL } from '@fitroom/shared/fitting/between-walls';
import { SAMPLE_CLEARANCE } from '@fitroom/shared/fitting/push-samples';
import {
  CLEAR_SHARE,
  DEEP,
  DEEP_EXIT_RATIO,
  EXIT_STEPS,
  LONGEST_DEEP_EXIT,
  LONGEST_FOLD_EXIT,
  PROJECTIONS,
} from '@fitroom/shared/fitting/push-to-skin';
import { RINGS, SHARE } from '@fitroom/shared/fitting/smooth-moves';
import { SHARED_MOVE, SMOOTHING_ROUNDS } from '@fitroom/shared/fitting/snap-to-skin';
import { SOLID_QUERIES } from './solid-queries.wgsl.ts';

/** Lanes of a workgroup: few, because a lane that walks far out of a limb keeps its neighbours waiting. */
export const LANES = 64;
/** Counters of a round: pushes before it, corners pulled, samples inside. */
export const ROUND_COUNTERS = 3;

/**
 * The snap of shared/src/fitting/snap-to-skin.ts, one lane a vertex (a sample in `sample`), in the steps of
 * snap-steps.ts. Where the processor goes through vertices in turn, each reads what no other writes in that step, so
 * the order is of no account; sums over neighbours are gathered in the processor's order.
 *
 * Vertices that found no place (`stuck`) are brought to their neighbours one after the other: such a round halts the rest,
 * and gpu-snapper.ts does that on the processor.
 */
export const SNAP_KERNEL = /* wgsl */ `
struct Job {
  // vertices, triangles, edges
  counts: vec4u,
  // Where parts of the mesh begin: edges, triangles of vertices, neighbours; see pack-mesh.ts.
  lists: vec4u,
  neighbours: vec4u,
  // offset
  sizes: vec4f,
}
struct Step { round: i32, turn: u32 }

@group(0) @binding(0) var<uniform> job: Job;
@group(0) @binding(1) var<uniform> now: Step;
@group(0) @binding(2) var<storage, read> solid: array<u32>;
@group(0) @binding(3) var<storage, read> mesh: array<u32>;
// xyz of each vertex: where it is, where it was first, its normal then.
@group(0) @binding(4) var<storage, read_write> places: array<f32>;
// What a sample pulls its corners by; 1 where it does.
@group(0) @binding(5) var<storage, read_write> samples: array<vec4f>;
// Moves of all vertices, twice.
@group(0) @binding(6) var<storage, read_write> moves: array<vec4f>;
// Of all vertices: touched, stuck, pulled, ring.
@group(0) @binding(7) var<storage, read_write> flags: array<atomic<u32>>;
// The round that halted the rest; then the counters of rounds.
@group(0) @binding(8) var<storage, read_write> control: array<atomic<u32>>;

const TOUCHED = 0u;
const STUCK = 1u;
const PULLED = 2u;
const RING = 3u;
const PUSHES = 0u;
const PULLS = 1u;
const INSIDE = 2u;
${SOLID_QUERIES}
fn place(v: u32) -> vec3f { return vec3f(places[3u * v], places[3u * v + 1u], places[3u * v + 2u]); }
fn first(v: u32) -> vec3f { return place(job.counts.x + v); }
fn normalOf(v: u32) -> vec3f { return place(2u * job.counts.x + v); }
fn put(v: u32, at: vec3f) {
  places[3u * v] = at.x;
  places[3u * v + 1u] = at.y;
  places[3u * v + 2u] = at.z;
}
fn flag(kind: u32, v: u32) -> u32 { return atomicLoad(&flags[kind * job.counts.x + v]); }
fn setFlag(kind: u32, v: u32, value: u32) { atomicStore(&flags[kind * job.counts.x + v], value); }
fn counter(round: i32, kind: u32) -> u32 { return 1u + ${ROUND_COUNTERS}u * u32(round) + kind; }
fn count(round: i32, kind: u32) { atomicAdd(&control[counter(round, kind)], 1u); }
fn counted(round: i32, kind: u32) -> u32 { return atomicLoad(&control[counter(round, kind)]); }

// Whether anything moved before this round looks at its samples.
fn begins() -> bool {
  if (u32(now.round) > atomicLoad(&control[0])) { return false; }
  if (now.round == 0) { return true; }
  return counted(now.round - 1, PUSHES) + counted(now.round - 1, PULLS) > 0u;
}
// Whether anything has moved once it did.
fn goesOn() -> bool {
  return begins() && counted(now.round, PUSHES) + counted(now.round, PULLS) > 0u;
}

// Abramowitz and Stegun 4.4.46, to 2e-8: what a device has of its own may be off by a thousandth.
fn arcCosine(x: f32) -> f32 {
  let a = min(abs(x), 1.0);
  var sum = -0.0012624911;
  sum = sum * a + 0.0066700901;
  sum = sum * a - 0.0170881256;
  sum = sum * a + 0.0308918810;
  sum = sum * a - 0.0501743046;
  sum = sum * a + 0.0889789874;
  sum = sum * a - 0.2145988016;
  sum = sum * a + 1.5707963050;
  let angle = sqrt(1.0 - a) * sum;
  return select(angle, 3.14159265359 - angle, x < 0.0);
}

// Angle weighted; see vertex-normals.ts.
fn vertexNormal(v: u32) -> vec3f {
  var sum = vec3f(0.0);
  let here = place(v);
  for (var k = mesh[job.lists.y + v]; k < mesh[job.lists.y + v + 1u]; k++) {
    let t = 3u * mesh[job.lists.z + k];
    var corner = 0u;
    if (mesh[t + 1u] == v) { corner = 1u; }
    if (mesh[t + 2u] == v) { corner = 2u; }
    let q = place(mesh[t + (corner + 1u) % 3u]) - here;
    let r = place(mesh[t + (corner + 2u) % 3u]) - here;
    let n = cross(q, r);
    let area = length(n);
    let lengths = sqrt(dot(q, q) * dot(r, r));
    if (area < 1e-14 || lengths == 0.0) { continue; }
    sum += n * (arcCosine(dot(q, r) / lengths) / area);
  }
  let size = length(sum);
  if (size == 0.0) { return vec3f(0.0, 0.0, 1.0); }
  return sum / size;
}

fn isClear(p: vec3f, offset: f32) -> bool {
  return !isInside(p) && closest(p, ${CLEAR_SHARE} * offset).place == NONE;
}

// Steps along the normal until there is room, from a number of steps on; 0 in w where there is none.
fn leaveAlong(start: vec3f, normal: vec3f, least: u32, reach: f32) -> vec4f {
  let offset = job.sizes.x;
  for (var n = least; n == 0u || f32(n) * offset / ${EXIT_STEPS}.0 < reach; n++) {
    let at = start + (f32(n) * offset / ${EXIT_STEPS}.0) * normal;
    if (isClear(at, offset)) { return vec4f(at, 1.0); }
  }
  return vec4f(start, 0.0);
}

// What a vertex met on its way out; see between-walls.ts.
struct Walls { count: u32, normals: array<vec3f, 2>, lacks: array<f32, 2> }

// The step off both walls; 0 in w where there is none.
fn stepBetween(walls: ptr<function, Walls>, normal: vec3f, lack: f32, longest: f32) -> vec4f {
  var here = 0u;
  if ((*walls).count == 2u) {
    here = select(1u, 0u, dot((*walls).normals[0], normal) >= dot((*walls).normals[1], normal));
  } else if ((*walls).count == 1u && dot((*walls).normals[0], normal) <= ${SAME_WALL}) {
    (*walls).count = 2u;
    here = 1u;
  } else {
    (*walls).count = 1u;
  }
  (*walls).normals[here] = normal;
  (*walls).lacks[here] = lack;
  if ((*walls).count == 2u) {
    let sum = (*walls).normals[0] + (*walls).normals[1];
    let difference = (*walls).normals[0] - (*walls).normals[1];
    let along = ((*walls).lacks[0] + (*walls).lacks[1]) / dot(sum, sum);
    let across = ((*walls).lacks[0] - (*walls).lacks[1]) / dot(difference, difference);
    if (dot(sum, sum) >= ${FACING_WALLS} && along >= abs(across)) {
      let step = along * sum + across * difference;
      let share = min(1.0, longest / length(step));
      (*walls).lacks[0] *= 1.0 - share;
      (*walls).lacks[1] *= 1.0 - share;
      return vec4f(share * step, 1.0);
    }
    (*walls).lacks[1u - here] -= lack * dot((*walls).normals[1u - here], normal);
  }
  (*walls).lacks[here] = 0.0;
  return vec4f(0.0);
}

// See push-to-skin.ts. Whether anything was done; sets or clears the mark of being stuck. One place that asks, one that
// walks: compilers put what is called where it is called.
fn pushOut(v: u32) -> bool {
  let offset = job.sizes.x;
  let normal = normalOf(v);
  var p = place(v);
  setFlag(STUCK, v, 0u);
  var walls = Walls();
  for (var attempt = 0u; ; attempt++) {
    let isLast = attempt == ${PROJECTIONS}u;
    // Between two folds of skin at the end; else out of a limb's other side.
    var walks = isLast;
    var reach = f32(${LONGEST_FOLD_EXIT});
    var moved = p;
    if (!isLast) {
      let inside = isInside(p);
      let hit = closest(p, select(offset, ANY_DISTANCE, inside));
      if (hit.place == NONE) {
        if (attempt == 0u) { return false; }
        break;
      }
      let direction = outward(hit, inside);
      let deep = sqrt(hit.squared);
      walks = inside && deep > ${DEEP} && dot(direction, normal) < 0.0;
      reach = min(${LONGEST_DEEP_EXIT}, ${DEEP_EXIT_RATIO}.0 * deep);
      let lack = offset - select(deep, -deep, inside);
      let step = stepBetween(&walls, direction, lack, ${LONGEST_STEP}.0 * offset);
      moved = p + select(hit.way + direction * offset, step.xyz, step.w > 0.0);
    }
    if (walks) {
      let left = leaveAlong(p, normal, select(1u, 0u, isLast), reach);
      if (left.w > 0.0) {
        p = left.xyz;
        break;
      }
    }
    if (isLast) {
      setFlag(STUCK, v, 1u);
      break;
    }
    p = moved;
  }
  put(v, p);
  return true;
}

// Before anything moves.
@compute @workgroup_size(${LANES})
fn measure(@builtin(global_invocation_id) id: vec3u) {
  let v = id.x;
  if (v >= job.counts.x) { return; }
  let normal = vertexNormal(v);
  put(2u * job.counts.x + v, normal);
  setFlag(PULLED, v, 0u);
  setFlag(RING, v, 0u);
}

@compute @workgroup_size(${LANES})
fn sample(@builtin(global_invocation_id) id: vec3u) {
  let s = id.x;
  let triangles = job.counts.y;
  if (s >= triangles + job.counts.z || !begins()) { return; }
  samples[s] = vec4f(0.0);
  var at = vec3f(0.0);
  if (s < triangles) {
    let corners = vec3u(mesh[3u * s], mesh[3u * s + 1u], mesh[3u * s + 2u]);
    if (flag(TOUCHED, corners.x) + flag(TOUCHED, corners.y) + flag(TOUCHED, corners.z) == 0u) { return; }
    let a = place(corners.x);
    at = a + ((place(corners.y) - a) + (place(corners.z) - a)) / 3.0;
  } else {
    let e = job.lists.x + 2u * (s - triangles);
    if (flag(TOUCHED, mesh[e]) + flag(TOUCHED, mesh[e + 1u]) == 0u) { return; }
    let a = place(mesh[e]);
    at = a + 0.5 * (place(mesh[e + 1u]) - a);
  }
  if (!isInside(at)) { return; }
  let hit = closest(at, ANY_DISTANCE);
  if (hit.squared == 0.0) { return; }
  count(now.round, INSIDE);
  let deep = sqrt(hit.squared);
  samples[s] = vec4f(hit.way * ((deep + ${SAMPLE_CLEARANCE}) / deep), 1.0);
}

// The longest of the pulls, of two as long the one that the processor meets first.
fn pullOn(v: u32) -> vec3f {
  var longest = vec3f(0.0);
  for (var k = mesh[job.lists.y + v]; k < mesh[job.lists.y + v + 1u]; k++) {
    let pull = samples[mesh[job.lists.z + k]].xyz;
    if (dot(pull, pull) > dot(longest, longest)) { longest = pull; }
  }
  for (var k = mesh[job.neighbours.x + v]; k < mesh[job.neighbours.x + v + 1u]; k++) {
    let pull = samples[job.counts.y + mesh[job.neighbours.z + k]].xyz;
    if (dot(pull, pull) > dot(longest, longest)) { longest = pull; }
  }
  return longest;
}

@compute @workgroup_size(${LANES})
fn pull(@builtin(global_invocation_id) id: vec3u) {
  let v = id.x;
  if (v >= job.counts.x || !begins()) { return; }
  let by = pullOn(v);
  let isPulled = dot(by, by) > 0.0;
  if (isPulled) {
    put(v, place(v) + by);
    count(now.round, PULLS);
  }
  setFlag(PULLED, v, select(0u, 1u, isPulled));
  let moved = place(v) - first(v);
  let isLong = now.round < ${SMOOTHING_ROUNDS} && dot(moved, moved) > ${SHARED_MOVE} * ${SHARED_MOVE};
  setFlag(RING, v, select(0u, 1u, isLong));
}

// One more ring of neighbours: rings are numbered from 1.
@compute @workgroup_size(${LANES})
fn grow(@builtin(global_invocation_id) id: vec3u) {
  let v = id.x;
  if (v >= job.counts.x || !goesOn()) { return; }
  var ring = flag(RING, v);
  for (var k = mesh[job.neighbours.x + v]; ring == 0u && k < mesh[job.neighbours.x + v + 1u]; k++) {
    // What another lane gives its vertex in this step is a ring beyond.
    if (flag(RING, mesh[job.neighbours.y + k]) == now.turn + 1u) { ring = now.turn + 2u; }
  }
  setFlag(RING, v, ring);
  if (now.turn != ${RINGS - 1}u) { return; }
  let moved = vec4f(select(vec3f(0.0), place(v) - first(v), vec3<bool>(ring > 0u)), 0.0);
  moves[v] = moved;
  moves[job.counts.x + v] = moved;
}

// A vertex's move, halfway to its neighbours' mean.
fn smoothed(v: u32) -> vec3f {
  let moved = (now.turn % 2u) * job.counts.x;
  let own = moves[moved + v].xyz;
  let low = mesh[job.neighbours.x + v];
  let high = mesh[job.neighbours.x + v + 1u];
  if (low == high) { return own; }
  var sum = vec3f(0.0);
  for (var k = low; k < high; k++) { sum += moves[moved + mesh[job.neighbours.y + k]].xyz; }
  return ${1 - SHARE} * own + (${SHARE} / f32(high - low)) * sum;
}

@compute @workgroup_size(${LANES})
fn smooth_moves(@builtin(global_invocation_id) id: vec3u) {
  let v = id.x;
  if (v >= job.counts.x || !goesOn() || flag(RING, v) == 0u) { return; }
  moves[((now.turn + 1u) % 2u) * job.counts.x + v] = vec4f(smoothed(v), 0.0);
}

// The last smoothing, and whatever moved is pushed again; before the rounds, whatever is too near.
@compute @workgroup_size(${LANES})
fn finish(@builtin(global_invocation_id) id: vec3u) {
  let v = id.x;
  let isFirst = now.round < 0;
  if (v >= job.counts.x || (!isFirst && !goesOn())) { return; }
  let isRegion = flag(RING, v) > 0u;
  if (isRegion) { put(v, first(v) + smoothed(v)); }
  let isTouched = isFirst || isRegion || flag(PULLED, v) > 0u;
  if (isTouched && pushOut(v)) { count(now.round + 1, PUSHES); }
  let isStuck = flag(STUCK, v) > 0u;
  setFlag(TOUCHED, v, select(0u, 1u, isTouched || isStuck));
  if (isStuck && !isFirst) { atomicMin(&control[0], u32(now.round)); }
}
`;
