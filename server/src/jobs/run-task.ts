import type { Avatar } from '@fitroom/shared/body/avatar';
import { patternDxf } from '@fitroom/shared/export/pattern-dxf';
import { patternSvg } from '@fitroom/shared/export/pattern-svg';
import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import { readAvatar } from '@fitroom/shared/gltf/read-avatar';
import { writeObj } from '@fitroom/shared/gltf/write-obj';
import type { JobContext } from '@fitroom/shared/job/context';
import { packMadeGarment, unpackMadeGarment } from '@fitroom/shared/tryon/made-garment-file';
import type { OutfitGarment } from '@fitroom/shared/tryon/outfit-garments';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import { wearOutfit } from '@fitroom/shared/tryon/wear-outfit';
import type { NeuralRuntime } from '../inference/neural-runtime.ts';
import { decodePhoto } from '../photos/decode-photo.ts';
import {
  type BodyFiles,
  GARMENT_NAME,
  type GenerateOutput,
  type JobOutput,
  type JobTask,
  type MeshOutput,
  type OutfitOutput,
  PHOTO_FILE,
} from './job-task.ts';
import { fitStored, USUAL_OPTIONS, writtenMaps } from './run-fit-task.ts';
import { isGlb, ofUploaded, openAnyGltf, wearUploaded } from './run-mesh-task.ts';
import { makeByNetworks } from './run-neural-task.ts';

/** What tasks are done with. */
export interface TaskPorts extends TryOnPorts {
  readonly neural: NeuralRuntime;
}

/** Runs one task through the pipeline that the browser and the command line run too. */
export async function runTask(
  task: JobTask,
  ports: TaskPorts,
  context: JobContext,
): Promise<JobOutput> {
  if (task.kind === 'inspect') {
    const { width, height } = await decodePhoto(task.photo);
    return { kind: 'inspect', widthPx: width, heightPx: height };
  }
  if (task.kind === 'generate') return generate(task, ports, context);
  if (task.kind === 'neural') {
    return makeByNetworks(task, await readBody(task.body, ports), ports, context);
  }
  if (task.kind === 'mesh') return showMesh(task, ports, context);
  return task.kind === 'fit'
    ? fitStored(task, await readBody(task.body, ports), ports, context)
    : outfit(task, ports, context);
}

async function generate(
  task: Extract<JobTask, { kind: 'generate' }>,
  ports: TryOnPorts,
  caller: JobContext,
): Promise<GenerateOutput> {
  const clock = stageClock(caller);
  const { context } = clock;
  context.progress('decode', 0);
  const photo = await decodePhoto(task.photo);
  const back = task.backPhoto && (await decodePhoto(task.backPhoto));
  const avatar = await readBody(task.body, ports);
  context.progress('decode', 1);
  const { made, fitted } = await tryOn(
    photo,
    avatar,
    {
      make: { ...task, back },
      fit: {
        method: 'drape',
        ease: null,
        offsetMm: task.offsetMm ?? OFFSET_MM.usual,
        photoFile: PHOTO_FILE,
      },
    },
    ports,
    context,
  );
  return {
    kind: 'generate',
    category: made.reading.category.value,
    garment: packMadeGarment(made),
    garmentGlb: fitted.garmentGlb,
    obj: task.obj ? await writeObj(fitted.garmentGlb, ports.gltf, GARMENT_NAME) : null,
    patternSvg: patternSvg(made.pattern),
    patternDxf: patternDxf(made.pattern),
    thumbnail: await ports.encodeImage(fitted.thumbnail, 'image/webp'),
    report: { ...fitted.report, timings_ms: clock.timings() },
  };
}

async function showMesh(
  task: Extract<JobTask, { kind: 'mesh' }>,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MeshOutput> {
  const worn = await wearUploaded(
    task.mesh,
    await readBody(task.body, ports),
    { category: task.category, method: 'drape', offsetMm: OFFSET_MM.usual },
    ports,
    context,
  );
  return {
    kind: 'mesh',
    category: worn.report.category.value!,
    garmentGlb: worn.garmentGlb,
    thumbnail: await ports.encodeImage(worn.thumbnail, 'image/webp'),
    report: worn.report,
  };
}

async function outfit(
  task: Extract<JobTask, { kind: 'outfit' }>,
  ports: TryOnPorts,
  context: JobContext,
): Promise<OutfitOutput> {
  const hasMesh = task.garments.some(({ garment }) => isGlb(garment));
  const gltf = hasMesh ? await openAnyGltf() : ports.gltf;
  const garments = task.garments.map(
    ({ garment, tucked, fabric, category = null, origin = null }): OutfitGarment => {
      const of = fabric && { fabric };
      return isGlb(garment)
        ? { mesh: { ...ofUploaded(gltf), glb: garment, category, origin, ...of }, tucked }
        : { garment: { ...unpackMadeGarment(garment), ...of }, tucked, photoFile: PHOTO_FILE };
    },
  );
  const { offsetMm, walk, maps } = task.options ?? USUAL_OPTIONS;
  const options = {
    offsetMm,
    pose: task.pose,
    animate: walk !== null,
    simulate: walk === 'simulated',
  };
  const body = await readBody(task.body, ports);
  const given = { ...ports, gltf };
  const worn = await wearOutfit(garments, body, options, given, context);
  return {
    kind: 'outfit',
    fittedGlb: worn.fittedGlb,
    thumbnail: await ports.encodeImage(worn.thumbnail, 'image/webp'),
    walkGlb: worn.walkGlb,
    maps: maps ? await writtenMaps(worn.fittedGlb, given) : [],
    report: worn.report,
  };
}

async function readBody({ glb, record }: BodyFiles, ports: TryOnPorts): Promise<Avatar> {
  return readAvatar(glb, JSON.parse(new TextDecoder().decode(record)), ports.gltf);
}
