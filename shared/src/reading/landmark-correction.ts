/**
 * A landmark that the user moved: `name` as in `GarmentReading.landmarks`, x and y as shares (0..1)
 * of the upright photo's width and height, from its top left corner.
 */
export interface LandmarkCorrection {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}
