import { AVATAR_IDS } from '@fitroom/shared/garment/vocabulary';
import { DEVICE_GENERATORS } from '@fitroom/shared/generators/device-generators';
import type { JobEvent } from '@fitroom/web-workers/protocol/job-events';
import type { JobProblem, Outcome } from '@fitroom/web-workers/protocol/outcome';
import type {
  BodySource,
  OutfitHangRequest,
  WornTogether,
} from '@fitroom/web-workers/protocol/try-on-worker';
import type { TryOnClient } from '../compute/try-on-client.ts';
import { spokenLanguage } from '../i18n/spoken-language.ts';
import type { StoredGarment, StoredPhoto } from '../storage/database.ts';
import type { Wishes } from './room-state.ts';
import type {
  LayeredGarment,
  LicenceOf,
  MadeSomewhere,
  PlaceWatch,
  TryOnPlace,
} from './try-on-place.ts';

const failed = (code: string, message: string): Extract<Outcome<never>, { status: 'failed' }> => ({
  status: 'failed',
  problem: { kind: 'input', code, message },
});

/** What is said of a server's networks is another thing to do where they are this browser's. */
const ofThisDevice = (problem: JobProblem): JobProblem =>
  problem.code === 'model-unavailable' || problem.code === 'model-damaged'
    ? { ...problem, code: `device-${problem.code}` }
    : problem;

export const eventsTo = (watch: PlaceWatch) => ({
  signal: watch.signal,
  onEvent(event: JobEvent) {
    if (event.type === 'log') watch.onLog(event.line[spokenLanguage()]);
    else if (event.type === 'preview') watch.onPreview(event.fittedGlb);
    else watch.onProgress(event.stage, event.overall);
  },
});

/** Null for the ease it was made for, which is its own: a second thought may have widened it. */
const easeFor = (garment: StoredGarment, { ease }: Wishes) => (ease === garment.ease ? null : ease);

/**
 * Makes and fits in this browser's workers.
 *
 * @param bodySource Finds a body's files; null for a body that only the server has.
 * @param licenceOf What is said of a generator's weights.
 */
export function createDevicePlace(
  client: TryOnClient,
  bodySource: (bodyId: string) => BodySource | null,
  licenceOf: LicenceOf,
): TryOnPlace {
  const foreignBody = failed(
    'body-on-server-only',
    'This body is on the server only; choose another one or make it on the server.',
  );
  const notHere = failed('model-unavailable', 'This generator does not run on this device.');
  const bodies = () =>
    AVATAR_IDS.map(bodySource).filter((source): source is BodySource => source !== null);
  const meshRequest = (
    { blob, category, origin }: NonNullable<StoredGarment['mesh']>,
    body: BodySource,
    { fabric, method, offsetMm }: Wishes,
  ) => ({
    mesh: blob,
    body,
    bodies: bodies(),
    category,
    origin: origin ?? null,
    fabric,
    method,
    offsetMm,
  });
  function outfitRequest(
    layers: readonly LayeredGarment[],
    { bodyId, offsetMm }: Wishes,
  ): OutfitHangRequest | Extract<Outcome<never>, { status: 'failed' }> {
    const body = bodySource(bodyId);
    if (!body) return foreignBody;
    const garments: WornTogether[] = [];
    for (const { garment, tucked } of layers) {
      const { made, mesh, fabric = 'auto' } = garment;
      if (made) garments.push({ garment: { ...made, fabric }, tucked });
      else if (mesh) {
        const { blob, category, origin = null } = mesh;
        garments.push({ mesh: blob, category, origin, fabric, tucked });
      } else return failed('garment-gone', 'The garment is no longer kept here.');
    }
    return { garments, body, bodies: bodies(), offsetMm };
  }
  async function generate(
    { id, blob }: StoredPhoto,
    { generator, quality, category }: Wishes,
    watch: PlaceWatch,
  ): Promise<Outcome<MadeSomewhere>> {
    const own = DEVICE_GENERATORS.find((listed) => listed.generator === generator);
    if (!own) return notHere;
    const request = { ...own, photo: { id, blob }, quality, category };
    const outcome = await client.generate(request, eventsTo(watch));
    if (outcome.status === 'failed')
      return { status: 'failed', problem: ofThisDevice(outcome.problem) };
    if (outcome.status !== 'done') return outcome;
    const { mesh, ...made } = outcome.value;
    const madeBy = { generator: own.generator, place: 'device', ...licenceOf(generator) } as const;
    const garment = { blob: mesh, ...made, madeBy };
    return { status: 'done', value: { made: null, cloth3dId: null, fitted: null, mesh: garment } };
  }
  return {
    putsOn: true,
    async make(photo, wishes, watch) {
      if (wishes.generator !== 'panels') return generate(photo, wishes, watch);
      const body = bodySource(wishes.bodyId);
      if (!body) return foreignBody;
      const { category, ease, fabric, quality, front, knownWidthCm, sizeLabel } = wishes;
      const { textureSize, corrections, method, offsetMm } = wishes;
      const outcome = await client.tryOn(
        {
          photo: { id: photo.id, blob: photo.blob },
          back: wishes.back && { id: wishes.back.id, blob: wishes.back.blob },
          body,
          category,
          ease,
          fabric,
          quality,
          front,
          knownWidthCm,
          sizeLabel,
          textureSize,
          corrections,
          method,
          offsetMm,
        },
        eventsTo(watch),
      );
      if (outcome.status !== 'done') return outcome;
      return { status: 'done', value: { ...outcome.value, cloth3dId: null } };
    },
    async fit(garment, wishes, watch) {
      const body = bodySource(wishes.bodyId);
      if (!body) return foreignBody;
      if (garment.mesh)
        return client.fitMesh(
          { ...meshRequest(garment.mesh, body, wishes), pose: null },
          eventsTo(watch),
        );
      if (!garment.made) return failed('garment-gone', 'The garment is no longer kept here.');
      const ease = easeFor(garment, wishes);
      const { fabric, method, offsetMm } = wishes;
      const request = { garment: garment.made, body, method, offsetMm, ease, fabric };
      return client.fit(request, eventsTo(watch));
    },
    async stand(garment, stance, wishes, watch) {
      const body = bodySource(wishes.bodyId);
      if (!body) return foreignBody;
      if (garment.mesh) {
        const request = meshRequest(garment.mesh, body, wishes);
        if (stance === 'walk' || stance === 'walk-simulated') {
          const simulate = stance === 'walk-simulated';
          return client.walkMesh({ ...request, simulate }, eventsTo(watch));
        }
        const posed = await client.fitMesh({ ...request, pose: stance }, eventsTo(watch));
        if (posed.status !== 'done') return posed;
        const { fittedGlb, thumbnail, report } = posed.value;
        return { status: 'done', value: { glb: fittedGlb, thumbnail, report, walk: null } };
      }
      if (!garment.made) return failed('garment-gone', 'The garment is no longer kept here.');
      const { fabric, method, offsetMm } = wishes;
      const ease = easeFor(garment, wishes);
      const request = { garment: garment.made, body, ease, fabric, method, offsetMm, stance };
      return client.stand(request, eventsTo(watch));
    },
    async wear(layers, wishes, watch, pose) {
      const asked = outfitRequest(layers, wishes);
      if ('problem' in asked) return asked;
      return client.wear({ ...asked, pose }, eventsTo(watch));
    },
    async walkTogether(layers, wishes, watch, simulate) {
      const asked = outfitRequest(layers, wishes);
      if ('problem' in asked) return asked;
      return client.walkTogether({ ...asked, simulate }, eventsTo(watch));
    },
  };
}
