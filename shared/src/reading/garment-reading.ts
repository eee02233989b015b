import type { Category, Upper } from '../garment/vocabulary.ts';
import type { GrayImage } from '../image/image.ts';
import type { Notice } from './notices.ts';

/** Left and right are the wearer's: on a front photo the wearer's left is on the image's right. */
export type Side = 'left' | 'right' | 'centre';

/**
 * What a run of the outline is on the garment.
 *
 * Upper garments, clockwise on screen: neck (centre; from the right neck point to the left one),
 * shoulder left (neck point to cuff or armhole top; the over-arm included), cuff or armhole left,
 * underarm left (cuff to armpit; absent when sleeveless), side left (armpit to hem corner), hem,
 * side right, underarm right, cuff or armhole right, shoulder right.
 * Strapless: `top` (centre) stands for neck and shoulders; no armhole.
 * One-shoulder: the bare side has `top`-like edge merged into `neck`; one armhole or cuff only.
 * Skirts: waist, side left, hem, side right. Trousers and shorts: waist, outseam left, leg left,
 * inseam left (leg opening to crotch), inseam right, leg right, outseam right.
 * Jumpsuits and bodysuits: as uppers, with outseam and legs instead of the hem (`side` runs from the armpit to
 * the leg opening, `leg left`, `inseam left`, `inseam right`, `leg right`). A bodysuit's inseams may be a few pixels.
 */
export type ArcKind =
  | 'neck'
  | 'top'
  | 'shoulder'
  | 'cuff'
  | 'armhole'
  | 'underarm'
  | 'side'
  | 'hem'
  | 'waist'
  | 'outseam'
  | 'leg'
  | 'inseam';

/** A run of outline points `from` to `to`, both included, walking forward and wrapping at the end. */
export interface OutlineArc {
  readonly kind: ArcKind;
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}

export interface Landmark {
  readonly name: string;
  /** Working-image pixels. */
  readonly x: number;
  readonly y: number;
  /** 0..1 */
  readonly confidence: number;
}

/**
 * `flat`: laid out, the photo shows its true flat shape. `worn`: shaped as on a body (ghost
 * mannequin), so that the photo is a projection and the sides turn away.
 */
export interface Presentation {
  readonly value: 'flat' | 'worn';
  /** 0..1 */
  readonly confidence: number;
}

/** A front that opens from neck to hem (cardigan, jacket, shirt), working-image pixels. */
export interface FrontOpening {
  /** Whether its edges lie on each other on the photo, or apart with the inside back between them. */
  readonly shown: 'closed' | 'open';
  /**
   * The visible edge of the wearer's right and left front, xy pairs from the front neckline down to the
   * hem; the same line twice where they lie on each other.
   */
  readonly right: Float64Array;
  readonly left: Float64Array;
  /** 0..1 */
  readonly confidence: number;
}

/**
 * Everything one photo says about its garment, in working-image pixels (x right, y down; the point
 * (0, 0) is the outer corner of the top left pixel).
 */
export interface GarmentReading {
  readonly width: number;
  readonly height: number;
  /** Soft matte of the working image, before any outline smoothing. */
  readonly matte: GrayImage;
  /**
   * xy pairs, closed (last point is not the first again), simple, clockwise on screen, first point
   * is the first point of `arcs[0]`. Dense: about one point every 2 to 4 pixels.
   */
  readonly outline: Float64Array;
  /** Cover the whole outline once, in outline order; each starts where the one before ended. */
  readonly arcs: readonly OutlineArc[];
  /**
   * The front's own, lower neckline inside the outline, xy pairs from the right neck point to the
   * left one, ends included. A standing collar's or a hood's first climbs the outline on its side, up
   * to the collar's corner or the hood's crown, and comes down the outline on the other side. Null
   * where the outline's own edge is the front's (strapless, turtlenecks, scooped necks without an
   * inside, skirts, trousers).
   */
  readonly frontNeckline: Float64Array | null;
  /**
   * The front's own edge of a waist below the outline's, where the inside back of the waistband shows;
   * xy pairs from the wearer's right to the left; null where none shows.
   */
  readonly frontWaist: Float64Array | null;
  /** The front's own hem above the outline's, where the inside of the back shows below it; right to left. */
  readonly frontHem: Float64Array | null;
  /** Null where the front does not open from neck to hem. */
  readonly frontOpening: FrontOpening | null;
  readonly presentation: Presentation;
  /** Symmetry axis: a point on it, its tilt (radians, 0 = upright, positive = clockwise), and the mirror IoU. */
  readonly axis: {
    readonly x: number;
    readonly y: number;
    readonly tilt: number;
    readonly score: number;
  };
  readonly landmarks: readonly Landmark[];
  readonly category: {
    readonly value: Category;
    readonly source: 'detected' | 'given';
    readonly confidence: number;
  };
  /** Null for garments that hang from the waist. */
  readonly upper: Upper | null;
  readonly hooded: boolean;
  /** What the user should know of the photo, each with what to do about it. */
  readonly notices: readonly Notice[];
}
