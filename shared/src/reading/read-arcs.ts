import type { Upper } from '../garment/vocabulary.ts';
import type { ArcStart } from './assemble-arcs.ts';

/** A named corner by outline point number. */
export interface MarkedPoint {
  readonly name: string;
  readonly point: number;
  /** 0..1 */
  readonly confidence: number;
}

/** Where each arc of a garment begins, and its named corners. */
export interface ReadArcs {
  readonly starts: readonly ArcStart[];
  readonly landmarks: readonly MarkedPoint[];
  readonly upper: Upper | null;
  readonly hooded: boolean;
  /** Of a collar or turtleneck above the shoulders, in half torso widths; 0 without one. */
  readonly collarHeight: number;
  /** It stands up all round, as a turtleneck does; a collar that is turned down does not. */
  readonly standUp: boolean;
}
