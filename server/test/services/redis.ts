import { connect } from 'node:net';
import { findProgram } from './programs.ts';
import { freePorts, serviceFolder, startPrograms, type TestService } from './test-service.ts';

export interface RedisAddress {
  /** As REDIS_URL takes it. */
  readonly url: string;
}

/** Redis that keeps its data over a stop: an append-only file, as queues are run. */
export async function startRedis(): Promise<TestService<RedisAddress>> {
  const [port = 0] = await freePorts(1);
  const folder = serviceFolder('redis');
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  return startPrograms({ url: `redis://127.0.0.1:${port}` }, folder, [
    {
      file: findProgram('redis-server'),
      args: [...args, '--save', '', '--appendonly', 'yes', '--loglevel', 'warning'],
      isReady: () => answersPing(port),
    },
  ]);
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString('utf8').startsWith('+PONG'));
    });
  });
}
