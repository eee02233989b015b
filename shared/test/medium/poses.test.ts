import { describe, expect, it } from 'vitest';
import type { Pose } from '../../src/body/pose.ts';
import { poseBody } from '../../src/body/pose-body.ts';
import { LET_GO_FRAMES, letGo, restsWhereItLies } from '../../src/cloth/at-rest.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import { snapClear } from '../../src/fitting/snap-to-skin.ts';
import type { AvatarId } from '../../src/garment/vocabulary.ts';
import type { JobContext } from '../../src/job/context.ts';
import { indexBody } from '../../src/mesh/closest-point.ts';
import { selfCrossings } from '../../src/mesh/self-crossings.ts';
import { easedLength } from '../../src/pattern/authored-ease.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import type { SewnGarment } from '../../src/pattern/sewn-garment.ts';
import { armRoom } from '../../src/posing/arm-room.ts';
import { WALK_FRAMES } from '../../src/posing/motion-frames.ts';
import { namedPose, POSE_NAMES } from '../../src/posing/named-poses.ts';
import { posableGarment, poseGarment } from '../../src/posing/pose-garment.ts';
import { settlePose } from '../../src/posing/settle-pose.ts';
import { simulateWalk } from '../../src/posing/simulate-walk.ts';
import { walkPose } from '../../src/posing/walk-cycle.ts';
import { measureClearance } from '../../src/report/measure-clearance.ts';
import type { PutOnGarment } from '../../src/tryon/put-on.ts';
import { type ExampleGarment, exampleReading } from '../shapes/example-reading.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';
import { rememberingSolver } from '../shapes/remembering-solver.ts';

const OFFSET = 0.004;
const CLEARING = { offsetMetres: OFFSET };
/** No edge may become longer than this many times its length: flat or, where that was longer, as draped. */
const LONGEST = 1.6;
const CONTEXT: JobContext = {
  signal: { aborted: false },
  progress() {},
  log() {},
  now: () => 0,
};

async function wornBy(id: AvatarId, garment: ExampleGarment, seed = 1) {
  const avatar = await presetAvatar(id);
  const pattern = draftPattern(exampleReading(garment), avatar.record, {
    ease: 'regular',
    knownWidthCm: null,
  });
  const options = { quality: 'low', offsetMm: 1000 * OFFSET, seed } as const;
  const draped = await drapeGarment(pattern, avatar, options, null, CONTEXT);
  const skin = indexBody(draped.body.positions, avatar.indices);
  snapClear(draped.positions, draped.sewn.indices, skin, { offsetMetres: OFFSET });
  return { ...draped, skin };
}

function longestEdge({ positions, sewn }: PutOnGarment, draped: Float32Array): number {
  let longest = 0;
  for (let corner = 0; corner < sewn.indices.length; corner++) {
    const own = Math.max(1, stretchAt(draped, sewn, corner));
    longest = Math.max(longest, stretchAt(positions, sewn, corner) / own);
  }
  return longest;
}

/** Length of the side that starts at a corner, in flat lengths. */
function stretchAt(positions: Float32Array, sewn: SewnGarment, corner: number): number {
  const { indices, cornerFlat, easeAcross, easeAlong } = sewn;
  const next = corner % 3 === 2 ? corner - 2 : corner + 1;
  const [p, q] = [indices[corner]!, indices[next]!];
  const flat = easedLength(
    cornerFlat[2 * next]! - cornerFlat[2 * corner]!,
    cornerFlat[2 * next + 1]! - cornerFlat[2 * corner + 1]!,
    (easeAcross[p]! + easeAcross[q]!) / 2,
    (easeAlong[p]! + easeAlong[q]!) / 2,
  );
  return distance(positions, p, q) / flat;
}

/** Mean |length / flat length - 1| over triangle sides. */
function strainOf({ positions, sewn }: PutOnGarment): number {
  let sum = 0;
  for (let corner = 0; corner < sewn.indices.length; corner++) {
    sum += Math.abs(stretchAt(positions, sewn, corner) - 1);
  }
  return sum / sewn.indices.length;
}

function distance(positions: Float32Array, p: number, q: number): number {
  return Math.hypot(
    positions[3 * p]! - positions[3 * q]!,
    positions[3 * p + 1]! - positions[3 * q + 1]!,
    positions[3 * p + 2]! - positions[3 * q + 2]!,
  );
}

describe('a dressed avatar', () => {
  it.each([
    ['slim', 'tee'],
    ['regular', 'dress'],
    ['curvy', 'trousers'],
    ['curvy', 'dress'],
  ] as const)(
    '(%s) walks and poses in a %s without tearing it or coming through it',
    async (id, garment) => {
      const posable = posableGarment(await wornBy(id, garment));
      const { avatar } = posable.worn.body;
      const room = armRoom(posable);
      const poses = await Promise.all(
        POSE_NAMES.map(async (name) => ({
          name: `${name}`,
          posed: await poseGarment(posable, namedPose(avatar, name, room), CLEARING),
        })),
      );
      let at: PutOnGarment | undefined;
      for (let k = -1; k < WALK_FRAMES; k++) {
        const pose = walkPose(avatar, k / WALK_FRAMES, room);
        at = await poseGarment(posable, pose, CLEARING, undefined, at);
        poses.push({ name: `walk ${k}`, posed: at });
      }
      for (const { name, posed } of poses) {
        expect(measureClearance(posed.positions, posed.skin).penetratingVertices, name).toBe(0);
        expect.soft(longestEdge(posed, posable.worn.positions), name).toBeLessThan(LONGEST);
      }
    },
    120_000,
  );
});

