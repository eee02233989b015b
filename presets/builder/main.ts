import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createGltfIo } from '@fitroom/shared/gltf/gltf-io';
import draco3d from 'draco3dgltf';
import { buildBodies } from './build-bodies.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' } },
});
if (values.data === undefined) {
  console.error('usage: node presets/builder/main.ts --data <mpfb2 folder> [--out <folder>]');
  process.exit(2);
}
const out = resolve(
  process.env.INIT_CWD ?? '.',
  values.out ?? join(dirname(import.meta.dirname), 'bodies'),
);
await mkdir(out, { recursive: true });
const io = createGltfIo({
  encoder: await draco3d.createEncoderModule(),
  decoder: await draco3d.createDecoderModule(),
});
for (const { record, glb, thumbnail, residualMm } of await buildBodies(
  resolve(process.env.INIT_CWD ?? '.', values.data),
  io,
)) {
  await writeFile(join(out, `${record.id}.glb`), glb);
  await writeFile(join(out, `${record.id}.webp`), thumbnail);
  await writeFile(join(out, `${record.id}.json`), `${JSON.stringify(record, null, 2)}\n`);
  console.log(
    `${record.id}: ${Math.round(glb.length / 1024)} KB, worst goal ${residualMm.toFixed(2)} mm off`,
  );
}
