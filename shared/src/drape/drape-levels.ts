import type { Phase } from '../cloth/simulate.ts';

export interface DrapeLevel {
  /** Metres between mesh vertices. */
  readonly edgeLength: number;
  readonly phases: readonly Phase[];
}

/** Metres: coarser meshes lose sleeves and straps. */
const COARSEST = 0.05;
/** Metres above which faces are tested against the body as well as vertices (drape.md, 2.2). */
const FACE_CONTACTS_ABOVE = 0.016;

/**
 * From coarse to fine: the coarse level closes the cloth round the body and lets it fall, where a
 * substep is cheap; the finer ones only add folds and take out the stretch.
 *
 * Each level ends with quasi-static passes (no gravity, no memory of speed): small steps leave the
 * cloth stretched by the sag of one pass a step, and those passes draw it back.
 */
export function drapeLevels(finest: number, thickness: number): DrapeLevel[] {
  const lengths = [finest];
  while (lengths[0]! * 2 <= COARSEST) lengths.unshift(lengths[0]! * 2);
  return lengths.map((edgeLength, l) => ({
    edgeLength,
    phases: phasesOf(l === 0, edgeLength, thickness),
  }));
}

function phasesOf(first: boolean, edgeLength: number, thickness: number): Phase[] {
  const common = {
    thickness,
    faceContacts: edgeLength > FACE_CONTACTS_ABOVE,
    guided: false,
    dt: 1 / 900,
    largestSpeed: 1.5,
  };
  const close: Phase = {
    ...common,
    substeps: 150,
    gravity: 0.05,
    keep: 0.9,
    friction: 0,
    guided: true,
  };
  const fall: Phase = { ...common, substeps: 600, gravity: 1, keep: 0.995, friction: 0.35 };
  const refine: Phase = { ...common, substeps: 250, gravity: 1, keep: 0.99, friction: 0.35 };
  const calm: Phase = { ...common, substeps: 60, gravity: 1, keep: 0.95, friction: 0.6 };
  const tighten: Phase = { ...common, substeps: 60, gravity: 0, keep: 0, friction: 0.6 };
  return first ? [close, fall, calm, tighten] : [refine, calm, tighten];
}
