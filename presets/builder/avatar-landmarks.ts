import { loopCentre, sliceMesh } from '@fitroom/shared/body/slice-girth';
import { type CoreMeasures, type MeasurableBody, TRUNK_REACH } from './measure-body.ts';

type Point = [number, number, number];

/** Landmarks of a finished body: those of the mesh's own vertices, and waist and hip by slicing. */
export function avatarLandmarks(
  body: MeasurableBody,
  vertexLandmarks: Iterable<string>,
  measures: CoreMeasures,
): Record<string, Point> {
  const points: Record<string, Point> = {};
  for (const name of vertexLandmarks) points[name] = [...body.landmark(name)];
  const waist = trunkExtremes(body, measures.waistLevel);
  points.waist_front = waist.front;
  points.waist_back = waist.back;
  points.waist_side_left = waist.left;
  points.waist_side_right = waist.right;
  const hip = trunkExtremes(body, measures.hipLevel);
  points.hip_side_left = hip.left;
  points.hip_side_right = hip.right;
  return points;
}

/** Where the trunk's outline crosses the middle in front and behind, and its widest points. */
function trunkExtremes(
  body: MeasurableBody,
  y: number,
): { front: Point; back: Point; left: Point; right: Point } {
  const loops = sliceMesh(body.positions, body.indices, {
    origin: [0, y, 0],
    normal: [0, 1, 0],
  }).filter((loop) => {
    const [x, , z] = loopCentre(loop);
    return Math.hypot(x, z) < TRUNK_REACH;
  });
  let front: Point = [0, y, Number.NEGATIVE_INFINITY];
  let back: Point = [0, y, Number.POSITIVE_INFINITY];
  let left: Point = [0, y, 0];
  let right: Point = [0, y, 0];
  for (const { points } of loops) {
    for (let i = 0; i < points.length; i += 3) {
      const a: Point = [points[i]!, points[i + 1]!, points[i + 2]!];
      const j = (i + 3) % points.length;
      const b: Point = [points[j]!, points[j + 1]!, points[j + 2]!];
      if (a[0] > left[0]) left = a;
      if (a[0] < right[0]) right = a;
      if (a[0] >= 0 !== b[0] >= 0) {
        const s = a[0] / (a[0] - b[0]);
        const z = a[2] + s * (b[2] - a[2]);
        if (z > front[2]) front = [0, y, z];
        if (z < back[2]) back = [0, y, z];
      }
    }
  }
  return { front, back, left, right };
}
