import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOTTOMS } from './bottoms.ts';
import { DRESSES } from './dresses.ts';
import { PICTURE, renderFlatLay } from './flat-lay.ts';
import { TOPS } from './tops.ts';

const out = join(import.meta.dirname, '../../samples');
await mkdir(out, { recursive: true });
const entries = [];
for (const garment of [...TOPS, ...DRESSES, ...BOTTOMS]) {
  const file = `${garment.id}.jpg`;
  await writeFile(join(out, file), await renderFlatLay(garment));
  entries.push({
    id: garment.id,
    file,
    category: garment.category,
    names: garment.names,
    width_px: PICTURE.width,
    height_px: PICTURE.height,
  });
}
const list = { schema: 1, licence: 'MIT', samples: entries };
await writeFile(join(out, 'samples.json'), `${JSON.stringify(list, null, 2)}\n`);
