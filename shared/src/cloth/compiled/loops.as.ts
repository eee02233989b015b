// AssemblyScript (assemblyscript.org): compiled by `node .setup/compile-loops.mjs` into loops-wasm.ts. These are the loops of
// advance.ts, solve-stretch.ts, solve-bending.ts, body-contact.ts and face-contact.ts, sum for sum in the same order, so
// that their bits are the same; a test compares them. x and y go through one register of two doubles, z through another.
//
// Pointers are bytes from the memory's start. Vertices are given as bytes from the first one's place: 24 a vertex.

/** Share of its rest length that no edge is made shorter than. */
const SHORTEST: f64 = 0.6;
/** Metres: an edge without a direction. */
const SHORT: f64 = 1e-9;

export function advance(
  x: usize,
  previous: usize,
  bytes: usize,
  keep: f64,
  fall: f64,
  largestMove: f64,
): void {
  const largestSquared = largestMove * largestMove;
  // Minus zero is what leaves a zero its sign.
  const down = f64x2(-0.0, fall);
  for (let i: usize = 0; i < bytes; i += 24) {
    const pxy = v128.load(x + i);
    const pz = load<f64>(x + i, 16);
    let mxy = f64x2.mul(f64x2.sub(pxy, v128.load(previous + i)), f64x2.splat(keep));
    let mz = (pz - load<f64>(previous + i, 16)) * keep;
    const squares = f64x2.mul(mxy, mxy);
    const squared = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1) + mz * mz;
    if (squared > largestSquared) {
      const shrink = largestMove / sqrt<f64>(squared);
      mxy = f64x2.mul(mxy, f64x2.splat(shrink));
      mz *= shrink;
    }
    v128.store(previous + i, pxy);
    store<f64>(previous + i, pz, 16);
    v128.store(x + i, f64x2.add(f64x2.add(pxy, mxy), down));
    store<f64>(x + i, pz + mz, 16);
  }
}

/** Two edges at a time where they share no vertex, as nearly all do: one root and one division serve both. */
export function stretch(
  x: usize,
  edges: usize,
  restLengths: usize,
  factors: usize,
  firstShares: usize,
  count: i32,
  yielding: f64,
  forward: bool,
): void {
  const ofExcess = (1 + yielding) / 2;
  const ofItsSize = (1 - yielding) / 2;
  const isOdd = (count & 1) !== 0;
  if (isOdd && !forward) {
    stretchOne(x, edges, restLengths, factors, firstShares, count - 1, ofExcess, ofItsSize);
  }
  const pairs = count >> 1;
  const step = forward ? 2 : -2;
  let e = forward ? 0 : 2 * pairs - 2;
  for (let n = 0; n < pairs; n++, e += step) {
    const at = (<usize>e) << 3;
    const a = x + load<u32>(edges + at);
    const b = x + load<u32>(edges + at, 4);
    const c = x + load<u32>(edges + at, 8);
    const d = x + load<u32>(edges + at, 12);
    if (i32(a !== c) & i32(a !== d) & i32(b !== c) & i32(b !== d)) {
      const axy = v128.load(a);
      const bxy = v128.load(b);
      const cxy = v128.load(c);
      const dxy = v128.load(d);
      const firstZ = v128.load64_lane(c, v128.load64_zero(a, 16), 1, 16);
      const secondZ = v128.load64_lane(d, v128.load64_zero(b, 16), 1, 16);
      const abxy = f64x2.sub(bxy, axy);
      const cdxy = f64x2.sub(dxy, cxy);
      const z = f64x2.sub(secondZ, firstZ);
      const abSquares = f64x2.mul(abxy, abxy);
      const cdSquares = f64x2.mul(cdxy, cdxy);
      const xSquares = v128.shuffle<f64>(abSquares, cdSquares, 0, 2);
      const ySquares = v128.shuffle<f64>(abSquares, cdSquares, 1, 3);
      const lengths = f64x2.sqrt(f64x2.add(f64x2.add(xSquares, ySquares), f64x2.mul(z, z)));
      if (!v128.any_true(f64x2.lt(lengths, f64x2.splat(SHORT)))) {
        const rests = v128.load(restLengths + at);
        const excess = f64x2.sub(lengths, rests);
        const asked = f64x2.mul(
          v128.load(factors + at),
          f64x2.add(
            f64x2.mul(f64x2.splat(ofExcess), excess),
            f64x2.mul(f64x2.splat(ofItsSize), f64x2.abs(excess)),
          ),
        );
        const most = f64x2.sub(lengths, f64x2.mul(f64x2.splat(SHORTEST), rests));
        const corrections = f64x2.div(f64x2.pmin(asked, most), lengths);
        const s = f64x2.mul(corrections, v128.load(firstShares + at));
        const r = f64x2.sub(s, corrections);
        v128.store(a, f64x2.add(axy, f64x2.mul(v128.shuffle<f64>(s, s, 0, 0), abxy)));
        v128.store(b, f64x2.add(bxy, f64x2.mul(v128.shuffle<f64>(r, r, 0, 0), abxy)));
        v128.store(c, f64x2.add(cxy, f64x2.mul(v128.shuffle<f64>(s, s, 1, 1), cdxy)));
        v128.store(d, f64x2.add(dxy, f64x2.mul(v128.shuffle<f64>(r, r, 1, 1), cdxy)));
        const movedFirst = f64x2.add(firstZ, f64x2.mul(s, z));
        const movedSecond = f64x2.add(secondZ, f64x2.mul(r, z));
        v128.store64_lane(a, movedFirst, 0, 16);
        v128.store64_lane(c, movedFirst, 1, 16);
        v128.store64_lane(b, movedSecond, 0, 16);
        v128.store64_lane(d, movedSecond, 1, 16);
        continue;
      }
    }
    const first = forward ? e : e + 1;
    stretchOne(x, edges, restLengths, factors, firstShares, first, ofExcess, ofItsSize);
    stretchOne(x, edges, restLengths, factors, firstShares, first ^ 1, ofExcess, ofItsSize);
  }
  if (isOdd && forward) {
    stretchOne(x, edges, restLengths, factors, firstShares, count - 1, ofExcess, ofItsSize);
  }
}

