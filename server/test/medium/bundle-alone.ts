import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const SETUP = join(import.meta.dirname, '..', '..', '..', '.setup');

/** One of the command line's own plugins. @param name its file's, of which it is the only export. */
export async function bundlePlugin(name: string): Promise<Plugin> {
  const file = pathToFileURL(join(SETUP, `${name}.mjs`)).href;
  const made: Readonly<Record<string, () => Plugin>> = await import(file);
  return Object.values(made)[0]!();
}

/** What a source alone is bundled to with a plugin. @param path of the folder that it is put into. */
export async function bundleAlone(
  source: string,
  plugin: Plugin,
  ...path: string[]
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'fitroom-bundle-'));
  try {
    await mkdir(join(root, ...path), { recursive: true });
    const file = join(root, ...path, 'source.ts');
    await writeFile(file, source);
    const built = await build({
      root,
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
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
