import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { CATEGORIES, type Category, WAIST_CATEGORIES } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';
import type { OutfitReport } from '@fitroom/shared/report/outfit-report';
import type { OutfitGarment } from '@fitroom/shared/tryon/outfit-garments';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import { wearOutfit } from '@fitroom/shared/tryon/wear-outfit';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { readPhoto } from '../photos/read-photo.ts';
import { readPhotoFile } from '../photos/read-photo-file.ts';
import { presetBodyOf } from '../platform/preset-bodies.ts';
import { openSideThread } from '../platform/side-thread.ts';
import { easeLine } from './ease-line.ts';
import { EXIT } from './exit-status.ts';
import { readGarmentOptions } from './garment-options.ts';
import { requirePanels } from './generators.ts';
import { addingKindHint } from './kind-hint.ts';
import type { OutfitCommand } from './parse-arguments.ts';
import { progressLine } from './progress-line.ts';
import { readMesh } from './read-mesh.ts';
import { openRuntime } from './runtime.ts';
import { MAP_FILES, writeMaps } from './write-maps.ts';

/** Everything a run may leave in its folder; an earlier run's must not be taken for this one's. */
const OUTPUTS = ['fitted.glb', 'walk.glb', 'thumb.png', 'report.json', ...MAP_FILES];

/**
 * `fitroom outfit`: each photo made into the garment that it is when worn alone, then all worn together.
 *
 * @param base the folder that relative paths start from.
 * @returns the exit status.
 * @throws {InputError} when a photo cannot be used; the message names it.
 */
export async function runOutfit(command: OutfitCommand, base: string): Promise<number> {
  const { photos, out, json, tuck, choices } = command;
  requirePanels(choices.generator, 'outfit');
  const folder = resolve(base, out);
  await mkdir(folder, { recursive: true });
  await Promise.all(OUTPUTS.map((name) => rm(join(folder, name), { force: true })));
  const make = await readGarmentOptions(choices, base);
  const { ports, avatar } = await openRuntime(choices.matteModel, openSideThread());
  const body = await avatar(choices.avatar);
  const fit = { method: 'drape', ease: null, offsetMm: choices.offsetMm } as const;
  // A name mistyped is told now, not when the garments before it have been made.
  for (const photo of photos) {
    if (!namedMesh(photo)) await readPhotoFile(resolve(base, photo)).catch(naming(photo));
  }
  const garments: OutfitGarment[] = [];
  for (const photo of photos) {
    const line = progressLine(process.stderr, `${basename(photo)} `);
    try {
      const named = namedMesh(photo);
      if (named) {
        const { path, category } = named;
        const glb = await readMesh(resolve(base, path));
        const bodyOf = presetBodyOf(ports.gltf);
        const mesh = { glb, category, bodyOf, file: basename(path), fabric: choices.fabric };
        garments.push({ mesh, tucked: false });
        continue;
      }
      const decoded = await readPhoto(resolve(base, photo));
      const { made } = await tryOn(decoded, body, { make, fit }, ports, line.context);
      garments.push({ garment: made, tucked: false, photoFile: basename(photo) });
    } catch (error) {
      naming(photo)(error);
    } finally {
      line.clear();
    }
  }
  const line = progressLine(process.stderr, 'outfit ');
  const hasMesh = garments.some((garment) => 'mesh' in garment);
  const gltf = hasMesh ? ports.gltf.registerExtensions(ALL_EXTENSIONS) : ports.gltf;
  const worn = await wearOutfit(
    tuck ? tuckedTop(garments) : garments,
    body,
    {
      offsetMm: choices.offsetMm,
      pose: choices.pose,
      animate: choices.animate !== null,
      simulate: choices.simulate,
    },
    { ...ports, gltf },
    line.context,
  )
    .catch(addingKindHint('It goes before the file, as in outerwear:jacket.glb.'))
    .finally(() => line.clear());
  const text = `${JSON.stringify(worn.report, null, 2)}\n`;
  await Promise.all([
    writeFile(join(folder, 'fitted.glb'), worn.fittedGlb),
    writeFile(join(folder, 'thumb.png'), await ports.encodeImage(worn.thumbnail, 'image/png')),
    worn.walkGlb && writeFile(join(folder, 'walk.glb'), worn.walkGlb),
    writeFile(join(folder, 'report.json'), text),
  ]);
  if (choices.maps) await writeMaps(folder, worn.fittedGlb, { ...ports, gltf });
  process.stdout.write(json ? text : summary(worn.report, folder));
  return worn.report.valid ? EXIT.valid : EXIT.gateFailed;
}

/** Says which of the photos cannot be used. */
const naming =
  (photo: string) =>
  (error: unknown): never => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `${photo}: ${error.message}`, { cause: error });
  };

/** One letter before a colon is a drive's name. */
const MESH = /^(?:([a-z]{2,}):)?(.+[.]glb)$/i;

/**
 * A 3D file among the photos: `jacket.glb`, or `outerwear:jacket.glb` where it does not say itself what it is.
 *
 * @throws {InputError} when what stands before the file is no kind of garment.
 */
function namedMesh(word: string): { path: string; category: Category | null } | null {
  const found = MESH.exec(word);
  if (!found) return null;
  const kind = found[1]?.toLowerCase();
  const category = CATEGORIES.find((name) => name === kind) ?? null;
  if (kind !== undefined && category === null) {
    throw new InputError(
      'schema-mismatch',
      `"${kind}" is no kind of garment; name one of ${CATEGORIES.join(', ')} before the file.`,
    );
  }
  return { path: found[2]!, category };
}

/** The innermost garment that does not hang from the waist is the one that is tucked in. */
function tuckedTop(garments: readonly OutfitGarment[]): OutfitGarment[] {
  const hangs = (one: OutfitGarment): boolean => {
    const category = 'mesh' in one ? one.mesh.category : one.garment.reading.category.value;
    return category !== null && WAIST_CATEGORIES.has(category);
  };
  const top = garments.findIndex((one) => !hangs(one));
  if (top === -1 || !garments.some(hangs)) {
    throw new InputError(
      'schema-mismatch',
      '--tuck puts the hem of a top inside a skirt or trousers: name both, or leave --tuck out.',
    );
  }
  return garments.map((garment, n) => ({ ...garment, tucked: n === top }));
}

function summary({ layers, valid, timings_ms }: OutfitReport, folder: string): string {
  const lines = layers.flatMap((layer) => {
    const { photo, category, gates, fit, mesh } = layer;
    const ease = easeLine(layer);
    const failed = Object.entries(gates).filter(([, holds]) => !holds);
    const verdict =
      failed.length === 0 ? 'valid' : `not valid: ${failed.map(([gate]) => gate).join(', ')}`;
    const judged = `${category.value}, ${verdict}, ${fit.penetrating_vertices} penetrating`;
    return [`${photo?.file ?? mesh?.file}: ${judged}`, ...(ease ? [`  ${ease}`] : [])];
  });
  const time = `${(timings_ms.total / 1000).toFixed(1)} s`;
  return [...lines, `${valid ? 'valid' : 'not valid'}, worn in ${time}, in ${folder}`, ''].join(
    '\n',
  );
}
