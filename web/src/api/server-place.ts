import type { ApiClient } from '@fitroom/shared/client/api-client';
import type { Generator } from '@fitroom/shared/garment/vocabulary';
import type { Cloth3d } from '@fitroom/shared/schemas/cloth3d';
import type { MeshOrigin } from '@fitroom/shared/tryon/wear-mesh';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { QueryClient } from '@tanstack/react-query';
import type { Wishes } from '../room/room-state.ts';
import type { LicenceOf, MadeSomewhere, PlaceWatch, TryOnPlace } from '../room/try-on-place.ts';
import type { StoredPhoto } from '../storage/database.ts';
import { generationRequest } from './generation-request.ts';
import { outcomeOfApiFailure, outcomeOfJobError } from './problem-of.ts';
import { createServerFitting } from './server-fitting.ts';
import { createAsk, reporter, whenAborted } from './server-requests.ts';

/** Share of the wait, while a garment is made, that sending the photo takes. */
const UPLOAD_SHARE = 0.1;
/** Share of the wait, while networks make a garment, after which its mesh is fetched. */
const GENERATED_SHARE = 0.95;
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
  const ask = createAsk(queryClient);

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
    const { cloth_id } = await ask(signal, () => client.uploadImage(upload, signal));
    const request = generationRequest(wishes, cutOut !== null);
    const { cloth3d_id } = await ask(signal, () => client.generate3d(cloth_id, request, signal));
    whenAborted(signal, () => client.cancelCloth3d(cloth3d_id));
    const report = reporter(watch, [UPLOAD_SHARE, isPanels ? 1 : GENERATED_SHARE]);
    const state = await ask(signal, () => client.watchCloth3d(cloth3d_id, report, signal));
    if (state.status === 'error') return outcomeOfJobError(state.error);
    const { category } = state;
    const made = { made: null, cloth3dId: cloth3d_id, category, fitted: null };
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
    const bytes = await ask(signal, () => client.fetchBytes(mesh_url, signal));
    return {
      blob: new Blob([bytes], { type: 'model/gltf-binary' }),
      category,
      origin: originOf(report),
      madeBy: { generator, place: 'server', ...licenceOf(generator) },
    };
  }

  return {
    putsOn: false,
    make: (photo, wishes, watch, cutOut) =>
      make(photo, wishes, watch, cutOut).catch(outcomeOfApiFailure),
    ...createServerFitting(client, ask),
  };
}
