import { beforeAll, describe, expect, it } from 'vitest';
import type { Avatar } from '../../src/body/avatar.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import type { JobContext } from '../../src/job/context.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import { readFromMatte } from '../../src/reading/read-from-matte.ts';
import { type SeenSquare, seenSquare } from '../printed-square.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';
import { flatLayPhoto, ghostPhoto, PRINT_SIDE, type SyntheticPhoto } from '../synthetic-photos.ts';

const context: JobContext = {
  signal: { aborted: false },
  progress() {},
  log() {},
  now: () => 0,
};

/** A square of 10 cm at the chest's centre, as it is seen from the front once the garment is worn. */
async function worn(
  photo: SyntheticPhoto,
  avatar: Avatar,
): Promise<SeenSquare & { readonly takenAs: string; readonly hem: number }> {
  const reading = readFromMatte(photo.image, photo.matte, { category: 'top' });
  const pattern = draftPattern(reading, avatar.record, { ease: 'regular', knownWidthCm: null });
  const options = { quality: 'med', offsetMm: 4, seed: 1 } as const;
  const draped = await drapeGarment(pattern, avatar, options, null, context);
  let hem = Infinity;
  for (let i = 1; i < draped.positions.length; i += 3) hem = Math.min(hem, draped.positions[i]!);
  return { ...seenSquare(draped, photo.square), takenAs: reading.presentation.value, hem };
}

describe.each(['flat-lay', 'ghost'] as const)('a print on a %s photo', (kind) => {
  let seen: Awaited<ReturnType<typeof worn>>;
  let avatar: Avatar;

  beforeAll(async () => {
    avatar = await presetAvatar('regular');
    const photo = kind === 'ghost' ? ghostPhoto() : flatLayPhoto();
    seen = await worn(photo, avatar);
  }, 60_000);

  it('is known for what it is', () => {
    expect(seen.takenAs).toBe(kind === 'ghost' ? 'worn' : 'flat');
  });

  it('keeps its shape on the chest', () => {
    expect(seen.height / seen.width).toBeGreaterThan(0.95);
    expect(seen.height / seen.width).toBeLessThan(1.05);
  });

  it('keeps its size on the chest', () => {
    const size = Math.sqrt(seen.width * seen.height) / PRINT_SIDE;
    expect(size).toBeGreaterThan(0.95);
    expect(size).toBeLessThan(1.05);
  });

  it('ends a T-shirt between waist and crotch', () => {
    expect(seen.hem).toBeLessThan(avatar.record.landmarks.waist_side_left![1] - 0.15);
    expect(seen.hem).toBeGreaterThan(avatar.record.landmarks.crotch![1] - 0.04);
  });
});
