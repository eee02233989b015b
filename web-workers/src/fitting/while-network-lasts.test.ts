import type { JobContext } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { expect, test } from 'vitest';
import { whileNetworkLasts } from './while-network-lasts.ts';

const context = { log: () => undefined } as unknown as JobContext;
const portsWith = (name: string) => ({ prior: { network: { name } } }) as TryOnPorts;
const nameOf = (ports: TryOnPorts) => ports.prior.network.name;

/** Ports whose network is the next of `names` each time. */
function ports(...names: string[]) {
  return async () => portsWith(names.shift() ?? 'none left');
}

test('a network that gives out is replaced within the job', async () => {
  const result = await whileNetworkLasts(ports('large', 'small'), context, async (given) => {
    if (nameOf(given) === 'large') throw new Error('std::bad_alloc');
    return nameOf(given);
  });
  expect(result).toBe('small');
});

test('a fault that another network would not mend is passed on', async () => {
  const fails = (error: Error, names: string[]) =>
    whileNetworkLasts(ports(...names), context, () => Promise.reject(error));
  await expect(fails(new Error('bug'), ['small', 'small'])).rejects.toThrow('bug');
  const input = new InputError('no-garment', 'Nothing there.');
  await expect(fails(input, ['large', 'small'])).rejects.toBe(input);
});
