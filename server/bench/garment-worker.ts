import { parentPort } from 'node:worker_threads';
import { openRuntime } from '../src/cli/runtime.ts';
import { nameOf, readTrueGarments } from '../test/truth/garments.ts';
import { readOutlines } from '../test/truth/read-outlines.ts';
import { measureGarment } from './measure-garment.ts';

const runtime = openRuntime(null);
const garments = readTrueGarments();
const outlines = new Map(readOutlines().map((outline) => [nameOf(outline.photo), outline]));

parentPort!.on('message', async (photo: { readonly path: string; readonly name: string }) => {
  const truth = {
    garment: garments.get(nameOf(photo.name)) ?? null,
    outline: outlines.get(nameOf(photo.name)) ?? null,
  };
  parentPort!.postMessage(await measureGarment(photo, truth, await runtime));
});
