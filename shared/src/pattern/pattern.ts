import type { Category, Ease, OpeningKind, Upper } from '../garment/vocabulary.ts';
import type { Side } from '../reading/garment-reading.ts';
import type { ScaleSource } from './draft-scale.ts';

/** A run of panel outline points `from` to `to`, both included, forward and wrapping. */
export interface PanelEdge {
  /** Unique in the panel, for example `shoulder-left`. */
  readonly name: string;
  readonly kind: 'seam' | 'opening';
  /** Openings only: the kind of the loop this edge belongs to. */
  readonly opening: OpeningKind | null;
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}

/** Row-major 2 x 3: `[a, b, c, d, e, f]` maps (x, y) to (a x + b y + c, d x + e y + f). */
export type Affine2 = readonly [number, number, number, number, number, number];

export interface Panel {
  readonly name: string;
  /** Which side of the body the panel starts on. */
  readonly facing: 'front' | 'back';
  /** xy pairs, metres, pattern frame; closed, simple, clockwise seen from the front of the garment. */
  readonly outline: readonly number[];
  readonly edges: readonly PanelEdge[];
  /** Pattern metres to working-image pixels, after `unroll`: see photo-map.ts. */
  readonly photoFromPattern: Affine2;
  /** Set when the photo shows the panel as a projection of a worn garment: see unroll.ts. */
  readonly unroll?: PhotoUnroll | null;
  /** Set where the panel is longer than the photo shows it: see over-bust.ts. */
  readonly overBust?: OverBust | null;
  /** Sleeves that are cut otherwise than the photo shows them: see sleeve-lay.ts. */
  readonly sleeves?: readonly SleeveLay[];
  /** Sides that sleeves hide on the photo: see hidden-sides.ts. */
  readonly hiddenSides?: readonly HiddenSide[];
  /** Set for pieces let in at the crotch, whose cloth the photo does not show: see crotch-pieces.ts. */
  readonly crotch?: CrotchPlace | null;
  /** Set where the panel has a drafted hood: see draft-hood.ts. */
  readonly hood?: HoodMap | null;
  /** Set where legs that lay folded were cut straight: see straighten-legs.ts. */
  readonly straightLegs?: readonly StraightLeg[] | null;
}

/** How a piece let in at the crotch lies beside the panel that it is sewn to; metres. */
export interface CrotchPlace {
  /** y of the piece's middle line. */
  readonly level: number;
  /** Of the piece at the crotch itself, from the panel to the other piece. */
  readonly width: number;
  readonly left: CrotchSide;
  readonly right: CrotchSide;
}

export interface CrotchSide {
  /** How far the piece reaches on that side of its middle. */
  readonly reach: number;
  /** Its width there. */
  readonly end: number;
  /** The panel's edge that it is sewn to, xy pairs from the crotch down, pattern frame. */
  readonly inseam: readonly number[];
}

export interface SeamSide {
  readonly panel: string;
  readonly edge: string;
}

/** Two edges of equal length, sewn from start to start and end to end unless `reversed`. */
export interface Seam {
  readonly name: string;
  readonly a: SeamSide;
  readonly b: SeamSide;
  /** Sewn from the start of `a` to the end of `b`: the two halves of a front, which mirror each other. */
  readonly reversed?: boolean;
}

/**
 * A garment's flat pattern; plain JSON, stored with the garment and draped again on each avatar.
 * Pattern frame: metres, x to the wearer's left, y up, origin on the symmetry axis at the level of
 * the neck points (upper garments) or of the waist's ends (waist garments).
 */
export interface Pattern {
  readonly schema: 1;
  readonly category: Category;
  readonly upper: Upper | null;
  readonly hooded: boolean;
  readonly ease: Ease;
  readonly panels: readonly Panel[];
  readonly seams: readonly Seam[];
  /** Named points in the pattern frame, metres. */
  readonly landmarks: Readonly<Record<string, readonly [number, number]>>;
  /** Angle of each sleeve's axis below the horizontal, radians; null without sleeves. */
  readonly sleeveAngles: { readonly left: number; readonly right: number } | null;
  /** Angle of each leg's axis from the vertical, outwards positive, radians; null without legs. */
  readonly legAngles: { readonly left: number; readonly right: number } | null;
  readonly scale: {
    readonly metresPerPixelX: number;
    readonly metresPerPixelY: number;
    /** Standard deviation of the height's scale, as a share of it. */
    readonly error: number;
    /** Of the width's, which girths are off by; absent in patterns of earlier versions. */
    readonly widthError?: number;
    readonly source: ScaleSource;
  };
  /** Waist garments: height above the floor at which the waist opening is to sit on this body, metres. */
  readonly waistSeat?: number | null;
  /** Ease added on purpose to the flat lengths, by region; see authored-ease.ts. */
  readonly authoredEase: readonly AuthoredEase[];
}

