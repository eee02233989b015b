/**
 * Drapes the drawn example garments on a preset body and prints time, strain, penetration, edges that go through the cloth itself, and drop,
 * failures first: `node shared/bench/drape.ts [avatar] [quality]`.
 */
import { isAtRest, LET_GO_FRAMES, letGo, restsWhereItLies } from '../src/cloth/at-rest.ts';
import { drapeGarment } from '../src/drape/drape-garment.ts';
import { AVATAR_IDS, QUALITIES } from '../src/garment/vocabulary.ts';
import { selfCrossings } from '../src/mesh/self-crossings.ts';
import { draftPattern } from '../src/pattern/draft-pattern.ts';
import { drapeFigures, failedGates } from '../test/shapes/drape-figures.ts';
import { EXAMPLE_GARMENTS, exampleReading } from '../test/shapes/example-reading.ts';
import { presetAvatar } from '../test/shapes/preset-avatar.ts';
import { rememberingSolver } from '../test/shapes/remembering-solver.ts';

const avatarId = AVATAR_IDS.find((id) => id === process.argv[2]) ?? 'regular';
const quality = QUALITIES.find((name) => name === process.argv[3]) ?? 'med';
const avatar = await presetAvatar(avatarId);
const context = {
  signal: { aborted: false },
  progress() {},
  log() {},
  now: () => performance.now(),
};
const rows: { failed: string[]; line: string }[] = [];
for (const garment of EXAMPLE_GARMENTS) {
  try {
    const reading = exampleReading(garment);
    const pattern = draftPattern(reading, avatar.record, { ease: 'regular', knownWidthCm: null });
    const { solver, last } = rememberingSolver();
    const start = performance.now();
    const draped = await drapeGarment(
      pattern,
      avatar,
      { quality, offsetMm: 4, seed: 1, solver },
      null,
      context,
    );
    const ms = performance.now() - start;
    const { task, phase, holding } = last();
    const written = { ...task, positions: draped.positions };
    const freed = await letGo(written, phase, holding, LET_GO_FRAMES);
    const figures = drapeFigures(draped);
    const failed = failedGates(figures);
    rows.push({
      failed,
      line: [
        garment.padEnd(16),
        `${ms.toFixed(0)} ms`.padStart(8),
        `${figures.triangles} triangles`,
        `strain ${(100 * figures.strainMean).toFixed(2)} / ${(100 * figures.strainP95).toFixed(2)} %`,
        `inside ${figures.penetrating} (${figures.deepestMm.toFixed(1)} mm)`,
        `through itself ${selfCrossings(draped.positions, draped.sewn.indices).length / 2} edges`,
        `drop ${figures.dropMm.toFixed(0)} mm`,
        `let go: ${freed.moving.map((share) => (100 * share).toFixed(share < 0.1 ? 1 : 0)).join(' ')} % move a frame, at rest after ${freed.moving.findIndex(isAtRest)}, ${(1000 * freed.strayed).toFixed(1)} mm off${restsWhereItLies(freed) ? '' : ' NOT AT REST'}`,
        `seam ${figures.seamGapMm?.toFixed(0) ?? '-'} neck ${figures.neckGapMm?.toFixed(0) ?? '-'} waist ${figures.waistMm?.toFixed(0) ?? '-'} mm`,
        failed.length > 0 ? `FAILED ${failed.join(', ')}` : 'held',
      ].join('  '),
    });
  } catch (error) {
    rows.push({ failed: ['error'], line: `${garment.padEnd(16)} ${String(error)}` });
  }
}
rows.sort((a, b) => b.failed.length - a.failed.length);
console.log(`drape on ${avatarId}, ${quality}, node ${process.version}`);
for (const { line } of rows) console.log(line);
