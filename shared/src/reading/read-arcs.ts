import type { Upper } from '../garment/vocabulary.ts';
import type { ArcStart } from './assemble-arcs.ts';

/** Where each arc of a garment begins, and its named corners. */
export interface ReadArcs {
  readonly starts: readonly ArcStart[];
  /** Outline point number and confidence of each landmark. */
  readonly landmarks: readonly { name: string; point: number; confidence: number }[];
  readonly upper: Upper | null;
  readonly hooded: boolean;
  /** Of a collar or turtleneck above the shoulders, in half torso widths; 0 without one. */
  readonly collarHeight: number;
}
