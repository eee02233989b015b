import { TOUCHING } from '@fitroom/shared/fitting/push-to-skin';
import { COUNT_BITS } from '@fitroom/shared/mesh/triangle-tree';
import {
  BOXES_AT,
  CHILDREN_AT,
  CORNERS_AT,
  DEEPEST_TREE,
  FIXED_PER_METRE,
  INSIDE_WORDS,
  INSIDES,
  INSIDES_AT,
  NORMALS_AT,
  ROOT,
} from './pack-solid.ts';

/**
 * Closest points and sides of a solid, as shared/src/mesh answers them: the same tree, the same Voronoi regions,
 * the same columns.
 *
 * - Single precision: whatever is small is measured from the point that asks, so a way to the skin is right to a few
 *   nanometres wherever it lies. Ties between triangles go to the one met first.
 * - Which side of an edge a column passes is decided in whole numbers of 2^-24 m, with products of 64 bits: a sign taken
 *   in single precision would count crossings twice or not at all near edges, and compilers may reorder what would make it exact.
 *
 * It reads `solid`, a buffer of pack-solid.ts.
 */
export const SOLID_QUERIES = /* wgsl */ `
const FIXED = ${FIXED_PER_METRE}.0;
const NONE = -1;
const ANY_DISTANCE = 1e15;

struct Hit {
  // From the point to the closest one.
  way: vec3f,
  squared: f32,
  // In the tree's leaves; NONE where nothing is near enough.
  place: i32,
  weights: vec3f,
}

fn real(at: u32) -> f32 { return bitcast<f32>(solid[at]); }
fn real3(at: u32) -> vec3f { return vec3f(real(at), real(at + 1u), real(at + 2u)); }

fn share(part: f32, whole: f32) -> f32 {
  if (whole == 0.0) { return 0.0; }
  return clamp(part / whole, 0.0, 1.0);
}

// Ericson 2005, section 5.1.5; see closest-point-to-triangle.ts.
fn closestOnTriangle(p: vec3f, corner: u32, place: i32) -> Hit {
  let ap = p - real3(corner);
  let ab = real3(corner + 3u) - real3(corner);
  let ac = real3(corner + 6u) - real3(corner);
  let d1 = dot(ab, ap);
  let d2 = dot(ac, ap);
  var v = 0.0;
  var w = 0.0;
  if (d1 > 0.0 || d2 > 0.0) {
    let bp = ap - ab;
    let cp = ap - ac;
    let d3 = dot(ab, bp);
    let d4 = dot(ac, bp);
    let d5 = dot(ab, cp);
    let d6 = dot(ac, cp);
    let vc = d1 * d4 - d3 * d2;
    let vb = d5 * d2 - d1 * d6;
    let va = d3 * d6 - d5 * d4;
    if (d3 >= 0.0 && d4 <= d3) {
      v = 1.0;
    } else if (d6 >= 0.0 && d5 <= d6) {
      w = 1.0;
    } else if (vc <= 0.0 && d1 >= 0.0 && d3 <= 0.0) {
      v = share(d1, d1 - d3);
    } else if (vb <= 0.0 && d2 >= 0.0 && d6 <= 0.0) {
      w = share(d2, d2 - d6);
    } else if (va <= 0.0 && d4 - d3 >= 0.0 && d5 - d6 >= 0.0) {
      w = share(d4 - d3, d4 - d3 + (d5 - d6));
      v = 1.0 - w;
    } else {
      v = share(vb, va + vb + vc);
      w = share(vc, va + vb + vc);
    }
  }
  let way = ab * v + ac * w - ap;
  return Hit(way, dot(way, way), place, vec3f(1.0 - v - w, v, w));
}

fn toBox(p: vec3f, box: u32) -> f32 {
  let d = max(abs(p - real3(box)) - real3(box + 3u), vec3f(0.0));
  return dot(d, d);
}

// Boxes farther than this hold nothing nearer than what was found, whatever rounding does.
fn boundOf(squared: f32) -> f32 { return squared * 1.0001 + 1e-10; }

fn closest(p: vec3f, limit: f32) -> Hit {
  var waiting: array<i32, ${DEEPEST_TREE}>;
  var waitingAt: array<f32, ${DEEPEST_TREE}>;
  var best = Hit(vec3f(0.0), limit * limit, NONE, vec3f(0.0));
  var top = 0;
  var node = bitcast<i32>(solid[${ROOT}u]);
  loop {
    if (node >= 0) {
      let box = solid[${BOXES_AT}u] + 12u * u32(node);
      let child = solid[${CHILDREN_AT}u] + 2u * u32(node);
      let first = toBox(p, box);
      let second = toBox(p, box + 6u);
      let isFirst = first <= second;
      let near = select(second, first, isFirst);
      let far = select(first, second, isFirst);
      let bound = boundOf(best.squared);
      if (near <= bound) {
        if (far <= bound) {
          waiting[top] = bitcast<i32>(select(solid[child], solid[child + 1u], isFirst));
          waitingAt[top] = far;
          top++;
        }
        node = bitcast<i32>(select(solid[child + 1u], solid[child], isFirst));
        continue;
      }
    } else {
      let code = u32(-1 - node);
      let start = code >> ${COUNT_BITS}u;
      let end = start + (code & ${2 ** COUNT_BITS - 1}u);
      for (var place = start; place < end; place++) {
        let found = closestOnTriangle(p, solid[${CORNERS_AT}u] + 9u * place, i32(place));
        if (found.squared < best.squared) { best = found; }
      }
    }
    loop {
      top--;
      if (top < 0 || waitingAt[top] <= boundOf(best.squared)) { break; }
    }
    if (top < 0) { break; }
    node = waiting[top];
  }
  return best;
}

// Towards the outside at a hit; see push-to-skin.ts.
fn outward(hit: Hit, isInside: bool) -> vec3f {
  let d = sqrt(hit.squared);
  if (d > ${TOUCHING}) { return hit.way * select(-1.0 / d, 1.0 / d, isInside); }
  let n = solid[${NORMALS_AT}u] + 9u * u32(hit.place);
  let sum = hit.weights.x * real3(n) + hit.weights.y * real3(n + 3u) + hit.weights.z * real3(n + 6u);
  let size = length(sum);
  return sum / select(1.0, size, size > 0.0);
}

// 64 bits, low word first; operands below 2^30 in size.
fn product(a: i32, b: i32) -> vec2u {
  let x = u32(abs(a));
  let y = u32(abs(b));
  let low = (x & 0xffffu) * (y & 0xffffu);
  let middle = (x & 0xffffu) * (y >> 16u) + (x >> 16u) * (y & 0xffffu) + (low >> 16u);
  let words = vec2u((middle << 16u) | (low & 0xffffu), (x >> 16u) * (y >> 16u) + (middle >> 16u));
  if ((a < 0) != (b < 0)) { return negated(words); }
  return words;
}

fn negated(words: vec2u) -> vec2u {
  return vec2u(~words.x + 1u, ~words.y + select(0u, 1u, words.x == 0u));
}

struct Cross { size: f32, isLeft: bool }

// Size of p x q and whether it is positive, a zero decided for an origin moved by (e, e * e).
fn cross2(p: vec2i, q: vec2i) -> Cross {
  let plus = product(p.x, q.y);
  let minus = product(p.y, q.x);
  let words = vec2u(plus.x - minus.x, plus.y - minus.y - select(0u, 1u, plus.x < minus.x));
  if (words.x == 0u && words.y == 0u) {
    let d = p - q;
    return Cross(0.0, select(-d.x > 0, d.y > 0, d.y != 0));
  }
  let isLeft = (words.y >> 31u) == 0u;
  let positive = select(negated(words), words, vec2<bool>(isLeft));
  return Cross(f32(positive.y) * 4294967296.0 + f32(positive.x), isLeft);
}

fn whole2(at: u32) -> vec2i { return vec2i(bitcast<i32>(solid[at]), bitcast<i32>(solid[at + 1u])); }

// +1 where the upward ray leaves through the triangle, -1 where it enters, 0 where it misses.
fn crossingAbove(triangle: u32, column: vec2i, height: f32) -> i32 {
  let a = whole2(triangle) - column;
  let b = whole2(triangle + 2u) - column;
  let c = whole2(triangle + 4u) - column;
  let ab = cross2(a, b);
  let bc = cross2(b, c);
  if (ab.isLeft != bc.isLeft) { return 0; }
  let ca = cross2(c, a);
  if (ab.isLeft != ca.isLeft || ab.size + bc.size + ca.size == 0.0) { return 0; }
  let z = real3(triangle + 6u) - height;
  if (bc.size * z.x + ca.size * z.y + ab.size * z.z <= 0.0) { return 0; }
  return select(-1, 1, ab.isLeft);
}

fn winding(record: u32, p: vec3f) -> i32 {
  let low = vec2f(real(record), real(record + 1u));
  let size = vec2i(bitcast<i32>(solid[record + 3u]), bitcast<i32>(solid[record + 4u]));
  let at = floor((p.xy - low) / real(record + 2u));
  if (!(all(at >= vec2f(0.0)) && all(at < vec2f(size)))) { return 0; }
  let cell = u32(at.y) * u32(size.x) + u32(at.x);
  if (!(p.z >= real(solid[record + 7u] + cell) && p.z < real(solid[record + 8u] + cell))) { return 0; }
  let column = vec2i(round(p.xy * FIXED));
  let end = solid[solid[record + 5u] + cell + 1u];
  var sum = 0;
  for (var k = solid[solid[record + 5u] + cell]; k < end; k++) {
    let triangle = solid[record + 9u] + 9u * solid[solid[record + 6u] + k];
    sum += crossingAbove(triangle, column, p.z);
  }
  return sum;
}

fn isInside(p: vec3f) -> bool {
  for (var n = 0u; n < solid[${INSIDES}u]; n++) {
    if (winding(${INSIDES_AT}u + ${INSIDE_WORDS}u * n, p) > 0) { return true; }
  }
  return false;
}
`;
