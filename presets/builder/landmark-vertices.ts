import { readFile } from 'node:fs/promises';

/** Base mesh vertices that carry the landmarks on the left and in the middle of the body. */
const LEFT_AND_MIDDLE: Readonly<Record<string, number>> = {
  head_top: 881,
  neck_back: 858,
  neck_front: 1528,
  neck_side_left: 8185,
  shoulder_left: 8236,
  armpit_left: 8337,
  bust_point_left: 8436,
  navel: 4121,
  hip_back_left: 10862,
  crotch: 4372,
  elbow_left: 10038,
  wrist_outer_left: 10561,
  wrist_inner_left: 10582,
  fingertip_left: 8787,
  knee_front_left: 11270,
  ankle_outer_left: 12988,
  ankle_inner_left: 12943,
  heel_left: 12910,
  toe_left: 12756,
};

/**
 * Landmark name to base mesh vertex, right side through MPFB2's mirror table. Waist and hip points
 * are not here: their levels differ from body to body and are found by slicing.
 */
export async function readLandmarkVertices(mirrorPath: string): Promise<Map<string, number>> {
  const mirror = new Map<number, number>();
  for (const line of (await readFile(mirrorPath, 'utf8')).split('\n')) {
    const [vertex, other] = line.trim().split(/\s+/);
    if (vertex !== undefined && other !== undefined) mirror.set(Number(vertex), Number(other));
  }
  const vertices = new Map(Object.entries(LEFT_AND_MIDDLE));
  for (const [name, vertex] of Object.entries(LEFT_AND_MIDDLE)) {
    if (!name.endsWith('_left')) continue;
    const other = mirror.get(vertex);
    if (other === undefined)
      throw new Error(`${mirrorPath}: vertex ${vertex} (${name}) has no mirror`);
    vertices.set(name.replace(/_left$/, '_right'), other);
  }
  return vertices;
}