describe('cloth in an armpit that closes on it', () => {
  it.each([11, 12])(
    'is not torn apart before and behind the fold (mesh of seed %i)',
    async (seed) => {
      const posable = posableGarment(await wornBy('curvy', 'dress', seed));
      const { avatar } = posable.worn.body;
      const pose = namedPose(avatar, 'relaxed', armRoom(posable));
      const posed = await poseGarment(posable, pose, CLEARING);
      expect(measureClearance(posed.positions, posed.skin).penetratingVertices).toBe(0);
      expect(longestEdge(posed, posable.worn.positions)).toBeLessThan(LONGEST);
    },
  );
});

describe('a simulated walk', () => {
  it.each(['trousers'] as const)(
    'in %s keeps off the skin, strains the cloth less than skinning does, and loops',
    async (garment) => {
      const posable = posableGarment(await wornBy('regular', garment));
      const { avatar } = posable.worn.body;
      const bodyIn = (pose: Pose) => poseBody(avatar, pose);
      const options = {
        frames: WALK_FRAMES,
        offsetMetres: OFFSET,
        bodyIn,
        quality: 'low',
      } as const;
      const frames = await simulateWalk(posable, options, CONTEXT);
      expect(frames).toHaveLength(WALK_FRAMES);
      const room = armRoom(posable);
      for (const [k, { posed, figures }] of frames.entries()) {
        expect(figures.penetratingVertices, `frame ${k}`).toBe(0);
        expect(measureClearance(posed.positions, posed.skin).penetratingVertices).toBe(0);
        const pose = walkPose(avatar, k / WALK_FRAMES, room);
        const skinned = await poseGarment(posable, pose, CLEARING);
        if (figures.simulated)
          expect(strainOf(posed), `frame ${k}`).toBeLessThan(strainOf(skinned));
        expect.soft(longestEdge(posed, posable.worn.positions), `frame ${k}`).toBeLessThan(LONGEST);
      }
      const simulated = frames.filter(({ figures }) => figures.simulated).length;
      expect(simulated, 'frames that held').toBeGreaterThan(WALK_FRAMES / 2);
      const moves = frames.map(({ posed }, k) =>
        meanMove(posed.positions, frames[(k + 1) % WALK_FRAMES]!.posed.positions),
      );
      expect(moves.at(-1), 'the last frame leads to the first').toBeLessThan(
        1.2 * Math.max(...moves.slice(0, -1)),
      );
    },
    120_000,
  );
});

function meanMove(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3) {
    sum += Math.hypot(b[i]! - a[i]!, b[i + 1]! - a[i + 1]!, b[i + 2]! - a[i + 2]!);
  }
  return (3 * sum) / a.length;
}

describe('a settled pose', () => {
  it('hangs clear of the skin, nearer to its flat lengths than skinning left it', async () => {
    const posable = posableGarment(await wornBy('regular', 'tee'));
    const { avatar } = posable.worn.body;
    const skinned = await poseGarment(posable, namedPose(avatar, 'relaxed'), CLEARING);
    const settled = await settlePose(skinned, { quality: 'low', offsetMm: 4 }, null, CONTEXT);
    expect(measureClearance(settled.positions, settled.skin).penetratingVertices).toBe(0);
    expect(strainOf(settled)).toBeLessThan(0.6 * strainOf(skinned));
  });

  it('rests where it hangs, as far as its cloth goes when it is let go', async () => {
    const posable = posableGarment(await wornBy('regular', 'long-sleeve'));
    const pose = namedPose(posable.worn.body.avatar, 't', armRoom(posable));
    const skinned = await poseGarment(posable, pose, CLEARING);
    const { solver, last } = rememberingSolver();
    const options = { quality: 'low', offsetMm: 1000 * OFFSET, solver } as const;
    const settled = await settlePose(skinned, options, null, CONTEXT);
    const { task, phase, holding } = last();
    const freed = ({ positions }: PutOnGarment) =>
      letGo({ ...task, positions }, phase, holding, LET_GO_FRAMES);
    expect(restsWhereItLies(await freed(settled)), 'as it hangs').toBe(true);
    expect(restsWhereItLies(await freed(skinned)), 'as it was skinned').toBe(false);
  });

  it('is smoothed in the crook of an elbow, too, where that crowds it no further than cloth goes', async () => {
    const posable = posableGarment(await wornBy('curvy', 'long-sleeve'));
    const { avatar } = posable.worn.body;
    const pose = namedPose(avatar, 'hips', armRoom(posable));
    const skinned = await poseGarment(posable, pose, CLEARING);
    const settled = await settlePose(skinned, { quality: 'low', offsetMm: 4 }, null, CONTEXT);
    const crossing = selfCrossings(settled.positions, settled.sewn.indices).length / 2;
    // One of its two elbows; left as they were, both together have more than a hundred.
    expect(crossing).toBeLessThan(60);
  });
});
