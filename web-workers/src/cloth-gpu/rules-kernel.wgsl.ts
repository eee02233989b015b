import { FADE, ON_OTHER_SIDE, PROBE } from '@fitroom/shared/cloth/keep-rules';
import { NOTHING_THERE } from './pack-holding.ts';

/** Substeps between rounds over all vertices that keep their sides: at 1.5 m/s and 1/900 s 16 mm are travelled. */
const ROUND = 10;
/** Metres from the middle within which such a vertex is watched in between. */
const WATCHED = 0.02;

/** The kernel's part of shared/src/cloth/keep-rules.ts: what `keep` does with a record of a rule. */
export const RULES_KERNEL = /* wgsl */ `
const ROUND = ${ROUND}u;
const WATCHED = ${WATCHED};
const FADE = ${FADE};
const ON_OTHER_SIDE = ${ON_OTHER_SIDE};
const NOTHING_THERE = f32(${NOTHING_THERE});
const PROBE = ${PROBE};

struct Depths { origin: vec2f, cell: f32, size: vec2u, middles: u32, tops: u32 }

fn depths(at: u32) -> Depths {
  return Depths(
    vec2f(number(at), number(at + 1u)), number(at + 2u),
    vec2u(held[at + 3u], held[at + 4u]), held[at + 5u], held[at + 6u],
  );
}

fn middleAt(map: Depths, at: vec2f) -> f32 {
  let g = clamp((at - map.origin) / map.cell, vec2f(0.0), vec2f(map.size) - 1.001);
  let i = vec2u(g);
  let f = g - vec2f(i);
  let n = map.middles + i.x + map.size.x * i.y;
  let near = number(n) + f.x * (number(n + 1u) - number(n));
  let m = n + map.size.x;
  let far = number(m) + f.x * (number(m + 1u) - number(m));
  return near + f.y * (far - near);
}

fn slopeAt(map: Depths, at: vec2f, step: vec2f) -> f32 {
  return (middleAt(map, at + step) - middleAt(map, at - step)) / (2.0 * PROBE);
}

fn topAt(map: Depths, x: f32) -> f32 {
  let last = f32(map.size.x) - 1.0;
  let at = clamp((x - map.origin.x) / map.cell, 0.0, last);
  let low = floor(at);
  let a = number(map.tops + u32(low));
  let b = number(map.tops + u32(min(low + 1.0, last)));
  if (max(a, b) >= NOTHING_THERE) { return select(b, a, at - low < 0.5); }
  return a + (at - low) * (b - a);
}

// Kinds are numbered in pack-holding.ts.
fn keep(record: u32, n: u32, step: u32) {
  let v = held[held[record + 2u] + n];
  let here = state[v];
  switch held[record] {
    case 0u: {
      let map = depths(held[record + 4u]);
      let side = number(held[record + 3u] + n);
      let was = run.counts.x + v;
      if ((run.order.x + step) % ROUND == 0u) {
        let away = side * (here.z - middleAt(map, here.xy));
        let watched = here.y < topAt(map, here.x) && away < WATCHED;
        state[was].w = select(0.0, 1.0, watched);
      }
      if (state[was].w == 0.0) { return; }
      let over = side * (here.z - middleAt(map, here.xy));
      if (over >= 0.0) { return; }
      let below = topAt(map, here.x) - here.y;
      if (below <= 0.0) { return; }
      let past = over + select(0.0, FADE * FADE / below - FADE, below < FADE);
      if (past >= 0.0) { return; }
      let away = vec3f(-slopeAt(map, here.xy, vec2f(PROBE, 0.0)), -slopeAt(map, here.xy, vec2f(0.0, PROBE)), 1.0);
      let steep = dot(away, away);
      let place = here.xyz - (side * past / steep) * away;
      let speed = dot(place - state[was].xyz, away) / steep;
      let slip = place - state[was].xyz - speed * away;
      rub(v, place, slip, ON_OTHER_SIDE * run.contact.y * abs(past) / sqrt(steep));
    }
    case 1u: {
      let found = sampled(here.xyz);
      let off = found.w - number(record + 3u);
      let slope = length(found.xyz);
      if (off <= 0.0 || slope < 1e-6) { return; }
      state[v] = vec4f(here.xyz - (number(record + 4u) * off / slope) * found.xyz, here.w);
    }
    case 2u: {
      let map = depths(held[record + 4u]);
      let onNeck = abs(here.x) < number(record + 5u);
      let surface = select(topAt(map, here.x), number(record + 6u), onNeck);
      let off = here.y - surface - number(record + 7u) - number(record + 8u);
      if (off > 0.0) { state[v].y = here.y - number(held[record + 3u] + n) * off; }
    }
    default: {
      let side = number(held[record + 3u] + n);
      let lack = number(held[record + 4u] + n) - side * here.x;
      if (lack <= 0.0) { return; }
      let push = number(record + 5u) * lack;
      let place = vec3f(here.x + side * push, here.yz);
      state[v] = vec4f(place, here.w);
      if (number(record + 6u) == 0.0) { return; }
      let slip = vec3f(0.0, here.yz - state[run.counts.x + v].yz);
      rub(v, place, slip, run.contact.y * push);
    }
  }
}
`;
