/** Row-major 3 x 3 rotation matrix. */
export type Rotation = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** A point or direction, metres or unit length. */
export type Vector3 = readonly [number, number, number];

export const NO_ROTATION: Rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Rotation about the unit direction of `vector` by its length in radians (Rodrigues). */
export function rotationFromVector(vector: Vector3): Rotation {
  const angle = Math.sqrt(vector[0] ** 2 + vector[1] ** 2 + vector[2] ** 2);
  if (angle === 0) return NO_ROTATION;
  return axisRotation(
    vector[0] / angle,
    vector[1] / angle,
    vector[2] / angle,
    Math.cos(angle),
    Math.sin(angle),
  );
}

/** The rotation vector (axis times radians) of a rotation by less than half a turn. */
export function vectorFromRotation(r: Rotation): Vector3 {
  const x = r[7] - r[5];
  const y = r[2] - r[6];
  const z = r[3] - r[1];
  const twiceSine = Math.sqrt(x * x + y * y + z * z);
  if (twiceSine === 0) return [0, 0, 0];
  const angle = Math.atan2(twiceSine, r[0] + r[4] + r[8] - 1);
  return [(x / twiceSine) * angle, (y / twiceSine) * angle, (z / twiceSine) * angle];
}

/** The smallest rotation that takes direction `from` to direction `to`; neither need be of unit length. */
export function rotationBetween(from: Vector3, to: Vector3): Rotation {
  const scale = 1 / (length(from) * length(to));
  if (!Number.isFinite(scale)) return NO_ROTATION;
  const x = (from[1] * to[2] - from[2] * to[1]) * scale;
  const y = (from[2] * to[0] - from[0] * to[2]) * scale;
  const z = (from[0] * to[1] - from[1] * to[0]) * scale;
  const cosine = (from[0] * to[0] + from[1] * to[1] + from[2] * to[2]) * scale;
  const sine = Math.sqrt(x * x + y * y + z * z);
  if (sine < 1e-12) return NO_ROTATION;
  return axisRotation(x / sine, y / sine, z / sine, cosine, sine);
}

/** First `b`, then `a`. */
export function multiplyRotations(a: Rotation, b: Rotation): Rotation {
  const at = (row: number, column: number): number =>
    a[3 * row]! * b[column]! + a[3 * row + 1]! * b[3 + column]! + a[3 * row + 2]! * b[6 + column]!;
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

export function inverseRotation(r: Rotation): Rotation {
  return [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]];
}

export function rotate(r: Rotation, v: Vector3): Vector3 {
  return [
    r[0] * v[0] + r[1] * v[1] + r[2] * v[2],
    r[3] * v[0] + r[4] * v[1] + r[5] * v[2],
    r[6] * v[0] + r[7] * v[1] + r[8] * v[2],
  ];
}

function axisRotation(x: number, y: number, z: number, cosine: number, sine: number): Rotation {
  const t = 1 - cosine;
  return [
    t * x * x + cosine,
    t * x * y - sine * z,
    t * x * z + sine * y,
    t * x * y + sine * z,
    t * y * y + cosine,
    t * y * z - sine * x,
    t * x * z - sine * y,
    t * y * z + sine * x,
    t * z * z + cosine,
  ];
}

function length(v: Vector3): number {
  return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}
