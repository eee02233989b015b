export type Vector3 = readonly [number, number, number];

/** Where a picture is taken from. Metres, file frame; the picture's up is world up. */
export interface Camera {
  readonly eye: Vector3;
  readonly target: Vector3;
  readonly projection:
    | {
        readonly kind: 'perspective' /** Vertical field of view, radians. */;
        readonly fovY: number;
      }
    | {
        readonly kind: 'orthographic' /** Metres from the picture's top to its bottom. */;
        readonly height: number;
      };
}

/** A mesh as the rasteriser draws it. */
export interface DrawnMesh {
  /** xyz triples, metres. */
  readonly positions: Float32Array;
  /** Unit normals, one a vertex. */
  readonly normals: Float32Array;
  /** uv pairs, v down; ignored without a texture. */
  readonly uvs: Float32Array;
  /** Vertex triples, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
  readonly texture: import('../image/image.ts').RgbaImage | null;
  /** Red, green and blue of each vertex, linear light, times what the texture says; left out: white. */
  readonly colors?: Float32Array;
  /** Cloth is seen from both sides; skin only from outside. */
  readonly doubleSided: boolean;
}

/** Vertices in view space: x right, y down (pixels), and 1/depth for the perspective. */
export interface ProjectedVertices {
  /** Pixel x and y of each vertex, supersampled frame. */
  readonly xy: Float64Array;
  /** Nearer is larger: 1/depth (perspective) or minus depth (orthographic). */
  readonly nearness: Float64Array;
}

/** Orthonormal view basis and scale of a camera for a picture of `width` x `height` pixels. */
export function projectVertices(
  positions: Float32Array,
  camera: Camera,
  width: number,
  height: number,
): ProjectedVertices {
  const { right, up, forward } = viewBasis(camera);
  const { eye, projection } = camera;
  const count = positions.length / 3;
  const xy = new Float64Array(2 * count);
  const nearness = new Float64Array(count);
  const pixels =
    projection.kind === 'perspective'
      ? height / (2 * Math.tan(projection.fovY / 2))
      : height / projection.height;
  for (let i = 0; i < count; i += 1) {
    const dx = positions[3 * i]! - eye[0];
    const dy = positions[3 * i + 1]! - eye[1];
    const dz = positions[3 * i + 2]! - eye[2];
    const depth = dx * forward[0] + dy * forward[1] + dz * forward[2];
    const scale = projection.kind === 'perspective' ? pixels / depth : pixels;
    xy[2 * i] = width / 2 + (dx * right[0] + dy * right[1] + dz * right[2]) * scale;
    xy[2 * i + 1] = height / 2 - (dx * up[0] + dy * up[1] + dz * up[2]) * scale;
    nearness[i] = projection.kind === 'perspective' ? 1 / depth : -depth;
  }
  return { xy, nearness };
}

/** The camera's axes in the world: right, up and forward, unit. */
export function viewBasis(camera: Camera): { right: Vector3; up: Vector3; forward: Vector3 } {
  const forward = unit([
    camera.target[0] - camera.eye[0],
    camera.target[1] - camera.eye[1],
    camera.target[2] - camera.eye[2],
  ]);
  const right = unit([-forward[2], 0, forward[0]]);
  const up: Vector3 = [
    right[1] * forward[2] - right[2] * forward[1],
    right[2] * forward[0] - right[0] * forward[2],
    right[0] * forward[1] - right[1] * forward[0],
  ];
  return { right, up, forward };
}

export function unit([x, y, z]: Vector3): Vector3 {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
