import { readFile } from 'node:fs/promises';
import type { BaseMesh } from './base-mesh.ts';

/** Influences kept a vertex: what glTF's first JOINTS/WEIGHTS pair holds. */
export const INFLUENCES = 4;

/** A rig bound to the base mesh's vertices; joints sorted so that parents come first. */
export interface Rig {
  readonly names: readonly string[];
  readonly parents: readonly number[];
  /** Base mesh vertices whose mean is the joint. */
  readonly anchors: readonly (readonly number[])[];
  /** `INFLUENCES` joint numbers a vertex of the base mesh. */
  readonly skinJoints: Uint16Array;
  /** `INFLUENCES` weights a vertex, summing to 1. */
  readonly skinWeights: Float64Array;
}

interface RigBone {
  readonly parent: string;
  readonly head: {
    readonly strategy: string;
    readonly cube_name?: string;
    readonly vertex_indices?: readonly number[];
    readonly vertex_index?: number;
  };
}

/** Reads an MPFB2 rig with its weights. @throws Error when a bone is placed in an unknown way. */
export async function readRig(rigPath: string, weightsPath: string, mesh: BaseMesh): Promise<Rig> {
  const bones = JSON.parse(await readFile(rigPath, 'utf8')) as Record<string, RigBone>;
  const names = parentsFirst(bones);
  const parents = names.map((name) => names.indexOf(bones[name]!.parent));
  const anchors = names.map((name) => anchorVertices(name, bones[name]!, mesh));
  const { weights } = JSON.parse(await readFile(weightsPath, 'utf8')) as {
    weights: Record<string, readonly (readonly [number, number])[]>;
  };
  return { names, parents, anchors, ...strongestInfluences(names, weights, mesh) };
}

function parentsFirst(bones: Record<string, RigBone>): string[] {
  const sorted: string[] = [];
  const visit = (name: string): void => {
    if (sorted.includes(name)) return;
    const { parent } = bones[name]!;
    if (parent !== '') visit(parent);
    sorted.push(name);
  };
  for (const name of Object.keys(bones)) visit(name);
  return sorted;
}

function anchorVertices(name: string, bone: RigBone, mesh: BaseMesh): readonly number[] {
  const { strategy, cube_name: cube, vertex_indices: several, vertex_index: one } = bone.head;
  if (strategy === 'CUBE' && cube !== undefined) {
    const vertices = mesh.groups.get(cube);
    if (vertices !== undefined) return vertices;
  }
  if (strategy === 'MEAN' && several !== undefined) return several;
  if (strategy === 'VERTEX' && one !== undefined) return [one];
  throw new Error(`rig: the bone ${name} is placed by ${strategy} ${cube ?? ''}, which is unknown`);
}

function strongestInfluences(
  names: readonly string[],
  weights: Record<string, readonly (readonly [number, number])[]>,
  mesh: BaseMesh,
): Pick<Rig, 'skinJoints' | 'skinWeights'> {
  const vertexCount = mesh.positions.length / 3;
  const influences: [number, number][][] = Array.from({ length: vertexCount }, () => []);
  for (const [bone, pairs] of Object.entries(weights)) {
    const joint = names.indexOf(bone);
    if (joint < 0) throw new Error(`weights: no bone ${bone} in the rig`);
    for (const [vertex, weight] of pairs) influences[vertex]!.push([joint, weight]);
  }
  const skinJoints = new Uint16Array(vertexCount * INFLUENCES);
  const skinWeights = new Float64Array(vertexCount * INFLUENCES);
  influences.forEach((list, vertex) => {
    const kept = list.sort((a, b) => b[1] - a[1]).slice(0, INFLUENCES);
    const sum = kept.reduce((total, [, weight]) => total + weight, 0);
    kept.forEach(([joint, weight], slot) => {
      skinJoints[vertex * INFLUENCES + slot] = joint;
      skinWeights[vertex * INFLUENCES + slot] = weight / sum;
    });
  });
  return { skinJoints, skinWeights };
}

/** Joint positions of a shaped base mesh, xyz triples, in the unit of `positions`. */
export function placeJoints(rig: Rig, positions: Float64Array): Float64Array {
  const joints = new Float64Array(rig.names.length * 3);
  rig.anchors.forEach((vertices, joint) => {
    for (let axis = 0; axis < 3; axis++) {
      let sum = 0;
      for (const vertex of vertices) sum += positions[vertex * 3 + axis]!;
      joints[joint * 3 + axis] = sum / vertices.length;
    }
  });
  return joints;
}
