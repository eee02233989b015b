import { CONTACT } from './pack-contacts.ts';

/** The kernel's part of shared/src/cloth/solve-self-contacts.ts: what `meet` does with a contact of the cloth with itself. */
export const SELF_CONTACT_KERNEL = /* wgsl */ `
const CONTACT = ${CONTACT}u;

fn movedBy(v: u32) -> vec3f { return state[v].xyz - state[run.counts.x + v].xyz; }

// Places, then what is left of the motion.
fn shift(v: u32, share: f32, place: vec3f, past: vec3f) {
  let was = run.counts.x + v;
  state[v] = vec4f(state[v].xyz + share * place, state[v].w);
  state[was] = vec4f(state[was].xyz + share * past, state[was].w);
}

fn meet(at: u32) {
  let v = contacts[at];
  let a = contacts[at + 1u];
  let b = contacts[at + 2u];
  let c = contacts[at + 3u];
  let corner = state[a].xyz;
  let u = state[b].xyz - corner;
  let s = state[c].xyz - corner;
  let area = cross(u, s);
  let squared = dot(area, area);
  if (squared < 1e-20) { return; }
  let normal = bitcast<f32>(contacts[at + 4u]) / sqrt(squared) * area;
  let r = state[v].xyz - corner;
  let depth = run.contact.w - dot(normal, r);
  if (depth <= 0.0) { return; }
  let uu = dot(u, u);
  let us = dot(u, s);
  let ss = dot(s, s);
  let ru = dot(r, u);
  let rs = dot(r, s);
  let foot = vec2f(ss * ru - us * rs, uu * rs - us * ru) / squared;
  let first = 1.0 - foot.x - foot.y;
  if (first < 0.0 || foot.x < 0.0 || foot.y < 0.0) { return; }
  let wa = state[a].w * first;
  let wb = state[b].w * foot.x;
  let wc = state[c].w * foot.y;
  let inverse = 1.0 / (state[v].w + wa * first + wb * foot.x + wc * foot.y);
  let moved = movedBy(v) - first * movedBy(a) - foot.x * movedBy(b) - foot.y * movedBy(c);
  let along = dot(moved, normal);
  let slip = moved - along * normal;
  let slide = length(slip);
  var held = 0.0;
  if (slide > 0.0) { held = min(1.0, run.contact.y * depth / slide); }
  let place = inverse * (depth * normal - held * slip);
  let past = inverse * (depth + along) * normal;
  shift(v, state[v].w, place, past);
  shift(a, -wa, place, past);
  shift(b, -wb, place, past);
  shift(c, -wc, place, past);
}
`;
