/**
 * Draws a 10 cm square on the chest of two rendered photos (a flat-lay, a ghost mannequin), makes and
 * drapes the garments, and measures the squares from the front:
 * `node shared/bench/prints.ts [quality] [avatar]`.
 */
import { drapeGarment } from '../src/drape/drape-garment.ts';
import { AVATAR_IDS, QUALITIES } from '../src/garment/vocabulary.ts';
import { draftPattern } from '../src/pattern/draft-pattern.ts';
import { readFromMatte } from '../src/reading/read-from-matte.ts';
import { seenSquare } from '../test/printed-square.ts';
import { presetAvatar } from '../test/shapes/preset-avatar.ts';
import { flatLayPhoto, ghostPhoto, PRINT_SIDE } from '../test/synthetic-photos.ts';

const quality = QUALITIES.find((name) => name === process.argv[2]) ?? 'med';
const avatar = await presetAvatar(AVATAR_IDS.find((id) => id === process.argv[3]) ?? 'regular');
const context = {
  signal: { aborted: false },
  progress() {},
  log() {},
  now: () => performance.now(),
};
const photos = {
  'flat-lay': flatLayPhoto(),
  ghost: ghostPhoto(),
};
console.log(`prints on ${avatar.record.id}, ${quality}, node ${process.version}`);
for (const [name, photo] of Object.entries(photos)) {
  const reading = readFromMatte(photo.image, photo.matte, { category: 'top' });
  const pattern = draftPattern(reading, avatar.record, { ease: 'regular', knownWidthCm: null });
  const draped = await drapeGarment(
    pattern,
    avatar,
    { quality, offsetMm: 4, seed: 1 },
    null,
    context,
  );
  const seen = seenSquare(draped, photo.square);
  const sized = pattern.scale.metresPerPixelY * photo.pixelsPerMetre;
  console.log(
    [
      name.padEnd(10),
      `taken as ${reading.presentation.value} (${reading.presentation.confidence.toFixed(2)})`,
      `scale ${sized.toFixed(3)}`,
      `seen ${(100 * seen.width).toFixed(2)} x ${(100 * seen.height).toFixed(2)} cm`,
      `aspect y/x ${(seen.height / seen.width).toFixed(3)}`,
      `size ${(Math.sqrt(seen.width * seen.height) / PRINT_SIDE).toFixed(3)}`,
    ].join('  '),
  );
}
