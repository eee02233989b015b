/** Where a view was taken from: degrees round the object from the photo's own view, and above its equator. */
export interface ViewAngles {
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
}

/** The six views that Zero123++ v1.2 draws, in the order of its grid of 3 rows and 2 columns. */
export const ZERO123_PLUS_VIEWS: readonly ViewAngles[] = [30, 90, 150, 210, 270, 330].map(
  (azimuthDeg, view) => ({ azimuthDeg, elevationDeg: view % 2 === 0 ? 20 : -10 }),
);

/** Which of the six InstantMesh keeps, pictures and cameras alike, in its mode of four views. */
export const FOUR_OF_SIX_VIEWS: readonly number[] = [0, 2, 4, 5];

/** Distance and field of view that InstantMesh gives its encoder for Zero123++'s views. */
export const INSTANT_MESH_LENS = { radius: 4, fovDeg: 30 } as const;

export const CAMERA_ROW_LENGTH = 16;

/**
 * Cameras as InstantMesh's encoder takes them: for each view the first three rows of camera-to-world, row
 * by row, then fx, fy, cx, cy as shares of the picture. World: z up, the photo's own view at azimuth 0 on
 * +x, y on its right. Camera axes as in OpenGL: x right, y up, z backwards; it looks at the origin.
 *
 * @returns CAMERA_ROW_LENGTH values a view.
 */
export function cameraRows(
  views: readonly ViewAngles[],
  { radius, fovDeg }: { readonly radius: number; readonly fovDeg: number } = INSTANT_MESH_LENS,
): Float32Array {
  const focal = 0.5 / Math.tan(radians(fovDeg) / 2);
  return Float32Array.from(
    views.flatMap(({ azimuthDeg, elevationDeg }) => {
      const ca = Math.cos(radians(azimuthDeg));
      const sa = Math.sin(radians(azimuthDeg));
      const ce = Math.cos(radians(elevationDeg));
      const se = Math.sin(radians(elevationDeg));
      // Columns: right = up x backwards, up, backwards (from the origin to the camera), place.
      // biome-ignore format: a matrix
      return [
        -sa, -se * ca, ce * ca, radius * ce * ca,
         ca, -se * sa, ce * sa, radius * ce * sa,
          0,       ce,      se, radius * se,
        focal, focal, 0.5, 0.5,
      ];
    }),
  );
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
