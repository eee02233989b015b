import type { JobContext } from '@fitroom/shared/job/context';
import { cutOut } from '@fitroom/shared/matte/cut-out';
import { type FittedGarment, fitGarment } from '@fitroom/shared/tryon/fit-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { putOn } from '@fitroom/shared/tryon/put-on';
import { standIn } from '@fitroom/shared/tryon/stand-in';
import { tryOnSeparated } from '@fitroom/shared/tryon/try-on';
import type { JobEvent } from '../protocol/job-events.ts';
import type {
  CancelFlag,
  FitRequest,
  FittedFiles,
  GivenPhoto,
  StanceRequest,
  StandingFiles,
  TriedOnFiles,
  TryOnRequest,
} from '../protocol/try-on-worker.ts';
import type { StageShares } from '../runtime/progress-throttle.ts';
import { createProgressThrottle } from '../runtime/progress-throttle.ts';
import { encodeBlob } from './image-codec.ts';
import { loadBody } from './load-body.ts';
import { type PhotoKeeper, timed } from './photo-keeper.ts';
import type { WornKeeper } from './worn-keeper.ts';

export const glbBlob = (bytes: Uint8Array): Blob =>
  new Blob([new Uint8Array(bytes)], { type: 'model/gltf-binary' });

/** A context whose progress and log lines go out through `post`, and that ends when the flag is set. */
export function contextFor(
  shares: StageShares,
  cancel: CancelFlag,
  post: (event: JobEvent) => void,
): JobContext {
  const now = () => performance.now();
  return {
    signal: {
      get aborted() {
        return cancel !== null && Atomics.load(cancel, 0) !== 0;
      },
    },
    progress: createProgressThrottle(shares, now, post),
    log: (line) => post({ type: 'log', line }),
    now,
  };
}

async function filesOf(fitted: FittedGarment): Promise<FittedFiles> {
  return {
    garmentGlb: glbBlob(fitted.garmentGlb),
    fittedGlb: glbBlob(fitted.fittedGlb),
    thumbnail: await encodeBlob(fitted.thumbnail, 'image/png'),
    report: fitted.report,
  };
}

const previewTo = (post: (event: JobEvent) => void) => ({
  show: (glb: Uint8Array) => post({ type: 'preview', fittedGlb: glbBlob(glb) }),
});

/** What is remembered of the last garment. */
export interface Keepers {
  readonly photos: PhotoKeeper;
  readonly worn: WornKeeper;
}

/** Photo to worn garment; see shared/src/tryon/try-on.ts. */
export async function tryOnPhoto(
  request: TryOnRequest,
  keepers: Keepers,
  ports: TryOnPorts,
  context: JobContext,
  post: (event: JobEvent) => void,
): Promise<TriedOnFiles> {
  const { prior, parser } = ports;
  const timedPorts: TryOnPorts = {
    ...ports,
    ...(parser && {
      parser: { ...parser, run: (input) => timed(context, 'parsing', () => parser.run(input)) },
    }),
    prior: {
      network: prior.network,
      run: (input) => timed(context, 'network', () => prior.run(input)),
    },
  };
  const [opened, body] = await Promise.all([
    keepers.photos.open(request, timedPorts, context),
    loadBody(request.body),
  ]);
  const { photo, separated } = opened;
  const { category, quality, ease, front, knownWidthCm, sizeLabel } = request;
  const { fabric, textureSize, corrections, method, offsetMm } = request;
  const make = {
    category,
    quality,
    ease,
    fabric,
    front,
    knownWidthCm,
    sizeLabel,
    textureSize,
    corrections,
  };
  const fit = { method, ease: null, offsetMm };
  const preview = { texture: opened.texture, ...previewTo(post) };
  const options = { make, fit, preview };
  const tried = await tryOnSeparated(photo, separated, body, options, timedPorts, context);
  opened.texture = tried.made.texture;
  const by = { ...fit, garment: tried.made, bodyId: request.body.id, fabric };
  keepers.worn.keep(by, tried.fitted.worn);
  return { made: tried.made, fitted: await filesOf(tried.fitted) };
}

/** A photo's garment without its background, as PNG; the photo stays open for whatever is made of it next. */
export async function cutOutOfPhoto(
  photo: GivenPhoto,
  keeper: PhotoKeeper,
  ports: TryOnPorts,
  context: JobContext,
): Promise<Blob> {
  const { separated } = await keeper.open({ photo, back: null }, ports, context);
  return encodeBlob(cutOut(separated.workingImage, separated.matte), 'image/png');
}

/** Garment onto a body; see shared/src/tryon/fit-garment.ts. */
export async function fitOnBody(
  request: FitRequest,
  keeper: WornKeeper,
  ports: TryOnPorts,
  context: JobContext,
  post: (event: JobEvent) => void,
): Promise<FittedFiles> {
  const body = await loadBody(request.body);
  const { garment, method, ease, fabric, offsetMm } = request;
  const how = { method, ease, fabric, offsetMm };
  const options = { ...how, preview: previewTo(post) };
  const fitted = await fitGarment(garment, body, options, ports, context);
  keeper.keep({ ...how, garment, bodyId: request.body.id }, fitted.worn);
  return filesOf(fitted);
}

/** Garment into a pose; see shared/src/tryon/stand-in.ts. */
export async function standOnBody(
  request: StanceRequest,
  keeper: WornKeeper,
  ports: TryOnPorts,
  context: JobContext,
): Promise<StandingFiles> {
  const { garment, ease, fabric, stance, method, offsetMm } = request;
  const body = await loadBody(request.body);
  const how = { method, ease, fabric, offsetMm };
  const by = { ...how, garment, bodyId: request.body.id };
  const options = { ...how, solver: ports.solver, snapper: ports.snapper };
  const worn = keeper.find(by) ?? (await putOn(garment, body, options, ports.cache, context));
  keeper.keep(by, worn);
  const standing = await standIn(garment, worn, stance, options, ports, context);
  return {
    glb: glbBlob(standing.glb),
    thumbnail: await encodeBlob(standing.thumbnail, 'image/png'),
    report: standing.report,
    walk: standing.walk,
  };
}