function stretchOne(
  x: usize,
  edges: usize,
  restLengths: usize,
  factors: usize,
  firstShares: usize,
  e: i32,
  ofExcess: f64,
  ofItsSize: f64,
): void {
  const at = (<usize>e) << 3;
  const a = x + load<u32>(edges + at);
  const b = x + load<u32>(edges + at, 4);
  const axy = v128.load(a);
  const bxy = v128.load(b);
  const az = load<f64>(a, 16);
  const bz = load<f64>(b, 16);
  const dxy = f64x2.sub(bxy, axy);
  const dz = bz - az;
  const squares = f64x2.mul(dxy, dxy);
  const length = sqrt<f64>(
    f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1) + dz * dz,
  );
  if (length < SHORT) return;
  const rest = load<f64>(restLengths + at);
  const excess = length - rest;
  let asked = load<f64>(factors + at) * (ofExcess * excess + ofItsSize * abs<f64>(excess));
  const most = length - SHORTEST * rest;
  if (asked > most) asked = most;
  const correction = asked / length;
  const s = correction * load<f64>(firstShares + at);
  const r = s - correction;
  v128.store(a, f64x2.add(axy, f64x2.mul(f64x2.splat(s), dxy)));
  store<f64>(a, az + s * dz, 16);
  v128.store(b, f64x2.add(bxy, f64x2.mul(f64x2.splat(r), dxy)));
  store<f64>(b, bz + r * dz, 16);
}

/** @param steps Four weights a hinge, each times its vertex's inverse mass. */
export function bend(
  x: usize,
  hinges: usize,
  weights: usize,
  steps: usize,
  factors: usize,
  count: i32,
): void {
  for (let h = 0; h < count; h++) {
    const a = x + load<u32>(hinges);
    const b = x + load<u32>(hinges, 4);
    const c = x + load<u32>(hinges, 8);
    const d = x + load<u32>(hinges, 12);
    const ka = load<f64>(weights);
    const kb = load<f64>(weights, 8);
    const kc = load<f64>(weights, 16);
    const kd = load<f64>(weights, 24);
    const axy = v128.load(a);
    const bxy = v128.load(b);
    const cxy = v128.load(c);
    const dxy = v128.load(d);
    const az = load<f64>(a, 16);
    const bz = load<f64>(b, 16);
    const cz = load<f64>(c, 16);
    const dz = load<f64>(d, 16);
    const factor = -load<f64>(factors);
    let sum = f64x2.mul(f64x2.splat(ka), axy);
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(kb), bxy));
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(kc), cxy));
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(kd), dxy));
    const exy = f64x2.mul(sum, f64x2.splat(factor));
    const ez = (ka * az + kb * bz + kc * cz + kd * dz) * factor;
    move(a, axy, az, load<f64>(steps), exy, ez);
    move(b, bxy, bz, load<f64>(steps, 8), exy, ez);
    move(c, cxy, cz, load<f64>(steps, 16), exy, ez);
    move(d, dxy, dz, load<f64>(steps, 24), exy, ez);
    hinges += 16;
    weights += 32;
    steps += 32;
    factors += 8;
  }
}

