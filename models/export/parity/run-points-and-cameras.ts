/** Our side of points_and_cameras.py: prints cameras and axes as JSON. */
import { cameraRows, ZERO123_PLUS_VIEWS } from '@fitroom/shared/triplane/camera-rows';
import { densityAxis, TRIPO_SR_GRID } from '@fitroom/shared/triplane/density-axis';

console.log(
  JSON.stringify({
    cameras: [...cameraRows(ZERO123_PLUS_VIEWS)],
    densityAxes: [33, 100, TRIPO_SR_GRID.pointsPerAxis].map((points) => [
      points,
      [...densityAxis(points, TRIPO_SR_GRID.radius)],
    ]),
  }),
);
