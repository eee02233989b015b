import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { Logger } from '../log/logger.ts';
import type { AppEnvironment } from './app-environment.ts';
import { identifyCaller } from './caller.ts';

function callerOf(socket: string, trusted: string[], headers: Record<string, string>) {
  const warnings: string[] = [];
  const keep = (_fields: object, line: string) => void warnings.push(line);
  const logger: Logger = { debug() {}, info() {}, warn: keep, error() {} };
  const app = new Hono<AppEnvironment>();
  app.use(identifyCaller(trusted, logger));
  app.get('/', (context) => context.json(context.get('caller')));
  const ask = async () => {
    const env = { incoming: { socket: { remoteAddress: socket } } };
    const response = await app.request('http://fit.example/', { headers }, env);
    return (await response.json()) as { address: string; origin: string };
  };
  return { ask, warnings };
}

const FORWARDED = {
  'X-Forwarded-For': '203.0.113.9, 198.51.100.4, 10.1.1.1',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Host': 'shop.example:8443',
};

test('forwarding headers of a stranger mean nothing', async () => {
  for (const trusted of [[], ['10.0.0.0/8'], ['fd00::/8']]) {
    const { ask, warnings } = callerOf('203.0.113.50', trusted, FORWARDED);
    expect(await ask()).toEqual({ address: '203.0.113.50', origin: 'http://fit.example' });
    expect(warnings).toEqual([]);
  }
});

test('behind trusted proxies the client is the right-most hop that is none of them', async () => {
  const { ask } = callerOf('::ffff:10.0.0.2', ['10.0.0.0/8'], FORWARDED);
  expect(await ask()).toEqual({ address: '198.51.100.4', origin: 'https://shop.example:8443' });
  const v6 = callerOf('fd00::2', ['fd00::/8', '::1'], {
    'X-Forwarded-For': 'evil, [2001:db8::7]:443, ::1',
  });
  expect((await v6.ask()).address).toBe('2001:db8::7');
});

test.each([
  ['no header', {}, '10.0.0.2'],
  ['no address', { 'X-Forwarded-For': '203.0.113.9, unknown' }, '10.0.0.2'],
  ['an address with a port', { 'X-Forwarded-For': '203.0.113.9:4711' }, '203.0.113.9'],
  ['proxies alone', { 'X-Forwarded-For': '10.0.0.4, 10.0.0.3' }, '10.0.0.4'],
  ['10,000 hops', { 'X-Forwarded-For': `${'10.0.0.9,'.repeat(10_000)}10.0.0.3` }, '10.0.0.9'],
])('%s', async (_title, headers: Record<string, string>, address) => {
  expect((await callerOf('10.0.0.2', ['private'], headers).ask()).address).toBe(address);
});

test.each(['shop.example/path', 'a b', 'user@shop.example', '', '<script>'])(
  'a forwarded host %j is not believed',
  async (host) => {
    const headers = { 'X-Forwarded-Host': host, 'X-Forwarded-Proto': 'javascript' };
    const { ask } = callerOf('10.0.0.2', ['private'], headers);
    expect((await ask()).origin).toBe('http://fit.example');
  },
);

test('a proxy nearby that is not named is warned of once', async () => {
  const { ask, warnings } = callerOf('172.18.0.5', [], FORWARDED);
  expect((await ask()).address).toBe('172.18.0.5');
  await ask();
  expect(warnings).toEqual([expect.stringContaining('FITROOM_TRUSTED_PROXIES')]);
});
