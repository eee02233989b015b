/** Pixels within this share of the width from a seam's line touch it; the matte's rim lies between. */
const TOUCH_SHARE = 0.014;
const LEAST_TOUCH = 5;
/** A group that touches two seams on at least this many pixels each goes round the body. */
const SECOND_TOUCH = 4;
/** Or one seam over this share of its own length, if it is long: a side stripe, a side panel. */
const ALONG = 0.75;
const LONG_SHARE = 0.15;

/**
 * Tells which groups of pixels go on round the body: bands, sleeves and panels of another colour
 * reach the seams where front and back meet; prints, pockets, plackets and collars do not.
 *
 * @param seams as seamMap draws them.
 * @param nearestSeam number of the nearest seam pixel of every pixel, -1 without any.
 * @param labels group of each pixel, 0 for none.
 * @returns 1 for each group that is the back's too.
 */
export function groupsThatGoRound(
  seams: Uint8Array,
  nearestSeam: Int32Array,
  width: number,
  labels: Int32Array,
  count: number,
): Uint8Array {
  const reach = Math.max(LEAST_TOUCH, TOUCH_SHARE * width) ** 2;
  const boxes = Array.from({ length: count }, () => ({
    left: width,
    right: -1,
    top: -1,
    bottom: -1,
  }));
  // Seam pixels that a group lies at, by seam.
  const touched = Array.from({ length: count }, () => new Map<number, Set<number>>());
  for (let i = 0; i < labels.length; i += 1) {
    const label = labels[i]!;
    if (label === 0) continue;
    const x = i % width;
    const y = (i / width) | 0;
    const box = boxes[label]!;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    if (box.top < 0) box.top = y;
    box.bottom = y;
    const seam = nearestSeam[i]!;
    if (seam < 0) continue;
    const dx = (seam % width) - x;
    const dy = ((seam / width) | 0) - y;
    if (dx * dx + dy * dy > reach) continue;
    const bySeam = touched[label]!;
    const pixels = bySeam.get(seams[seam]!) ?? new Set();
    pixels.add(seam);
    bySeam.set(seams[seam]!, pixels);
  }
  return Uint8Array.from(touched, (bySeam, label) => {
    const lengths = Array.from(bySeam.values(), (pixels) => pixels.size).sort((a, b) => b - a);
    if (lengths.length === 0) return 0;
    const { left, right, top, bottom } = boxes[label]!;
    const length = Math.max(right - left, bottom - top) + 1;
    const bothSides = (lengths[1] ?? 0) >= SECOND_TOUCH;
    const along = length >= LONG_SHARE * width && lengths[0]! >= ALONG * length;
    return bothSides || along ? 1 : 0;
  });
}
