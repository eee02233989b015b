/**
 * `node .setup/compile-loops.mjs` compiles the cloth solver's inner loops anew after a change of their source. Their
 * bytes are committed, so that nobody else needs the compiler (100 MB), which npm fetches for this one run.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMPILER = 'assemblyscript@0.28.20';
const FOLDER = join(import.meta.dirname, '..', 'shared/src/cloth/compiled');
const SOURCE = join(FOLDER, 'loops.as.ts');
const BYTES_A_LINE = 24;

const aside = mkdtempSync(join(tmpdir(), 'fitroom-loops-'));
try {
  const wasm = join(aside, 'loops.wasm');
  execFileSync(
    'npm',
    [
      'exec',
      '--yes',
      `--package=${COMPILER}`,
      '--',
      'asc',
      SOURCE,
      '-O3',
      '--noAssert',
      '--runtime=stub',
      '--importMemory',
      '--enable=simd',
      `--outFile=${wasm}`,
    ],
    { stdio: 'inherit' },
  );
  writeFileSync(join(FOLDER, 'loops-wasm.ts'), moduleOf(readFileSync(wasm)));
} finally {
  rmSync(aside, { recursive: true, force: true });
}

/** @param {Buffer} bytes */
function moduleOf(bytes) {
  const hash = createHash('sha256').update(readFileSync(SOURCE)).digest('hex');
  const lines = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    lines.push(`  '${bytes.subarray(at, at + BYTES_A_LINE).toString('hex')}' +`);
  }
  return `// Made of loops.as.ts by \`node .setup/compile-loops.mjs\`; not to be changed by hand.

/** SHA-256 of the source that the bytes were compiled from. */
export const LOOPS_SOURCE = '${hash}';

/** A WebAssembly module in hexadecimal. */
export const LOOPS_WASM =
${lines.join('\n').slice(0, -2)};
`;
}
