import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const SETUP = join(import.meta.dirname, '..', '..', '..', '.setup');

/** One of the command line's own plugins. @param name its file's, of which it is the only function. */
export async function bundlePlugin(name: string): Promise<Plugin> {
  const made: object = await import(pathToFileURL(join(SETUP, `${name}.mjs`)).href);
  const plugin = Object.values(made).find((value) => typeof value === 'function');
  return plugin();
}

/** What a source alone is bundled to with a plugin. @param path of the folder in `folder` that it is put into. */
export async function bundleAlone(
  source: string,
  plugin: Plugin,
  folder: string,
  ...path: string[]
): Promise<string> {
  await mkdir(join(folder, ...path), { recursive: true });
  const file = join(folder, ...path, 'source.ts');
  await writeFile(file, source);
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [plugin],
    build: {
      ssr: file,
      write: false,
      minify: false,
      rolldownOptions: { output: { format: 'cjs' } },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('One bundle was expected.');
  return built.output[0].code;
}
