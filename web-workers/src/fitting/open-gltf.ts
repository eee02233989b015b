import { createGltfIo } from '@fitroom/shared/gltf/gltf-io';
import type { WebIO } from '@gltf-transform/core';
import draco from 'draco3dgltf';
import decoderUrl from 'draco3dgltf/draco_decoder_gltf.wasm?url';
import encoderUrl from 'draco3dgltf/draco_encoder.wasm?url';
import { fetchBytes } from '../runtime/fetch-bytes.ts';
import { once } from '../runtime/once.ts';

/** The GLB reader and writer with the app's own DRACO codec. */
export const openGltf: () => Promise<WebIO> = once(async () => {
  const [decoderWasm, encoderWasm] = await Promise.all([
    fetchBytes(decoderUrl),
    fetchBytes(encoderUrl),
  ]);
  const [encoder, decoder] = await Promise.all([
    draco.createEncoderModule({ wasmBinary: encoderWasm }),
    draco.createDecoderModule({ wasmBinary: decoderWasm }),
  ]);
  return createGltfIo({ encoder, decoder });
});
