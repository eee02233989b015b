import type { JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import { MESH_LIMIT_BYTES } from '@fitroom/shared/schemas/mesh-limits';
import { inspectMesh, type SeenMesh } from '@fitroom/shared/tryon/inspect-mesh';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { walkMesh } from '@fitroom/shared/tryon/walk-mesh';
import { wearMesh } from '@fitroom/shared/tryon/wear-mesh';
import type { WebIO } from '@gltf-transform/core';
import type {
  FittedFiles,
  MeshRequest,
  MeshWalkRequest,
  StandingFiles,
} from '../protocol/try-on-worker.ts';
import { once } from '../runtime/once.ts';
import { encodeBlob } from './image-codec.ts';
import { loadBody } from './load-body.ts';
import { openGltf } from './open-gltf.ts';
import { glbBlob } from './try-on-jobs.ts';

const MEBIBYTE = 2 ** 20;

/** Reads materials of any kind: they pass through, and none of their extensions is fetched or run. */
export const openAnyGltf: () => Promise<WebIO> = once(async () => {
  const [io, { ALL_EXTENSIONS }] = await Promise.all([
    openGltf(),
    import('@gltf-transform/extensions'),
  ]);
  return io.registerExtensions(ALL_EXTENSIONS);
});

/** What a file is; see shared/src/tryon/inspect-mesh.ts. */
export async function lookAtMesh(file: Blob, context: JobContext): Promise<SeenMesh> {
  context.progress('decode', 0);
  const glb = await bytesOf(file);
  return inspectMesh(glb, await openAnyGltf());
}

/** A mesh of the user's onto a body; see shared/src/tryon/wear-mesh.ts. */
export async function fitMeshOnBody(
  request: MeshRequest,
  ports: TryOnPorts,
  context: JobContext,
): Promise<FittedFiles> {
  const { glb, avatar, gltf } = await opened(request);
  const worn = await wearMesh(
    glb,
    avatar,
    { ...meshOptions(request), pose: request.pose },
    { ...ports, gltf },
    stageClock(context),
  );
  return {
    garmentGlb: glbBlob(worn.garmentGlb),
    fittedGlb: glbBlob(worn.fittedGlb),
    thumbnail: await encodeBlob(worn.thumbnail, 'image/png'),
    report: worn.report,
  };
}

/** A mesh of the user's that walks; see shared/src/tryon/walk-mesh.ts. */
export async function walkMeshOnBody(
  request: MeshWalkRequest,
  ports: TryOnPorts,
  context: JobContext,
): Promise<StandingFiles> {
  const { glb, avatar, gltf } = await opened(request);
  const {
    glb: walking,
    thumbnail,
    report,
    walk,
  } = await walkMesh(
    glb,
    avatar,
    { ...meshOptions(request), simulate: request.simulate },
    { ...ports, gltf },
    stageClock(context),
  );
  return {
    glb: glbBlob(walking),
    thumbnail: await encodeBlob(thumbnail, 'image/png'),
    report,
    walk,
  };
}

async function opened({ mesh, body }: Pick<MeshRequest, 'mesh' | 'body'>) {
  const [glb, avatar, gltf] = await Promise.all([bytesOf(mesh), loadBody(body), openAnyGltf()]);
  return { glb, avatar, gltf };
}

/** What is said of a mesh to the functions of shared/src/tryon. */
export function meshOptions({
  bodies,
  category,
  origin,
  fabric,
  method,
  offsetMm,
}: Omit<MeshRequest, 'pose' | 'mesh' | 'body'>) {
  return {
    category,
    origin,
    fabric,
    method,
    offsetMm,
    // Its name is nobody's business.
    file: '',
    bodyOf: async (id: string) => {
      const source = bodies.find((known) => known.id === id);
      return source ? loadBody(source) : null;
    },
  };
}

/** @throws {InputError} `mesh-too-large` before anything of it is read. */
export async function bytesOf(file: Blob): Promise<Uint8Array> {
  if (file.size > MESH_LIMIT_BYTES) {
    throw new InputError(
      'mesh-too-large',
      `The file has ${(file.size / MEBIBYTE).toFixed(1)} MB; at most ${MESH_LIMIT_BYTES / MEBIBYTE} MB are taken. Export it with fewer triangles or smaller textures.`,
    );
  }
  return new Uint8Array(await file.arrayBuffer());
}
