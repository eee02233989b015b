import type { Pose } from './pose.ts';

/** A joint of the rest skeleton; rest rotations are identity, so poses are world-axis rotations. */
export interface Joint {
  readonly name: string;
  /** Number of the parent joint, -1 for the root; parents come before their children. */
  readonly parent: number;
  /** Rest position, metres, file frame. */
  readonly position: readonly [number, number, number];
}

/** presets/bodies/<id>.json, checked by schemas/avatar-record.ts. Centimetres in names, else metres. */
export interface AvatarRecord {
  readonly schema: 1;
  readonly id: string;
  readonly name: string;
  readonly height_cm: number;
  readonly notes: string;
  /** Metres: the hip centre above the file's origin. */
  readonly hip_origin: readonly [number, number, number];
  /** Named points, metres, rest pose, file frame: see presets/README.md. */
  readonly landmarks: Readonly<Record<string, readonly [number, number, number]>>;
  /** Girths and lengths by plane slice in the rest pose, for example bust_girth_cm. */
  readonly measures: Readonly<Record<string, number>>;
  readonly joints: readonly Joint[];
  readonly licence: string;
  readonly source: string;
}

/**
 * A body as the fitting code sees it: closed, welded, in its rest (A) pose.
 * Frame: metres, Y up, +Z the wearer's front, +X the wearer's left, floor at y = 0 under the hip centre.
 */
export interface Avatar {
  readonly record: AvatarRecord;
  /** xyz triples; each point of the skin once. */
  readonly positions: Float32Array;
  /** Vertex triples, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
  /** Four joint numbers a vertex. */
  readonly skinJoints: Uint16Array;
  /** Four weights a vertex, summing to 1. */
  readonly skinWeights: Float32Array;
  /** What is drawn: split at UV seams. `renderToSkin[i]` is the skin vertex of render vertex i. */
  readonly render: {
    readonly renderToSkin: Uint32Array;
    readonly uvs: Float32Array;
    readonly indices: Uint32Array;
    readonly baseColor: { readonly mimeType: string; readonly bytes: Uint8Array };
  };
}

/** An avatar's skin in some pose. */
export interface PosedBody {
  readonly avatar: Avatar;
  readonly pose: Pose;
  /** Skin vertex positions in the pose, same order as `avatar.positions`. */
  readonly positions: Float32Array;
  /** Unit vertex normals in the pose, angle weighted. */
  readonly normals: Float32Array;
  /** Joint positions in the pose, xyz triples. */
  readonly jointPositions: Float32Array;
  /** Named landmarks carried along by the skin. */
  readonly landmarks: Readonly<Record<string, readonly [number, number, number]>>;
}
