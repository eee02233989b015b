import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import type { ClothRow } from '../records/clothes.ts';
import type { Cloth3dRow } from '../records/clothes3d.ts';
import type { JobRow } from '../records/jobs.ts';
import { encodeText } from './encode-text.ts';
import type { AttemptPorts } from './job-ports.ts';
import { GARMENT_NAME, type JobTask } from './job-task.ts';
import { attemptFolder, keepResults } from './keep-results.ts';
import { NotYetError } from './not-yet-error.ts';
import { readBody, readObject } from './read-stored.ts';
import { runReported } from './run-reported.ts';

/** While weights are fetched the job's place is another's; a fetch takes minutes. */
const FETCH_PAUSE_MS = 15_000;

/**
 * Has networks make a mesh of the cloth's photo and shows it on the body; the matte and the views are kept
 * beside it. What is put on later is the mesh itself.
 *
 * @param shownOn the body's id.
 * @throws {NotYetError} while the generator's weights are being fetched.
 */
export async function performNeural(
  ports: AttemptPorts,
  job: JobRow,
  row: Cloth3dRow,
  cloth: ClothRow,
  generator: NeuralGeneratorName,
  shownOn: string,
  signal: AbortSignal,
): Promise<void> {
  const prepared = await ports.generators.prepare(generator, row.quality);
  if (prepared.is === 'fetching') throw new NotYetError(prepared.line, FETCH_PAUSE_MS);
  const { options, quality } = row;
  const task: JobTask = {
    kind: 'neural',
    generator,
    photo: await readObject(ports.store, cloth.imageKey),
    body: await readBody(ports, shownOn),
    category: options.category,
    quality,
    fabric: options.fabric ?? 'auto',
    ...(options.offsetMm !== undefined && { offsetMm: options.offsetMm }),
    seed: options.seed ?? 0,
    views: options.views ?? null,
    large: options.large ?? false,
    textureSize: options.textureSize ?? null,
    removeBackground: options.removeBackground,
    obj: options.obj,
  };
  const output = await runReported(ports, job, 'clothes3d', task, signal);
  if (output.kind !== 'neural') throw new Error('The runner answered another task.');
  ports.generators.ranOn(output.report.generation?.device ?? '');
  const folder = attemptFolder(`clothes/${cloth.id}/${row.id}/`, job);
  const name = `${folder}${GARMENT_NAME}`;
  const { obj } = output;
  const intermediates = output.pictures.map(({ kind, index }) => ({
    kind,
    index,
    key: `${folder}intermediate/${kind}-${index}.png`,
  }));
  const files = {
    category: output.category,
    gltfKey: `${name}.glb`,
    objKey: obj && `${name}.obj`,
    mtlKey: obj && `${name}.mtl`,
    textureKey: obj && `${folder}${obj.texture.file}`,
    thumbKey: `${folder}thumb.webp`,
    patternKey: `${folder}given.glb`,
    patternSvgKey: null,
    patternDxfKey: null,
    intermediates,
  };
  await keepResults(ports, job, 'clothes3d', folder, signal, {
    objects: [
      [files.gltfKey, output.garmentGlb],
      [files.objKey, obj && encodeText(obj.obj)],
      [files.mtlKey, obj && encodeText(obj.mtl)],
      [files.textureKey, obj?.texture.bytes ?? null],
      [files.thumbKey, output.thumbnail],
      [files.patternKey, output.mesh],
      ...intermediates.map(({ key }, n) => [key, output.pictures[n]?.bytes ?? null] as const),
    ],
    files,
    report: output.report,
  });
}
