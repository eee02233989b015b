import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { API_PATHS } from './build-steps/api-paths.ts';
import { MANIFEST } from './build-steps/manifest.ts';
import { serveDraco } from './build-steps/serve-draco.ts';
import { watlasWithoutStrings } from './build-steps/watlas-without-strings.ts';

const MEBIBYTE = 1024 * 1024;
/** The inference runtime alone is 26.8 MB; the default limit of 2 MiB would leave it out offline. */
const LARGEST_PRECACHED_FILE = 40 * MEBIBYTE;

/** Threads in WASM need SharedArrayBuffer, which needs these; the server sends the same ones. */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const API_PORT = process.env.PORT ?? '8080';

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    serveDraco(),
    watlasWithoutStrings(),
    VitePWA({
      registerType: 'prompt',
      // Registered by src/offline, so that the page needs no inline script.
      injectRegister: null,
      manifest: MANIFEST,
      workbox: {
        globPatterns: ['**/*.{js,mjs,css,html,wasm,onnx,glb,json,png,webp,jpg,svg}'],
        // An operator edits it after the build: it is fetched fresh, see runtimeCaching.
        // The library for larger networks is kept once somebody has chosen one.
        globIgnores: ['config.json', '**/open-matte-model-*.js'],
        maximumFileSizeToCacheInBytes: LARGEST_PRECACHED_FILE,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: API_PATHS,
        // The first visit's page already loads its later files through the cache.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        runtimeCaching: [
          {
            urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname === '/config.json',
            handler: 'NetworkFirst',
            options: { cacheName: 'runtime-config', networkTimeoutSeconds: 3 },
          },
          {
            urlPattern: ({ sameOrigin, url }) =>
              sameOrigin && /^\/assets\/open-matte-model-/.test(url.pathname),
            handler: 'CacheFirst',
            options: { cacheName: 'matte-model-library', expiration: { maxEntries: 4 } },
          },
        ],
      },
    }),
  ],
  resolve: {
    dedupe: ['three', 'react', 'react-dom'],
    alias: {
      // The build that leaves its loader outside: see web-workers/src/inference/ort-session.ts.
      'onnxruntime-web/webgpu': fileURLToPath(
        new URL('../node_modules/onnxruntime-web/dist/ort.webgpu.min.mjs', import.meta.url),
      ),
    },
  },
  optimizeDeps: {
    // The second finds its wasm beside it, and is mended by a plugin that does not see what is optimised.
    exclude: ['onnxruntime-web', 'watlas'],
    // Only workers import these: found late, they would reload the page in the middle of a job.
    include: [
      '@gltf-transform/core',
      '@gltf-transform/extensions',
      '@kninnug/constrainautor',
      'delaunator',
      'draco3dgltf',
      'three-mesh-bvh',
    ],
  },
  worker: { format: 'es', plugins: () => [watlasWithoutStrings()] },
  build: {
    target: 'es2023',
    // GLBs and models must stay files: a data URL would be parsed with the script.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
  server: {
    headers: ISOLATION_HEADERS,
    proxy: Object.fromEntries(
      API_PATHS.map((path) => [path.source, { target: `http://localhost:${API_PORT}` }]),
    ),
  },
  preview: { headers: ISOLATION_HEADERS },
});
