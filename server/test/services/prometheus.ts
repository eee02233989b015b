import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './programs.ts';
import { freePorts, serviceFolder, startPrograms, type TestService } from './test-service.ts';

export interface PrometheusAddress {
  /** Of its pages and its query API. */
  readonly url: string;
}

/** @param configuration text of a prometheus.yml. */
export async function startPrometheus(
  configuration: string,
): Promise<TestService<PrometheusAddress>> {
  const [port = 0] = await freePorts(1);
  const folder = serviceFolder('prometheus');
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, configuration);
  const url = `http://127.0.0.1:${port}`;
  return startPrograms({ url }, folder, [
    {
      file: findProgram('prometheus'),
      args: [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=warn',
      ],
      isReady: async () => (await fetch(`${url}/-/ready`)).ok,
    },
  ]);
}
