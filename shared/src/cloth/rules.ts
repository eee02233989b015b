import type { BodyDepths } from '../body/body-depths.ts';

/*
 * What cloth on a body keeps to besides its own constraints, as data: any solver, on any device, can
 * read it. Each moves what breaks it once a substep; see keep-rules.ts for what each does.
 */

/** Some vertices stay before the body's middle depth (side 1) or behind it (side -1). */
export interface KeepSides {
  readonly kind: 'keep-sides';
  readonly vertices: Uint32Array;
  /** One a vertex. */
  readonly sides: Int8Array;
  readonly depths: BodyDepths;
}

/** Some vertices lie near the body. */
export interface DrawToBody {
  readonly kind: 'draw-to-body';
  readonly vertices: Uint32Array;
  /** Metres off the skin within which nothing is drawn. */
  readonly play: number;
  /** Share of the way there each substep. */
  readonly share: number;
}

/** Some vertices come down to what of the body lies highest beneath them. */
export interface RestOnTops {
  readonly kind: 'rest-on-tops';
  readonly vertices: Uint32Array;
  /** Share of the way down each substep, one a vertex. */
  readonly shares: Float64Array;
  readonly depths: BodyDepths;
  /** Metres from the middle plane within which `innerHeight` stands for the body's top. */
  readonly inner: number;
  readonly innerHeight: number;
  /** Metres between the body's top and cloth that lies on it. */
  readonly gap: number;
  /** Metres above that which are left alone. */
  readonly play: number;
}

/** Some vertices keep off the middle plane, each on its own side (1: x above 0, -1: below). */
export interface HoldApart {
  readonly kind: 'hold-apart';
  readonly vertices: Uint32Array;
  /** One a vertex. */
  readonly sides: Int8Array;
  /** Metres from the middle plane, one a vertex. */
  readonly gaps: Float64Array;
  /** Share of the way there each substep. */
  readonly share: number;
  /** Whether other cloth is what holds them off: that stops them and rubs. */
  readonly touches: boolean;
}

export type Rule = KeepSides | DrawToBody | RestOnTops | HoldApart;
