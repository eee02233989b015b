import { UPLOADED } from '@fitroom/shared/schemas/cloth3d';
import { originalExpired } from '../problems/problem-error.ts';
import { type ClothRow, findCloth } from '../records/clothes.ts';
import { type Cloth3dRow, findCloth3d } from '../records/clothes3d.ts';
import type { JobRow } from '../records/jobs.ts';
import { encodeText } from './encode-text.ts';
import type { AttemptPorts } from './job-ports.ts';
import { GARMENT_NAME, type JobTask } from './job-task.ts';
import { attemptFolder, keepResults } from './keep-results.ts';
import { performNeural } from './perform-neural.ts';
import { readBody, readObject } from './read-stored.ts';
import { runReported } from './run-reported.ts';

/** The body on which a new garment is shown and by whose measures it is scaled. */
const SHOWN_ON = 'regular';

/** Makes a 3D garment from its cloth's photo, drapes it on the regular body, and keeps both. */
export async function performGenerate(
  ports: AttemptPorts,
  job: JobRow,
  signal: AbortSignal,
): Promise<void> {
  const { database, store } = ports;
  const row = await findCloth3d(database, job.targetId);
  const cloth = row && (await findCloth(database, row.clothId));
  if (!row || !cloth) return;
  if (cloth.expiredAt) throw originalExpired(cloth.expiredAt);
  const { modelUsed } = row;
  if (modelUsed === UPLOADED) return performMesh(ports, job, row, cloth, signal);
  if (modelUsed !== 'panels') {
    return performNeural(ports, job, row, cloth, modelUsed, SHOWN_ON, signal);
  }
  const task: JobTask = {
    kind: 'generate',
    photo: await readObject(store, cloth.imageKey),
    backPhoto: cloth.backImageKey ? await readObject(store, cloth.backImageKey) : null,
    body: await readBody(ports, SHOWN_ON),
    quality: row.quality,
    ...row.options,
  };
  const output = await runReported(ports, job, 'clothes3d', task, signal);
  if (output.kind !== 'generate') throw new Error('The runner answered another task.');
  const folder = attemptFolder(`clothes/${cloth.id}/${row.id}/`, job);
  const name = `${folder}${GARMENT_NAME}`;
  const files = {
    category: output.category,
    gltfKey: `${name}.glb`,
    objKey: output.obj && `${name}.obj`,
    mtlKey: output.obj && `${name}.mtl`,
    textureKey: output.obj && `${folder}${output.obj.texture.file}`,
    thumbKey: `${folder}thumb.webp`,
    patternKey: `${name}.fitroom`,
    patternSvgKey: `${folder}pattern.svg`,
    patternDxfKey: `${folder}pattern.dxf`,
  };
  await keepResults(ports, job, 'clothes3d', folder, signal, {
    objects: [
      [files.gltfKey, output.garmentGlb],
      [files.objKey, output.obj && encodeText(output.obj.obj)],
      [files.mtlKey, output.obj && encodeText(output.obj.mtl)],
      [files.textureKey, output.obj?.texture.bytes ?? null],
      [files.thumbKey, output.thumbnail],
      [files.patternKey, output.garment],
      [files.patternSvgKey, encodeText(output.patternSvg)],
      [files.patternDxfKey, encodeText(output.patternDxf)],
    ],
    files,
    report: output.report,
  });
}

/** Opens an uploaded mesh and shows it on the regular body; what is put on later is the mesh itself. */
async function performMesh(
  ports: AttemptPorts,
  job: JobRow,
  row: Cloth3dRow,
  cloth: ClothRow,
  signal: AbortSignal,
): Promise<void> {
  const mesh = await readObject(ports.store, cloth.imageKey);
  const body = await readBody(ports, SHOWN_ON);
  const task: JobTask = { kind: 'mesh', mesh, body, category: row.category };
  const output = await runReported(ports, job, 'clothes3d', task, signal);
  if (output.kind !== 'mesh') throw new Error('The runner answered another task.');
  const folder = attemptFolder(`clothes/${cloth.id}/${row.id}/`, job);
  const files = {
    category: output.category,
    gltfKey: `${folder}${GARMENT_NAME}.glb`,
    objKey: null,
    mtlKey: null,
    textureKey: null,
    thumbKey: `${folder}thumb.webp`,
    // A copy: originals may be kept for a shorter time than what is made of them.
    patternKey: `${folder}given.glb`,
    patternSvgKey: null,
    patternDxfKey: null,
  };
  await keepResults(ports, job, 'clothes3d', folder, signal, {
    objects: [
      [files.gltfKey, output.garmentGlb],
      [files.thumbKey, output.thumbnail],
      [files.patternKey, mesh],
    ],
    files,
    report: output.report,
  });
}
