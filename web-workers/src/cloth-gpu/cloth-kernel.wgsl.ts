import { SHORTEST } from '@fitroom/shared/cloth/solve-stretch';
import { RECORD } from './pack-holding.ts';
import { RULES_KERNEL } from './rules-kernel.wgsl.ts';
import { SELF_CONTACT_KERNEL } from './self-contact-kernel.wgsl.ts';

/**
 * All substeps of a chunk of a phase, in one workgroup: what comes after each other in a substep is kept
 * apart by barriers, which cost a fraction of what passes of their own do. Constraints of one group
 * share no vertex, so nothing is written by two lanes at once.
 *
 * The order of a substep and each formula are those of shared/src/cloth (simulate.ts and the files it
 * calls); heights are measured from the packed origin, see pack-cloth.ts. Where the CPU remembers how far a vertex
 * is from contact, this asks the field each time: the answers are the same.
 *
 * Loops over colours and records are uniform: their bounds are in the uniform or in read-only storage.
 */
export const CLOTH_KERNEL = /* wgsl */ `
override LANES: u32 = 256;

struct Run {
  // vertices, substeps, anchors, rules
  counts: vec4u,
  // of edges, hinges, triangles; substeps between face contacts (0: none)
  groups: vec4u,
  // calls of the sides' rule so far; 1: every other pass over the edges goes backwards
  order: vec4u,
  // share of the velocity kept, fall, longest move, yielding
  motion: vec4f,
  // thickness, friction, longest push, gap of the cloth to itself
  contact: vec4f,
  // origin and cell
  grid: vec4f,
  // cells; groups of contacts with itself
  size: vec4u,
}

@group(0) @binding(0) var<uniform> run: Run;
// Where each vertex is, and its inverse mass; then where it was, and whether its side is watched.
@group(0) @binding(1) var<storage, read_write> state: array<vec4f>;
// Two vertices, flat length, share of the first vertex.
@group(0) @binding(2) var<storage, read> edges: array<vec4u>;
// Four vertices; four weights.
@group(0) @binding(3) var<storage, read> hinges: array<vec4u>;
// Of the edges, then of the hinges.
@group(0) @binding(4) var<storage, read> factors: array<f32>;
// Starts of the groups of edges, hinges and triangles; then the triangles.
@group(0) @binding(5) var<storage, read> mesh: array<u32>;
// Records of anchors and rules; then what they refer to.
@group(0) @binding(6) var<storage, read> held: array<u32>;
@group(0) @binding(7) var<storage, read> field: array<f32>;
// Starts of the groups of contacts with itself; then these.
@group(0) @binding(8) var<storage, read> contacts: array<u32>;

const SHORTEST = ${SHORTEST};
const RECORD = ${RECORD}u;

var<workgroup> sums: array<vec3f, LANES>;

fn number(at: u32) -> f32 { return bitcast<f32>(held[at]); }

// Gradient, then the distance.
fn sampled(at: vec3f) -> vec4f {
  let g = (at - run.grid.xyz) / run.grid.w;
  let c = clamp(g, vec3f(0.0), vec3f(run.size.xyz) - 1.001);
  let i = vec3u(c);
  let f = c - vec3f(i);
  let row = run.size.x;
  let slab = run.size.x * run.size.y;
  let n = i.x + row * i.y + slab * i.z;
  let d000 = field[n];
  let d100 = field[n + 1u];
  let d010 = field[n + row];
  let d110 = field[n + row + 1u];
  let d001 = field[n + slab];
  let d101 = field[n + slab + 1u];
  let d011 = field[n + slab + row];
  let d111 = field[n + slab + row + 1u];
  let x00 = d000 + f.x * (d100 - d000);
  let x10 = d010 + f.x * (d110 - d010);
  let x01 = d001 + f.x * (d101 - d001);
  let x11 = d011 + f.x * (d111 - d011);
  let y0 = x00 + f.y * (x10 - x00);
  let y1 = x01 + f.y * (x11 - x01);
  let s0 = d100 - d000 + f.y * (d110 - d010 - d100 + d000);
  let s1 = d101 - d001 + f.y * (d111 - d011 - d101 + d001);
  let gradient = vec3f(s0 + f.z * (s1 - s0), x10 - x00 + f.z * (x11 - x01 - x10 + x00), y1 - y0);
  let beyond = (g - c) * run.grid.w;
  return vec4f(gradient / run.grid.w, y0 + f.z * (y1 - y0) + length(beyond));
}

fn advance(v: u32) {
  let n = run.counts.x;
  let here = state[v];
  var moved = (here.xyz - state[n + v].xyz) * run.motion.x;
  let squared = dot(moved, moved);
  if (squared > run.motion.z * run.motion.z) { moved *= run.motion.z / sqrt(squared); }
  state[n + v] = vec4f(here.xyz, state[n + v].w);
  state[v] = vec4f(here.xyz + moved + vec3f(0.0, run.motion.y, 0.0), here.w);
}

fn bend(h: u32, factor: f32) {
  let v = hinges[2u * h];
  let k = bitcast<vec4f>(hinges[2u * h + 1u]);
  let a = state[v.x];
  let b = state[v.y];
  let c = state[v.z];
  let d = state[v.w];
  // The weights' sum is 0: differences keep what single precision would lose.
  let e = -factor * (k.y * (b.xyz - a.xyz) + k.z * (c.xyz - a.xyz) + k.w * (d.xyz - a.xyz));
  state[v.x] = vec4f(a.xyz + k.x * a.w * e, a.w);
  state[v.y] = vec4f(b.xyz + k.y * b.w * e, b.w);
  state[v.z] = vec4f(c.xyz + k.z * c.w * e, c.w);
  state[v.w] = vec4f(d.xyz + k.w * d.w * e, d.w);
}

fn stretch(e: u32) {
  let edge = edges[e];
  let a = state[edge.x];
  let b = state[edge.y];
  let way = b.xyz - a.xyz;
  let long = length(way);
  if (long < 1e-9) { return; }
  let rest = bitcast<f32>(edge.z);
  let excess = long - rest;
  let asked = factors[e] * excess;
  let correction = select(asked, min(run.motion.w * asked, long - SHORTEST * rest), excess < 0.0) / long;
  let s = correction * bitcast<f32>(edge.w);
  state[edge.x] = vec4f(a.xyz + s * way, a.w);
  state[edge.y] = vec4f(b.xyz + (s - correction) * way, b.w);
}

fn pull(record: u32, lane: u32) {
  let count = held[record];
  let vertices = held[record + 1u];
  let targets = held[record + 2u];
  let slack = number(record + 3u);
  let each = vec3f(number(record + 4u), number(record + 5u), number(record + 6u));
  let together = vec3f(number(record + 7u), number(record + 8u), number(record + 9u));
  var lack = vec3f(0.0);
  for (var n = lane; n < count; n += LANES) {
    let t = targets + 3u * n;
    lack += vec3f(number(t), number(t + 1u), number(t + 2u)) - state[held[vertices + n]].xyz;
  }
  sums[lane] = lack;
  workgroupBarrier();
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    if (lane < half) { sums[lane] += sums[lane + half]; }
    workgroupBarrier();
  }
  let shift = together * sums[0] / f32(max(count, 1u));
  for (var n = lane; n < count; n += LANES) {
    let t = targets + 3u * n;
    let v = held[vertices + n];
    let here = state[v];
    let off = vec3f(number(t), number(t + 1u), number(t + 2u)) - here.xyz;
    let beyond = sign(off) * max(abs(off) - slack, vec3f(0.0));
    state[v] = vec4f(here.xyz + shift + each * beyond, here.w);
  }
}

// Friction takes back what it holds of a slide. No bounce: what is left of the motion is what is left of that.
fn rub(v: u32, pushed: vec3f, slip: vec3f, most: f32) {
  let was = run.counts.x + v;
  let slide = length(slip);
  var held = 1.0;
  if (slide > 0.0) { held = min(1.0, most / slide); }
  let place = pushed - held * slip;
  state[v] = vec4f(place, state[v].w);
  state[was] = vec4f(place - (1.0 - held) * slip, state[was].w);
}

${RULES_KERNEL}
${SELF_CONTACT_KERNEL}
// Pushed out and stopped along the normal.
fn pushAlong(v: u32, normal: vec3f, push: f32) {
  let was = run.counts.x + v;
  let along = push + dot(state[v].xyz - state[was].xyz, normal);
  state[v] = vec4f(state[v].xyz + push * normal, state[v].w);
  state[was] = vec4f(state[was].xyz + along * normal, state[was].w);
}

// Normal, and how far to push; 0 where nothing is to be done.
fn pushAt(middle: vec3f) -> vec4f {
  let found = sampled(middle);
  let depth = run.contact.x - found.w;
  let slope = length(found.xyz);
  if (depth <= 0.0 || slope < 1e-6) { return vec4f(0.0); }
  return vec4f(found.xyz / slope, min(depth, run.contact.z));
}

fn pushTriangle(first: u32) {
  let a = mesh[first];
  let b = mesh[first + 1u];
  let c = mesh[first + 2u];
  let push = pushAt((state[a].xyz + state[b].xyz + state[c].xyz) / 3.0);
  if (push.w == 0.0) { return; }
  pushAlong(a, push.xyz, push.w);
  pushAlong(b, push.xyz, push.w);
  pushAlong(c, push.xyz, push.w);
}

fn pushEdge(e: u32) {
  let edge = edges[e];
  let push = pushAt((state[edge.x].xyz + state[edge.y].xyz) / 2.0);
  if (push.w == 0.0) { return; }
  pushAlong(edge.x, push.xyz, push.w);
  pushAlong(edge.y, push.xyz, push.w);
}

fn touch(v: u32) {
  let here = state[v];
  let found = pushAt(here.xyz);
  if (found.w == 0.0) { return; }
  let normal = found.xyz;
  let push = found.w;
  let moved = here.xyz - state[run.counts.x + v].xyz;
  let slip = moved - dot(moved, normal) * normal;
  rub(v, here.xyz + push * normal, slip, run.contact.y * push);
}

@compute @workgroup_size(LANES)
fn simulate(@builtin(local_invocation_index) lane: u32) {
  let vertices = run.counts.x;
  let hingeGroups = run.groups.x + 1u;
  let triangleGroups = hingeGroups + run.groups.y + 1u;
  let triangles = triangleGroups + run.groups.z + 1u;
  let edgeCount = mesh[run.groups.x];
  for (var step = 0u; step < run.counts.y; step++) {
    for (var v = lane; v < vertices; v += LANES) { advance(v); }
    storageBarrier();
    for (var a = 0u; a < run.counts.z; a++) {
      pull(RECORD * a, lane);
      storageBarrier();
      workgroupBarrier();
    }
    for (var g = 0u; g < run.groups.y; g++) {
      let end = mesh[hingeGroups + g + 1u];
      for (var h = mesh[hingeGroups + g] + lane; h < end; h += LANES) { bend(h, factors[edgeCount + h]); }
      storageBarrier();
    }
    let backwards = run.order.y == 1u && step % 2u == 1u;
    for (var g = 0u; g < run.groups.x; g++) {
      let group = select(g, run.groups.x - 1u - g, backwards);
      let end = mesh[group + 1u];
      for (var e = mesh[group] + lane; e < end; e += LANES) { stretch(e); }
      storageBarrier();
    }
    for (var r = 0u; r < run.counts.w; r++) {
      let record = RECORD * (run.counts.z + r);
      let count = held[record + 1u];
      for (var n = lane; n < count; n += LANES) { keep(record, n, step); }
      storageBarrier();
    }
    for (var g = 0u; g < run.size.w; g++) {
      let end = contacts[g + 1u];
      for (var c = contacts[g] + lane; c < end; c += LANES) { meet(run.size.w + 1u + CONTACT * c); }
      storageBarrier();
    }
    if (run.groups.w > 0u && step % run.groups.w == 0u) {
      for (var g = 0u; g < run.groups.z; g++) {
        let end = mesh[triangleGroups + g + 1u];
        for (var t = mesh[triangleGroups + g] + lane; t < end; t += LANES) { pushTriangle(triangles + 3u * t); }
        storageBarrier();
      }
      for (var g = 0u; g < run.groups.x; g++) {
        let end = mesh[g + 1u];
        for (var e = mesh[g] + lane; e < end; e += LANES) { pushEdge(e); }
        storageBarrier();
      }
    }
    for (var v = lane; v < vertices; v += LANES) { touch(v); }
    storageBarrier();
  }
}
`;
