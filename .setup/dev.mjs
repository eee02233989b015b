/** The API with restart on change, and the app with hot reload in front of it. Runs under Node 24. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const children = [
  spawn('node', ['--watch', join('server', 'src', 'main.ts')], { cwd: ROOT, stdio: 'inherit' }),
  spawn('vite', [], { cwd: join(ROOT, 'web'), stdio: 'inherit' }),
];
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 0;
    stop();
  });
}
