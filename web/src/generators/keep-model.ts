import {
  MODEL_MANIFEST_FILE,
  type ModelManifest,
  ModelManifestSchema,
} from '@fitroom/shared/schemas/generator-model';
import { GENERATOR_CACHE, keptAddress } from '@fitroom/web-workers/protocol/inference-worker';
import { bytesOf, type DeviceModelPorts } from './device-model.ts';

const MANIFEST_HEADERS = { 'Content-Type': 'application/json' };

async function readManifest(text: string, name: string): Promise<ModelManifest | null> {
  const parsed = ModelManifestSchema.safeParse(JSON.parse(text));
  return parsed.success && parsed.data.name === name ? parsed.data : null;
}

/** Bytes as they go by. */
function counting(onBytes: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
}

/**
 * Keeps a model's files in the browser's cache, under the addresses where the app's own server has them. The
 * manifest comes last, so that its presence says that all are there. Checksums are looked at when a graph is opened.
 */
export function keepModel(name: string): DeviceModelPorts {
  const open = () => caches.open(GENERATOR_CACHE);
  const addressOf = (path: string) => keptAddress(name, path);

  async function isKept(cache: Cache, { path, bytes }: ModelManifest['files'][number]) {
    const response = await cache.match(addressOf(path));
    return response?.headers.get('Content-Length') === `${bytes}`;
  }

  async function keep(cache: Cache, path: string, bytes: number, body: BodyInit): Promise<void> {
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Length': `${bytes}`,
    };
    await cache.put(addressOf(path), new Response(body, { headers }));
  }

  const keepManifest = async (cache: Cache, manifest: ModelManifest) =>
    cache.put(
      addressOf(MODEL_MANIFEST_FILE),
      new Response(JSON.stringify(manifest), { headers: MANIFEST_HEADERS }),
    );

  return {
    async kept() {
      const cache = await open();
      const response = await cache.match(addressOf(MODEL_MANIFEST_FILE));
      const manifest = response && (await readManifest(await response.text(), name));
      if (!manifest) return null;
      // A damaged file was thrown away when it was read.
      const there = await Promise.all(manifest.files.map((file) => isKept(cache, file)));
      return there.includes(false) ? null : manifest;
    },
    async served() {
      const response = await fetch(addressOf(MODEL_MANIFEST_FILE));
      return response.ok ? readManifest(await response.text(), name) : null;
    },
    async download(manifest, onProgress, signal) {
      const cache = await open();
      const whole = bytesOf(manifest);
      let done = 0;
      const count = (bytes: number) => {
        done += bytes;
        onProgress(done / whole);
      };
      for (const file of manifest.files) {
        // A download that was broken off goes on with the next file.
        if (await isKept(cache, file)) {
          count(file.bytes);
          continue;
        }
        const response = await fetch(addressOf(file.path), { signal });
        if (!response.ok || !response.body) {
          throw new Error(`${file.path} of ${name} could not be fetched (${response.status}).`);
        }
        const before = done;
        await keep(cache, file.path, file.bytes, response.body.pipeThrough(counting(count)));
        if (done - before !== file.bytes) {
          await cache.delete(addressOf(file.path));
          throw new Error(`${file.path} of ${name} came with ${done - before} bytes.`);
        }
      }
      await keepManifest(cache, manifest);
    },
    async keepFolder(files) {
      const named = new Map(
        // Without the folder's own name.
        files.map((file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file]),
      );
      const manifestFile = named.get(MODEL_MANIFEST_FILE);
      const manifest = manifestFile && (await readManifest(await manifestFile.text(), name));
      const isWhole = manifest?.files.every(({ path, bytes }) => named.get(path)?.size === bytes);
      if (!manifest || !isWhole) return null;
      const cache = await open();
      for (const { path, bytes } of manifest.files) {
        await keep(cache, path, bytes, named.get(path)!);
      }
      await keepManifest(cache, manifest);
      return manifest;
    },
    async remove() {
      const cache = await open();
      const kept = await cache.keys();
      const own = new URL(addressOf(''), location.href).href;
      await Promise.all(
        kept.filter(({ url }) => url.startsWith(own)).map((request) => cache.delete(request)),
      );
    },
  };
}
