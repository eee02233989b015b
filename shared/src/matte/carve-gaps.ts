import { componentBoxes } from '../image/component-boxes.ts';
import { labelComponents } from '../image/components.ts';
import type { PixelBox } from '../image/edge-strength.ts';

/** What a carved gap's prior becomes: surely background. */
const BACKGROUND = 0.05;
/** A gap between legs: share of the photo's area, and height over width, at least. */
const LEG_GAP_AREA = 0.006;
const LEG_GAP_SHAPE = 2.5;
/** A gap between sleeve and body is slimmer and smaller, */
const ARM_GAP_AREA = 0.0008;
const ARM_GAP_SHAPE = 5;
/** lies this far from the garment's middle, shares of its width: further in are prints, further out its own edge, */
const ARM_GAP_NEAREST = 0.15;
const ARM_GAP_FARTHEST = 0.42;
/** and the network doubts it. White stripes of cloth on white it is sure of (0.97 and more; gaps 0.6 to 0.8). */
const ARM_GAP_BELIEF = 0.9;

interface Gap {
  readonly label: number;
  readonly area: number;
  /** Its own box; right and bottom included. */
  readonly box: PixelBox;
  /** Mean of the prior over it, 0..1. */
  readonly belief: number;
}

/**
 * Makes background of what has the background's very colour within what the network claims and has the
 * place and shape of a gap: between two legs, down to the hem, or between a sleeve and the body.
 *
 * @param prior 0..1 by pixel; changed in place.
 * @param same 1 on claimed pixels of the background's colour.
 * @param garment Box of what is claimed.
 * @param leastArmGap Share of the photo's area that a gap beside a sleeve has at least.
 */
export function carveGaps(
  prior: Float32Array,
  same: Uint8Array,
  width: number,
  height: number,
  garment: PixelBox,
  leastArmGap = ARM_GAP_AREA,
): void {
  const { labels, areas } = labelComponents(same, width, height);
  const gaps = measure(labels, areas, prior, width);
  const carved = new Uint8Array(areas.length);
  for (const gap of gaps) {
    if (
      isLegGap(gap, garment, width * height) ||
      isArmGap(gap, garment, leastArmGap * width * height)
    ) {
      carved[gap.label] = 1;
    }
  }
  for (let i = 0; i < prior.length; i++) if (carved[labels[i]!]) prior[i] = BACKGROUND;
}

function measure(
  labels: Int32Array,
  areas: ArrayLike<number>,
  prior: Float32Array,
  width: number,
): Gap[] {
  const beliefs = new Float64Array(areas.length);
  for (let i = 0; i < labels.length; i++) beliefs[labels[i]!]! += prior[i]!;
  return componentBoxes(labels, areas.length, width)
    .map((box, label) => ({
      label,
      area: areas[label]!,
      box,
      belief: beliefs[label]! / Math.max(1, areas[label]!),
    }))
    .slice(1);
}

/** From the garment's middle, a share of its width. */
function offMiddle({ box }: Gap, garment: PixelBox): number {
  const off = (box.left + box.right) / 2 - (garment.left + garment.right) / 2;
  return Math.abs(off) / Math.max(1, garment.right - garment.left);
}

function isLegGap(gap: Gap, garment: PixelBox, pixels: number): boolean {
  const { left, right, top, bottom } = gap.box;
  const tall = garment.bottom - garment.top;
  const high = bottom - top;
  return (
    gap.area > LEG_GAP_AREA * pixels &&
    high > LEG_GAP_SHAPE * (right - left + 1) &&
    high > 0.25 * tall &&
    bottom > garment.bottom - 0.12 * tall &&
    top > garment.top + 0.15 * tall &&
    offMiddle(gap, garment) < 0.15
  );
}

/** Its mean width tells its shape: it follows the sleeve's slant. */
function isArmGap(gap: Gap, garment: PixelBox, leastArea: number): boolean {
  const high = gap.box.bottom - gap.box.top + 1;
  const off = offMiddle(gap, garment);
  return (
    gap.area > leastArea &&
    high * high > ARM_GAP_SHAPE * gap.area &&
    gap.belief < ARM_GAP_BELIEF &&
    off > ARM_GAP_NEAREST &&
    off < ARM_GAP_FARTHEST
  );
}