/** Flat lengths within `radius` metres of a pattern point are longer by up to `amount` (0.1 = 10 %; negative gathers). */
export interface AuthoredEase {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly amount: number;
  /** True: of lengths across alone (along x), as darts, gathers and give are. */
  readonly across?: boolean;
  /** Of the panels on that side alone; left out: of both. */
  readonly facing?: 'front' | 'back';
  /**
   * True: not cut into the garment. What a garment of a known size is drawn out by to close round a body
   * that it is too small for; written files leave it out, so that it counts as strain.
   */
  readonly closing?: boolean;
}

/** Where a front is longer than the photo shows it, pattern frame, metres; see over-bust.ts. */
export interface OverBust {
  /** Levels between which it is stretched, on the photo. */
  readonly from: number;
  readonly to: number;
  /** Length added there, as a share. */
  readonly stretch: number;
  /** Half the chest: towards the sides nothing is added. */
  readonly halfWidth: number;
  /** Length taken back from there to the hem, as a share, and the hem's level; absent in older patterns. */
  readonly given?: number;
  readonly hem?: number;
}

/** A sleeve that is cut otherwise than the photo shows it, as a ladder from the armhole to the cuff; see sleeve-lay.ts. */
export interface SleeveLay {
  readonly side: 'left' | 'right';
  readonly rungs: readonly SleeveRung[];
  /** Metres past the ends of a rung that still are sleeve: outlines bulge between rungs. */
  readonly bulge: number;
}

/** Ends of a rung on the over-arm and the under-arm edge, x and y of each, metres, pattern frame. */
export interface SleeveRung {
  /** Where the photo shows them. */
  readonly seen: readonly [number, number, number, number];
  /** Where they are cut. */
  readonly laid: readonly [number, number, number, number];
}

/** A side that the photo shows only as far as a sleeve leaves it free, metres, pattern frame; see hidden-sides.ts. */
export interface HiddenSide {
  readonly side: 'left' | 'right';
  /** Downwards: height, and x of the edge of what is seen. */
  readonly rows: readonly (readonly [number, number])[];
}

/** Where a drafted hood's cloth is on the photo, pattern frame, metres; see draft-hood.ts. */
export interface HoodMap {
  /** The hood is what lies above this level. */
  readonly from: number;
  /**
   * Upwards: height, smaller and greater x of the drafted hood, and the same of the photo's where its
   * cloth is.
   */
  readonly rows: readonly (readonly [number, number, number, number, number, number])[];
}

/** Where a straight leg's cloth is on the photo of the folded one, pattern frame, metres; see straighten-legs.ts. */
export interface StraightLeg {
  readonly side: 'left' | 'right';
  /** Level of the crotch, below which it is a leg, and x that parts the two. */
  readonly from: number;
  readonly middle: number;
  /** Downwards: height, x of the outer and the inner side, and x and y of both where their cloth is. */
  readonly rungs: readonly (readonly [number, number, number, number, number, number, number])[];
}

/** How the projected torso of a photo is rolled out flat; see unroll.ts. */
export interface PhotoUnroll {
  /**
   * Downwards: height, smaller and greater x of the torso's edges (metres, pattern frame), the
   * stretch in the middle, at those edges, and of what lies beyond them (sleeves).
   */
  readonly rows: readonly (readonly [number, number, number, number, number, number])[];
  /** Trousers: below the seat the tubes are two. */
  readonly legs?: LegUnroll;
}

/** How projected legs are rolled out flat; see unroll-legs.ts. */
export interface LegUnroll {
  /** Heights between which one tube becomes two, metres, pattern frame. */
  readonly from: number;
  readonly to: number;
  /** Stretch in the middle of a leg; its edges stay. */
  readonly aspect: number;
  /** Where the seat is widened for the body: what the legs begin with, outwards from their inner edge. */
  readonly reach?: number;
  /** Downwards: height, smaller and greater x of the right leg and of the left one. */
  readonly rows: readonly (readonly [number, number, number, number, number])[];
}

/** The panel that shows the garment's whole outline: the back, which no opening cuts in two. */
export function wholePanel(pattern: Pattern): Panel {
  const back = pattern.panels.find((panel) => panel.facing === 'back') ?? pattern.panels[0];
  if (back === undefined) throw new Error('A pattern has at least one panel.');
  return back;
}
