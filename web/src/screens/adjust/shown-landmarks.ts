import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { StoredReading } from '@fitroom/shared/tryon/made-garment';

/** Below this a landmark is marked as worth a look. */
const UNSURE = 0.5;

/** A landmark as the photo shows it. */
export interface ShownLandmark {
  readonly name: string;
  /** Shares (0..1) of the photo's width and height. */
  readonly x: number;
  readonly y: number;
  readonly isUnsure: boolean;
  readonly isMoved: boolean;
}

/**
 * The reading's landmarks, from the top down, with the user's own places where there are some: what
 * is shown does not jump back while the garment is made again.
 */
export function shownLandmarks(
  reading: Pick<StoredReading, 'landmarks' | 'width' | 'height'>,
  corrections: readonly LandmarkCorrection[],
): ShownLandmark[] {
  return reading.landmarks
    .map(({ name, x, y, confidence }) => {
      const moved = corrections.find((correction) => correction.name === name);
      return {
        name,
        x: moved?.x ?? x / reading.width,
        y: moved?.y ?? y / reading.height,
        isUnsure: !moved && confidence < UNSURE,
        isMoved: moved !== undefined,
      };
    })
    .sort((a, b) => a.y - b.y || a.x - b.x);
}
