import type { PosedBody } from '../body/avatar.ts';

/** What the report must be told about a body; its skin comes from the file. */
export interface WornBody {
  /** Named points in the shown pose, metres, file frame (`PosedBody.landmarks`). */
  readonly landmarks: Readonly<Record<string, readonly [number, number, number]>>;
  /** `AvatarRecord.measures`; the heights of bust, waist and hip are read. */
  readonly measures: Readonly<Record<string, number>>;
  /** Whether it was taken into its pose with the garment on; left out: the garment was put on in it. */
  readonly isTakenIntoPose?: boolean;
}

/** @param pose That it was taken into with the garment on; null or left out: none. */
export function wornBody({ avatar, landmarks }: PosedBody, pose: string | null = null): WornBody {
  return { landmarks, measures: avatar.record.measures, isTakenIntoPose: pose !== null };
}

/** A landmark that every avatar has. */
export function landmark(body: WornBody, name: string): readonly [number, number, number] {
  const point = body.landmarks[name];
  if (!point) throw new Error(`The avatar's record has no landmark "${name}".`);
  return point;
}
