import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { DRACO_PATH } from '../src/scene/draco-path.ts';

const FILES = {
  'draco_wasm_wrapper.js': 'text/javascript',
  'draco_decoder.wasm': 'application/wasm',
};

/**
 * Serves three's own glTF DRACO decoder from the app, under the fixed names its loader asks for.
 * (The loader's default would fetch it from another host.)
 */
export function serveDraco(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string) =>
    readFileSync(resolve(`three/examples/jsm/libs/draco/gltf/${name}`));
  return {
    name: 'fitroom-serve-draco',
    configureServer(server) {
      for (const [name, type] of Object.entries(FILES)) {
        server.middlewares.use(`${DRACO_PATH}${name}`, (_request, response) => {
          response.setHeader('Content-Type', type);
          response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
          response.end(read(name));
        });
      }
    },
    generateBundle() {
      for (const name of Object.keys(FILES)) {
        const fileName = `${DRACO_PATH.slice(1)}${name}`;
        this.emitFile({ type: 'asset', fileName, source: read(name) });
      }
    },
  };
}
