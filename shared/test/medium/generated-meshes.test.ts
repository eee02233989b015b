import { beforeAll, describe, expect, it } from 'vitest';
import type { PosedBody } from '../../src/body/avatar.ts';
import { REST_POSE } from '../../src/body/pose.ts';
import { poseBody } from '../../src/body/pose-body.ts';
import { rigidFit } from '../../src/fitting/rigid-fit.ts';
import type { SleeveEnd } from '../../src/fitting/turn-to-arms.ts';
import { AVATAR_IDS, type AvatarId } from '../../src/garment/vocabulary.ts';
import { type BodyIndex, indexBody } from '../../src/mesh/closest-point.ts';
import { meshTopology } from '../../src/mesh/topology.ts';
import { type OpenGarment, openMesh } from '../../src/opening/open-mesh.ts';
import { measureClearance } from '../../src/report/measure-clearance.ts';
import { GENERATED_KINDS, generatedMesh, wornGarment } from '../shapes/generated-meshes.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';
import type { TestMesh } from '../shapes/simple-meshes.ts';

const bodies = new Map<AvatarId, { body: PosedBody; index: BodyIndex }>();
const worn = new Map<string, TestMesh>();

const GARMENTS = [
  ['tee', 'top', ['cuff', 'cuff', 'hem', 'neck']],
  ['tank', 'top', ['armhole', 'armhole', 'hem', 'neck']],
  ['dress', 'dress', ['cuff', 'cuff', 'hem', 'neck']],
  ['skirt', 'skirt', ['hem', 'waist']],
  ['trousers', 'trousers', ['leg', 'leg', 'waist']],
] as const;

beforeAll(async () => {
  for (const id of AVATAR_IDS) {
    const avatar = await presetAvatar(id);
    const body = poseBody(avatar, REST_POSE);
    bodies.set(id, { body, index: indexBody(body.positions, avatar.indices) });
    if (id !== 'regular') continue;
    for (const [shape] of GARMENTS) worn.set(shape, wornGarment(shape, avatar));
  }
}, 60_000);

/** The body that a mesh is opened by, which takes most of the time: each kind and each garment meets every one. */
function openerOf(kind: (typeof GENERATED_KINDS)[number], shape: string): AvatarId {
  const place =
    GENERATED_KINDS.indexOf(kind) + GARMENTS.findIndex(([garment]) => garment === shape);
  return AVATAR_IDS[place % AVATAR_IDS.length]!;
}

const cuffsOf = ({ openings }: OpenGarment): SleeveEnd[] =>
  openings.flatMap(({ kind, side, vertices }) =>
    kind === 'cuff' && side !== 'centre' ? [{ side, vertices }] : [],
  );

describe.each(GENERATED_KINDS)('a %s mesh', (kind) => {
  it.each(GARMENTS)(
    'of a %s becomes a wearable %s',
    (shape, category, kinds) => {
      const mesh = generatedMesh(worn.get(shape)!, kind);
      const open = openMesh(mesh, category, bodies.get(openerOf(kind, shape))!.body);
      expect(open.openings.map((opening) => opening.kind).sort()).toEqual(kinds);
      const topology = meshTopology(open.indices, open.positions.length / 3);
      expect(topology).toMatchObject({
        nonManifoldEdges: 0,
        inconsistentEdges: 0,
        pinchedVertices: 0,
        components: 1,
      });
      const edges = open.openings.reduce((sum, { vertices }) => sum + vertices.length, 0);
      expect(topology.boundaryEdges).toBe(edges);
      for (const [id, { body, index }] of bodies) {
        const fit = rigidFit(open, category, body, {
          index,
          upper: open.upper,
          cuffs: cuffsOf(open),
        });
        expect(fit.snap.stuckVertices, id).toBe(0);
        expect(measureClearance(fit.positions, index), id).toMatchObject({
          penetratingVertices: 0,
        });
      }
    },
    60_000,
  );
});
