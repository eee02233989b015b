/**
 * Coulomb's friction on a vertex that was put onto what it lies on: takes back what friction holds of its slide along
 * that, and stops it. There is no bounce: what is left of its motion is what is left of the slide.
 *
 * @param x Places, xyz triples, metres. @param previous Those of the substep before. Both are changed.
 * @param i Where its triple begins. @param tx With `ty` and `tz` its slide in this substep, metres.
 * @param most Metres that are held: friction times the push that put it there.
 */
export function rub(
  x: Float64Array,
  previous: Float64Array,
  i: number,
  tx: number,
  ty: number,
  tz: number,
  most: number,
): void {
  const slide = Math.sqrt(tx * tx + ty * ty + tz * tz);
  const held = slide > 0 ? Math.min(1, most / slide) : 1;
  const px = x[i]! - held * tx;
  const py = x[i + 1]! - held * ty;
  const pz = x[i + 2]! - held * tz;
  x[i] = px;
  x[i + 1] = py;
  x[i + 2] = pz;
  previous[i] = px - (1 - held) * tx;
  previous[i + 1] = py - (1 - held) * ty;
  previous[i + 2] = pz - (1 - held) * tz;
}
