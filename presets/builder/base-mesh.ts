import { readFile } from 'node:fs/promises';

/** Where the faces of the skin stand among the OBJ's groups. */
const SKIN_GROUP = 'body';
/** Decimetres of the MakeHuman base mesh to metres. */
export const DECIMETRE = 0.1;

/** MakeHuman's base mesh: every vertex (helpers and joint cubes too), but the faces of the skin alone. */
export interface BaseMesh {
  /** xyz triples, decimetres, Y up, facing +Z; all 19158 vertices of the file. */
  readonly positions: Float64Array;
  /** uv pairs, v counted upwards as OBJ does. */
  readonly uvs: Float64Array;
  /** Four vertex numbers a face. */
  readonly quads: Uint32Array;
  /** Four uv numbers a face. */
  readonly quadUvs: Uint32Array;
  /** Vertex numbers of each named group's faces (joint cubes are groups of this file). */
  readonly groups: ReadonlyMap<string, readonly number[]>;
}

/** @throws Error when the file is no quad mesh with a `body` group. */
export async function readBaseMesh(path: string): Promise<BaseMesh> {
  const positions: number[] = [];
  const uvs: number[] = [];
  const quads: number[] = [];
  const quadUvs: number[] = [];
  const groups = new Map<string, Set<number>>();
  let group = '';
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const fields = line.trim().split(/\s+/);
    switch (fields[0]) {
      case 'v':
        positions.push(Number(fields[1]), Number(fields[2]), Number(fields[3]));
        break;
      case 'vt':
        uvs.push(Number(fields[1]), Number(fields[2]));
        break;
      case 'g':
        group = fields[1] ?? '';
        if (!groups.has(group)) groups.set(group, new Set());
        break;
      case 'f': {
        const corners = fields.slice(1).map((corner) => corner.split('/').map(Number));
        const members = groups.get(group);
        for (const corner of corners) members?.add(corner[0]! - 1);
        if (group !== SKIN_GROUP) break;
        if (corners.length !== 4) throw new Error(`${path}: a face of the skin is no quad`);
        for (const corner of corners) {
          quads.push(corner[0]! - 1);
          quadUvs.push(corner[1]! - 1);
        }
        break;
      }
    }
  }
  if (quads.length === 0) throw new Error(`${path}: no faces in the group "${SKIN_GROUP}"`);
  return {
    positions: Float64Array.from(positions),
    uvs: Float64Array.from(uvs),
    quads: Uint32Array.from(quads),
    quadUvs: Uint32Array.from(quadUvs),
    groups: new Map([...groups].map(([name, members]) => [name, [...members]])),
  };
}
