/**
 * `npm run bench -- matte`: how far the mattes of twenty home photos lie from the outlines drawn by
 * hand (server/test/truth), photo pixels, and how long a matte takes with the network's answer at
 * hand. FITROOM_PHOTOS names the photos' folder.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boundaryDistance } from '@fitroom/shared/matte/boundary-distance';
import { makeMatte } from '@fitroom/shared/matte/make-matte';
import type { MattePrior } from '@fitroom/shared/matte/matte-prior';
import { workingImageOf } from '@fitroom/shared/reading/working-image';
import { createNodePrior } from '../src/inference/u2netp-node.ts';
import { decodePhoto } from '../src/photos/decode-photo.ts';
import { readOutlines } from '../test/truth/read-outlines.ts';

/** The goal: mean and 95th percentile, photo pixels. */
const GOAL = { mean: 1.5, p95: 4 };

/** Answers a question asked before from memory, as the disk cache does. */
function remembering(prior: MattePrior): MattePrior {
  const answers: { readonly input: Float32Array; readonly output: Float32Array }[] = [];
  const run = async (input: Float32Array): Promise<Float32Array> => {
    const known = answers.find((answer) => answer.input.every((value, i) => value === input[i]));
    if (known) return known.output;
    const output = (await prior.run(input)).slice();
    answers.push({ input: input.slice(), output });
    return output;
  };
  return { network: prior.network, run };
}

const folder = process.env.FITROOM_PHOTOS;
if (!folder) {
  console.error('FITROOM_PHOTOS is not set: name the folder that holds the photos.');
  process.exit(2);
}
const network = await createNodePrior();
const rows: { photo: string; mean: number; p95: number; elapsed: number }[] = [];
for (const truth of readOutlines()) {
  const photo = await decodePhoto(await readFile(join(folder, truth.photo)));
  const working = workingImageOf(photo);
  const prior = remembering(network);
  await makeMatte(working, prior);
  const started = performance.now();
  const matte = await makeMatte(working, prior);
  const elapsed = performance.now() - started;
  const distance = boundaryDistance(matte, [truth.outline, ...truth.holes], truth.width);
  rows.push({ photo: truth.photo, ...distance, elapsed });
}
const fails = (row: { mean: number; p95: number }): boolean =>
  row.mean > GOAL.mean || row.p95 > GOAL.p95;
rows.sort((a, b) => Number(fails(b)) - Number(fails(a)) || b.mean - a.mean);
for (const row of rows) {
  const figures = `mean ${row.mean.toFixed(2)}  p95 ${row.p95.toFixed(2)}  ${row.elapsed.toFixed(0)} ms`;
  console.log(`${fails(row) ? 'X' : ' '} ${row.photo.padEnd(32)} ${figures}`);
}
const average = (of: (row: (typeof rows)[number]) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
const times = rows.map((row) => row.elapsed).sort((a, b) => a - b);
console.log(
  `N = ${rows.length}, ${rows.filter(fails).length} beyond ${GOAL.mean} or ${GOAL.p95} px; ` +
    `average mean ${average((row) => row.mean).toFixed(2)}, average p95 ${average((row) => row.p95).toFixed(2)}; ` +
    `median time ${times[times.length >> 1]!.toFixed(0)} ms`,
);
