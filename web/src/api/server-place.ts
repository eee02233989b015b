import type { ApiClient } from '@fitroom/shared/client/api-client';
import { type Generator, OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import { throwIfCancelled } from '@fitroom/shared/job/context';
import type { Cloth3d } from '@fitroom/shared/schemas/cloth3d';
import type { JobStage } from '@fitroom/shared/schemas/job-state';
import type { MeshOrigin } from '@fitroom/shared/tryon/wear-mesh';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { FittedFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import { MutationObserver, type QueryClient } from '@tanstack/react-query';
import type { Wishes } from '../room/room-state.ts';
import type { LicenceOf, MadeSomewhere, PlaceWatch, TryOnPlace } from '../room/try-on-place.ts';
import type { StoredPhoto } from '../storage/database.ts';
import { generationRequest } from './generation-request.ts';
import { outcomeOfApiFailure, outcomeOfJobError } from './problem-of.ts';

/** Share of the wait, while a garment is made, that sending the photo takes. */
const UPLOAD_SHARE = 0.1;
/** Share of the wait, while networks make a garment, after which its mesh is fetched. */
const GENERATED_SHARE = 0.95;
/** Share of the wait, while a garment is fitted, after which the files are fetched. */
const FITTED_SHARE = 0.92;

interface JobState {
  readonly stage: JobStage;
  readonly progress: number;
  readonly log: string;
}

/** What the report of a generated garment says of how it was made, for the reports of this device. */
function originOf(report: Cloth3d['report']): MeshOrigin | null {
  if (!report?.photo || !report.generator || !report.generation) return null;
  const { photo, generator, generation, notices } = report;
  const { value, source, confidence } = report.category;
  if (value === null) return null;
  return {
    photo,
    generator,
    generation,
    category: { value, source, confidence: confidence ?? 1 },
    notices: notices ?? [],
    // Those of the server's own fit are in it too; they say nothing of other bodies.
    warnings: [],
  };
}

/** Passes a job's states on: its progress within a range, and each line of its log once. */
function reporter(watch: PlaceWatch, [from, to]: readonly [number, number]) {
  let linesSeen = 0;
  return ({ stage, progress, log }: JobState) => {
    watch.onProgress(stage, from + (to - from) * progress);
    const lines = log.split('\n').filter((line) => line !== '');
    for (const line of lines.slice(linesSeen)) watch.onLog(line);
    linesSeen = Math.max(linesSeen, lines.length);
  };
}

/**
 * Makes and fits on the server. Each request is a mutation under the one retry policy; a job that is
 * cancelled here is cancelled there.
 *
 * @param userId The id under which the server groups this browser's garments.
 * @param licenceOf What the server said of a generator.
 */
export function createServerPlace(
  client: ApiClient,
  queryClient: QueryClient,
  userId: () => Promise<string>,
  licenceOf: LicenceOf,
): TryOnPlace {
  const mutate = <T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> =>
    new MutationObserver(queryClient, {
      mutationFn: () => {
        throwIfCancelled(signal);
        return request();
      },
    }).mutate();

  /** @param end Tells the server to stop; a job that has ended by then is no matter. */
  const whenAborted = (signal: AbortSignal, end: () => Promise<unknown>) =>
    signal.addEventListener('abort', () => void end().catch(() => undefined), { once: true });

  async function make(
    photo: StoredPhoto,
    wishes: Wishes,
    watch: PlaceWatch,
    cutOut: Blob | null,
  ): Promise<Outcome<MadeSomewhere>> {
    const { signal } = watch;
    const isPanels = wishes.generator === 'panels';
    watch.onProgress('upload', 0);
    const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
    const sent = cutOut ?? photo.blob;
    const [owner, bytes, back] = await Promise.all([
      userId(),
      bytesOf(sent),
      // Networks see the front alone.
      isPanels && wishes.back && bytesOf(wishes.back.blob),
    ]);
    const upload = { userId: owner, photo: bytes, mimeType: sent.type, ...(back && { back }) };
    const { cloth_id } = await mutate(signal, () => client.uploadImage(upload, signal));
    const request = generationRequest(wishes, cutOut !== null);
    const { cloth3d_id } = await mutate(signal, () => client.generate3d(cloth_id, request, signal));
    whenAborted(signal, () => client.cancelCloth3d(cloth3d_id));
    const report = reporter(watch, [UPLOAD_SHARE, isPanels ? 1 : GENERATED_SHARE]);
    const state = await mutate(signal, () => client.watchCloth3d(cloth3d_id, report, signal));
    if (state.status === 'error') return outcomeOfJobError(state.error);
    const made = { made: null, cloth3dId: cloth3d_id, fitted: null };
    if (isPanels) return { status: 'done', value: made };
    const mesh = await fetchMesh(state, wishes.generator, watch);
    if (!mesh) return outcomeOfJobError({ code: 'internal', detail: 'The mesh is missing.' });
    return { status: 'done', value: { ...made, mesh } };
  }

  /** A garment that networks made; from then on this device puts it on. Null where there is none. */
  async function fetchMesh(
    { mesh_url, category, report }: Cloth3d,
    generator: Generator,
    watch: PlaceWatch,
  ): Promise<NonNullable<MadeSomewhere['mesh']> | null> {
    if (!mesh_url || !category || generator === 'panels') return null;
    const { signal } = watch;
    watch.onProgress('download', GENERATED_SHARE);
    const bytes = await mutate(signal, () => client.fetchBytes(mesh_url, signal));
    return {
      blob: new Blob([bytes], { type: 'model/gltf-binary' }),
      category,
      origin: originOf(report),
      madeBy: { generator, place: 'server', ...licenceOf(generator) },
    };
  }

  async function fit(
    cloth3dId: string,
    wishes: Wishes,
    watch: PlaceWatch,
  ): Promise<Outcome<FittedFiles>> {
    const { signal } = watch;
    const request = {
      cloth3d_id: cloth3dId,
      avatar_preset_id: wishes.bodyId,
      ease: wishes.ease,
      fabric: wishes.fabric,
      method: wishes.method,
      // Servers of earlier versions refuse a field that they do not know.
      ...(wishes.offsetMm !== OFFSET_MM.usual && { offset_mm: wishes.offsetMm }),
    } as const;
    const { fitting_session_id } = await mutate(signal, () => client.fit(request, signal));
    whenAborted(signal, () => client.cancelSession(fitting_session_id));
    const report = reporter(watch, [0, FITTED_SHARE]);
    const state = await mutate(signal, () =>
      client.watchSession(fitting_session_id, report, signal),
    );
    if (state.status === 'error') return outcomeOfJobError(state.error);
    const { cloth3d_url, fitted_gltf_url, thumb_url } = state;
    // It was made before, and the server has kept its picture alone.
    if (state.expired_at) return outcomeOfJobError({ code: 'result-expired', detail: '' });
    if (!cloth3d_url || !fitted_gltf_url || !thumb_url || !state.report) {
      return outcomeOfJobError({ code: 'internal', detail: 'A finished job lacks its files.' });
    }
    watch.onProgress('download', FITTED_SHARE);
    const fetchBlob = async (url: string, type: string) =>
      new Blob([await mutate(signal, () => client.fetchBytes(url, signal))], { type });
    const [garmentGlb, fittedGlb, thumbnail] = await Promise.all([
      fetchBlob(cloth3d_url, 'model/gltf-binary'),
      fetchBlob(fitted_gltf_url, 'model/gltf-binary'),
      fetchBlob(thumb_url, 'image/png'),
    ]);
    return { status: 'done', value: { garmentGlb, fittedGlb, thumbnail, report: state.report } };
  }

  return {
    putsOn: false,
    make: (photo, wishes, watch, cutOut) =>
      make(photo, wishes, watch, cutOut).catch(outcomeOfApiFailure),
    async fit(garment, wishes, watch) {
      if (!garment.cloth3dId) return outcomeOfJobError({ code: 'garment-gone', detail: '' });
      return fit(garment.cloth3dId, wishes, watch).catch(outcomeOfApiFailure);
    },
    // The app offers poses and outfits of garments that were made on this device alone.
    stand: async () => outcomeOfJobError({ code: 'garment-gone', detail: '' }),
    wear: async () => outcomeOfJobError({ code: 'garment-gone', detail: '' }),
    walkTogether: async () => outcomeOfJobError({ code: 'garment-gone', detail: '' }),
  };
}
