import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';

const talk = (port: number, words: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(words));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString('latin1'));
    });
  });

test.skipIf(!isInstalled('redis'))('Redis answers, and is the same for all who ask', async () => {
  const [first, second] = await Promise.all([sharedService('redis'), sharedService('redis')]);
  expect(second).toEqual(first);
  expect(await talk(Number(new URL(first.url).port), 'PING\r\n')).toBe('+PONG\r\n');
});

test.skipIf(!isInstalled('postgres'))('PostgreSQL takes connections', async () => {
  const { url } = await sharedService('postgres');
  // SSLRequest of the wire protocol: length 8, code 80877103; answered with one letter.
  const request = String.fromCharCode(0, 0, 0, 8, 4, 210, 22, 47);
  const { port } = new URL(url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(Buffer.from(request, 'latin1')),
    );
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('latin1'));
    });
  });
  expect(answer).toBe('N');
});
