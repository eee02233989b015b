import { join } from 'node:path';
import { findProgram } from './programs.ts';
import { freePorts, serviceFolder, startPrograms, type TestService } from './test-service.ts';

export interface CaddyAddress {
  /** The addresses of the API's and the files' sites. */
  readonly site: string;
  readonly filesSite: string;
}

const CADDYFILE = join(import.meta.dirname, '..', '..', 'deploy', 'Caddyfile');

/**
 * The proxy of the deployment with its own Caddyfile, without TLS.
 *
 * @param choose gives host and port of the API and of the store of files, once the sites are known.
 */
export async function startCaddy(
  choose: (address: CaddyAddress) => Promise<{ api: string; files: string }>,
): Promise<TestService<CaddyAddress>> {
  const [sitePort = 0, filesPort = 0, adminPort = 0] = await freePorts(3);
  const folder = serviceFolder('caddy');
  const address = {
    site: `http://localhost:${sitePort}`,
    filesSite: `http://localhost:${filesPort}`,
  };
  const upstreams = await choose(address);
  return startPrograms(address, folder, [
    {
      file: findProgram('caddy'),
      args: ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'],
      environment: {
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        CADDY_ADMIN: `127.0.0.1:${adminPort}`,
        FITROOM_SITE: address.site,
        FITROOM_FILES_SITE: address.filesSite,
        FITROOM_API_UPSTREAM: upstreams.api,
        FITROOM_FILES_UPSTREAM: upstreams.files,
      },
      // Answered by the proxy itself.
      isReady: async () => (await fetch(`${address.site}/metrics`)).status === 404,
    },
  ]);
}