function move(at: usize, xy: v128, z: f64, step: f64, exy: v128, ez: f64): void {
  v128.store(at, f64x2.add(xy, f64x2.mul(f64x2.splat(step), exy)));
  store<f64>(at, z + step * ez, 16);
}

// A field's record: its origin, cell and one over that, then the last place along each axis that is still in a cell;
// 8 doubles. Then the steps to the next row and the next slab, and where its values are; 3 integers. A gradient goes
// behind them, at 80.
const GRADIENT: usize = 80;

function smaller(a: f64, b: f64): f64 {
  return a < b ? a : b;
}

function clamped(at: f64, last: f64): f64 {
  return at < 0 ? 0 : at > last ? last : at;
}

function sampleDistance(field: usize, x: f64, y: f64, z: f64): f64 {
  const cell = load<f64>(field, 24);
  const scale = load<f64>(field, 32);
  const gx = (x - load<f64>(field)) * scale;
  const gy = (y - load<f64>(field, 8)) * scale;
  const gz = (z - load<f64>(field, 16)) * scale;
  const cx = clamped(gx, load<f64>(field, 40));
  const cy = clamped(gy, load<f64>(field, 48));
  const cz = clamped(gz, load<f64>(field, 56));
  const i = <i32>cx;
  const j = <i32>cy;
  const k = <i32>cz;
  const fx = cx - <f64>i;
  const fy = cy - <f64>j;
  const fz = cz - <f64>k;
  const row = load<i32>(field, 64);
  const slab = load<i32>(field, 68);
  const near = <usize>load<u32>(field, 72) + ((<usize>(i + row * j + slab * k)) << 2);
  const nextRow = near + ((<usize>row) << 2);
  const far = near + ((<usize>slab) << 2);
  const farRow = nextRow + ((<usize>slab) << 2);
  const d000 = <f64>load<f32>(near);
  const d100 = <f64>load<f32>(near, 4);
  const d010 = <f64>load<f32>(nextRow);
  const d110 = <f64>load<f32>(nextRow, 4);
  const d001 = <f64>load<f32>(far);
  const d101 = <f64>load<f32>(far, 4);
  const d011 = <f64>load<f32>(farRow);
  const d111 = <f64>load<f32>(farRow, 4);
  const x00 = d000 + fx * (d100 - d000);
  const x10 = d010 + fx * (d110 - d010);
  const x01 = d001 + fx * (d101 - d001);
  const x11 = d011 + fx * (d111 - d011);
  const y0 = x00 + fy * (x10 - x00);
  const y1 = x01 + fy * (x11 - x01);
  const s0 = d100 - d000 + fy * (d110 - d010 - d100 + d000);
  const s1 = d101 - d001 + fy * (d111 - d011 - d101 + d001);
  store<f64>(field, (s0 + fz * (s1 - s0)) * scale, GRADIENT);
  store<f64>(field, (x10 - x00 + fz * (x11 - x01 - x10 + x00)) * scale, GRADIENT + 8);
  store<f64>(field, (y1 - y0) * scale, GRADIENT + 16);
  const inside = y0 + fz * (y1 - y0);
  if (cx === gx && cy === gy && cz === gz) return inside;
  const ox = (gx - cx) * cell;
  const oy = (gy - cy) * cell;
  const oz = (gz - cz) * cell;
  return inside + sqrt<f64>(ox * ox + oy * oy + oz * oz);
}

const SAFE_SHARE: f64 = 0.75;

