/** `npm run bench [-- NAME …]`: speed and quality figures as tables. Runs under Node 24. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath, ROOT } from './setup.mjs';

const BENCHES = {
  closed: 'server/bench/closed.ts',
  'command-line': 'server/bench/main.ts',
  drape: 'shared/bench/drape.ts',
  flexicubes: 'shared/bench/flexicubes.ts',
  garments: 'server/bench/garments.ts',
  gpu: 'server/bench/gpu.ts',
  matte: 'server/bench/matte.ts',
  peers: 'shared/bench/peers/main.ts',
  prints: 'shared/bench/prints.ts',
  scaling: 'shared/bench/scaling.ts',
  service: 'server/bench/service.ts',
  variants: 'server/bench/variants.ts',
  browser: 'web/bench/main.ts',
};

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(
    `Unknown bench: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(2);
}
/** Python packages that this bench alone needs: only asked for by name is it an error to lack them. */
const PEERS_PYTHON = process.env.FITROOM_PEERS_PYTHON ?? join(ROOT, '.build/peers/bin/python');

let failed = 0;
for (const [name, file] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const path = join(ROOT, file);
  if (!existsSync(path)) throw new Error(`The bench ${name} is listed but ${file} does not exist.`);
  console.log(`\n# ${name}`);
  if (name === 'peers' && wanted.length === 0 && !existsSync(PEERS_PYTHON)) {
    console.log('Skipped: no Python of the peers; see shared/bench/peers/README.md.');
    continue;
  }
  const chromium = chromiumPath();
  const env = {
    ...process.env,
    ORT_DISABLE_TELEMETRY: '1',
    ...(chromium ? { FITROOM_CHROMIUM: chromium } : {}),
  };
  if (spawnSync('node', [path], { cwd: ROOT, stdio: 'inherit', env }).status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
