import { beforeAll, describe, expect, it } from 'vitest';
import type { Avatar, PosedBody } from '../../src/body/avatar.ts';
import { poseBody } from '../../src/body/pose-body.ts';
import { LET_GO_FRAMES, letGo, restsWhereItLies } from '../../src/cloth/at-rest.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import type { DrapedGarment } from '../../src/drape/draped-garment.ts';
import { hangHeight } from '../../src/drape/hang-height.ts';
import { poseForPattern } from '../../src/drape/pose-for-pattern.ts';
import { sleeveLine } from '../../src/drape/sleeve-line.ts';
import { snapClear } from '../../src/fitting/snap-to-skin.ts';
import { CancelledError, type JobContext } from '../../src/job/context.ts';
import { indexBody } from '../../src/mesh/closest-point.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import type { ByteCache } from '../../src/tryon/ports.ts';
import { drapeFigures, failedGates } from '../shapes/drape-figures.ts';
import { type ExampleGarment, exampleReading } from '../shapes/example-reading.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';
import { rememberingSolver } from '../shapes/remembering-solver.ts';

const OPTIONS = { quality: 'low', offsetMm: 4, seed: 1 } as const;

function quietContext(overrides: Partial<JobContext> = {}): JobContext {
  return { signal: { aborted: false }, progress() {}, log() {}, now: () => 0, ...overrides };
}

function memoryCache(): ByteCache & { readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>();
  return {
    entries,
    get: async (key) => entries.get(key) ?? null,
    put: async (key, bytes) => {
      entries.set(key, bytes);
    },
  };
}

let avatar: Avatar;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
});

const patternOf = (garment: ExampleGarment) =>
  draftPattern(exampleReading(garment), avatar.record, { ease: 'regular', knownWidthCm: null });

describe('poseForPattern on the regular body', () => {
  const jointOf = (body: PosedBody, name: string): number[] => {
    const joint = avatar.record.joints.findIndex((candidate) => candidate.name === name);
    return [...body.jointPositions.subarray(3 * joint, 3 * joint + 3)];
  };

  it('lays the arms into long sleeves', () => {
    const pattern = patternOf('long-sleeve');
    const lift = hangHeight(avatar, pattern);
    const body = poseBody(avatar, poseForPattern(avatar, pattern));
    const wrist = jointOf(body, 'hand_l');
    const nearest = Math.min(
      ...sleeveLine(pattern, 'left').map(([x, y]) =>
        Math.hypot(x - wrist[0]!, y + lift - wrist[1]!),
      ),
    );
    expect(nearest).toBeLessThan(0.03);
  });

  it('mirrors the two sides of a symmetric garment', () => {
    const body = poseBody(avatar, poseForPattern(avatar, patternOf('jumpsuit')));
    for (const name of ['hand', 'calf', 'middle_03']) {
      const left = jointOf(body, `${name}_l`);
      const right = jointOf(body, `${name}_r`);
      expect(Math.abs(left[0]! + right[0]!)).toBeLessThan(0.015);
      expect(Math.abs(left[1]! - right[1]!)).toBeLessThan(0.015);
    }
  });

  it('brings the fingers together along the forearm', () => {
    const body = poseBody(avatar, poseForPattern(avatar, patternOf('tee')));
    const width = (finger: string) => {
      const hand = jointOf(body, 'hand_l');
      const elbow = jointOf(body, 'lowerarm_l');
      const tip = jointOf(body, `${finger}_03_l`);
      const along = [0, 1, 2].map((k) => hand[k]! - elbow[k]!);
      const reach = [0, 1, 2].map((k) => tip[k]! - hand[k]!);
      const length = Math.hypot(...along);
      const shadow = [0, 1, 2].reduce((sum, k) => sum + (reach[k]! * along[k]!) / length, 0);
      return Math.sqrt(Math.hypot(...reach) ** 2 - shadow ** 2);
    };
    for (const finger of ['thumb', 'index', 'middle', 'pinky']) {
      expect(width(finger)).toBeLessThan(0.05);
    }
  });
});