export function touch(
  x: usize,
  previous: usize,
  clearances: usize,
  count: i32,
  field: usize,
  thickness: f64,
  friction: f64,
  largestPush: f64,
): void {
  for (let v = 0; v < count; v++, x += 24, previous += 24, clearances += 8) {
    const xx = load<f64>(x);
    const xy = load<f64>(x, 8);
    const xz = load<f64>(x, 16);
    const mx = xx - load<f64>(previous);
    const my = xy - load<f64>(previous, 8);
    const mz = xz - load<f64>(previous, 16);
    const left = load<f64>(clearances) - sqrt<f64>(mx * mx + my * my + mz * mz);
    if (left > 0) {
      store<f64>(clearances, left);
      continue;
    }
    const depth = thickness - sampleDistance(field, xx, xy, xz);
    if (depth <= 0) {
      store<f64>(clearances, -depth * SAFE_SHARE);
      continue;
    }
    store<f64>(clearances, -1);
    let gx = load<f64>(field, GRADIENT);
    let gy = load<f64>(field, GRADIENT + 8);
    let gz = load<f64>(field, GRADIENT + 16);
    const slope = sqrt<f64>(gx * gx + gy * gy + gz * gz);
    if (slope < 1e-6) continue;
    gx /= slope;
    gy /= slope;
    gz /= slope;
    const push = smaller(depth, largestPush);
    const along = mx * gx + my * gy + mz * gz;
    const tx = mx - along * gx;
    const ty = my - along * gy;
    const tz = mz - along * gz;
    const slide = sqrt<f64>(tx * tx + ty * ty + tz * tz);
    const held = slide > 0 ? smaller(1, (friction * push) / slide) : 1;
    const px = xx + push * gx - held * tx;
    const py = xy + push * gy - held * ty;
    const pz = xz + push * gz - held * tz;
    store<f64>(x, px);
    store<f64>(x, py, 8);
    store<f64>(x, pz, 16);
    store<f64>(previous, px - (1 - held) * tx);
    store<f64>(previous, py - (1 - held) * ty, 8);
    store<f64>(previous, pz - (1 - held) * tz, 16);
  }
}

/** @param corners Three vertices a triangle, or two an edge. @param far Four doubles each, as in face-contact.ts. */
export function touchMiddles(
  x: usize,
  previous: usize,
  clearances: usize,
  corners: usize,
  each: i32,
  count: i32,
  far: usize,
  field: usize,
  thickness: f64,
  largestPush: f64,
): void {
  const share: f64 = each === 3 ? 1.0 / 3.0 : 1.0 / 2.0;
  const bytes = (<usize>each) << 2;
  for (let n = 0; n < count; n++, corners += bytes, far += 32) {
    const a = load<u32>(corners);
    const b = load<u32>(corners, 4);
    let mx = load<f64>(x + a) + load<f64>(x + b);
    let my = load<f64>(x + a, 8) + load<f64>(x + b, 8);
    let mz = load<f64>(x + a, 16) + load<f64>(x + b, 16);
    if (each === 3) {
      const c = x + load<u32>(corners, 8);
      mx += load<f64>(c);
      my += load<f64>(c, 8);
      mz += load<f64>(c, 16);
    }
    mx *= share;
    my *= share;
    mz *= share;
    const dx = mx - load<f64>(far);
    const dy = my - load<f64>(far, 8);
    const dz = mz - load<f64>(far, 16);
    if (dx * dx + dy * dy + dz * dz < load<f64>(far, 24)) continue;
    const depth = thickness - sampleDistance(field, mx, my, mz);
    if (depth <= 0) {
      store<f64>(far, mx);
      store<f64>(far, my, 8);
      store<f64>(far, mz, 16);
      store<f64>(far, SAFE_SHARE * depth * (SAFE_SHARE * depth), 24);
      continue;
    }
    store<f64>(far, -1, 24);
    const gx = load<f64>(field, GRADIENT);
    const gy = load<f64>(field, GRADIENT + 8);
    const gz = load<f64>(field, GRADIENT + 16);
    const slope = sqrt<f64>(gx * gx + gy * gy + gz * gz);
    if (slope < 1e-6) continue;
    const push = smaller(depth, largestPush);
    for (let k: usize = 0; k < bytes; k += 4) {
      const at = load<u32>(corners + k);
      moveAlong(x + at, previous + at, gx / slope, gy / slope, gz / slope, push);
      // 24 bytes a vertex there, 8 here.
      store<f64>(clearances + at / 3, -1);
    }
  }
}

function moveAlong(x: usize, previous: usize, nx: f64, ny: f64, nz: f64, push: f64): void {
  const xx = load<f64>(x);
  const xy = load<f64>(x, 8);
  const xz = load<f64>(x, 16);
  const px = load<f64>(previous);
  const py = load<f64>(previous, 8);
  const pz = load<f64>(previous, 16);
  const along = push + (xx - px) * nx + (xy - py) * ny + (xz - pz) * nz;
  store<f64>(x, xx + push * nx);
  store<f64>(x, xy + push * ny, 8);
  store<f64>(x, xz + push * nz, 16);
  store<f64>(previous, px + along * nx);
  store<f64>(previous, py + along * ny, 8);
  store<f64>(previous, pz + along * nz, 16);
}