describe('drapeGarment on the regular body', () => {
  for (const garment of [
    'tee',
    'long-sleeve',
    'camisole',
    'strapless-dress',
    'dress',
    'trousers',
    'shorts',
    'skirt',
    'jumpsuit',
  ] as const) {
    it(`wears a ${garment} with every gate held`, async () => {
      const draped = await drapeGarment(patternOf(garment), avatar, OPTIONS, null, quietContext());
      expectGatesHeld(draped);
    });
  }

  /*
   * Measured: 1 mm off; lifted 9 mm; before its last mesh 8 mm. Nothing of it moves after four frames.
   */
  it('wears a tank with every gate held and at rest, and finds it so nowhere else', async () => {
    const { solver, last } = rememberingSolver();
    const options = { ...OPTIONS, solver };
    const draped = await drapeGarment(patternOf('tank'), avatar, options, null, quietContext());
    const { task, phase, holding } = last();
    const restsAt = async (positions: ArrayLike<number>) =>
      restsWhereItLies(await letGo({ ...task, positions }, phase, holding, LET_GO_FRAMES));
    expect(await restsAt(draped.positions), 'as it is written').toBe(true);
    const lifted = draped.positions.map((value, i) => (i % 3 === 1 ? value + 0.01 : value));
    expect(await restsAt(lifted), 'lifted by a centimetre').toBe(false);
    expect(await restsAt(task.positions), 'as it came from the mesh before').toBe(false);
    expectGatesHeld(draped);
  });

  function expectGatesHeld(draped: DrapedGarment): void {
    // As put-on.ts does: the field the cloth fell on rounds off creases such as the armpit's.
    const skin = indexBody(draped.body.positions, avatar.indices);
    snapClear(draped.positions, draped.sewn.indices, skin, { offsetMetres: 0.004 });
    const figures = drapeFigures(draped);
    expect(failedGates(figures), JSON.stringify(figures)).toEqual([]);
    expect(figures.triangles).toBeGreaterThan(4000);
    expect(figures.triangles).toBeLessThan(6000);
  }

  let plainSkirt: DrapedGarment;

  it('gives the same bits with and without a cache, and fills the cache once', async () => {
    const pattern = patternOf('skirt');
    const cache = memoryCache();
    const first = await drapeGarment(pattern, avatar, OPTIONS, cache, quietContext());
    expect(cache.entries.size).toBe(1);
    const cached = await drapeGarment(pattern, avatar, OPTIONS, cache, quietContext());
    plainSkirt = await drapeGarment(pattern, avatar, OPTIONS, null, quietContext());
    expect(cache.entries.size).toBe(1);
    expect(cached.positions).toEqual(first.positions);
    expect(plainSkirt.positions).toEqual(first.positions);
  });

  it('hands out the cloth of each coarser mesh, and drapes the same with a listener', async () => {
    const pattern = patternOf('skirt');
    const triangles: number[] = [];
    const heard = await drapeGarment(
      pattern,
      avatar,
      {
        ...OPTIONS,
        onCoarse: async (coarse) => {
          triangles.push(coarse.sewn.indices.length / 3);
          expect(coarse.placement).toHaveLength(coarse.positions.length);
        },
      },
      null,
      quietContext(),
    );
    expect(triangles.length).toBeGreaterThan(0);
    expect([...triangles, heard.sewn.indices.length / 3]).toEqual(
      [...triangles, heard.sewn.indices.length / 3].sort((a, b) => a - b),
    );
    expect(heard.positions).toEqual(plainSkirt.positions);
  });

  it('reports progress upwards and stops when it is cancelled', async () => {
    const signal = { aborted: false };
    const seen: number[] = [];
    const context = quietContext({
      signal,
      progress(stage, fraction) {
        if (stage !== 'drape') return;
        seen.push(fraction);
        signal.aborted = fraction > 0.1;
      },
    });
    await expect(drapeGarment(patternOf('tee'), avatar, OPTIONS, null, context)).rejects.toThrow(
      CancelledError,
    );
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThan(0.3);
  });
});
