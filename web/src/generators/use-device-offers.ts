import { useEffect, useReducer } from 'react';
import { bytesOf, type DeviceModel, hasMemoryFor } from './device-model.ts';
import type { DeviceOffer } from './generator-offers.ts';

/** A generator that may run on this device, and its networks. */
export interface DeviceGeneratorModel {
  readonly generator: DeviceOffer['generator'];
  readonly model: DeviceModel;
}

/** What this device runs, or could after a download; follows the models. */
export function useDeviceOffers(models: readonly DeviceGeneratorModel[]): readonly DeviceOffer[] {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const ends = models.map(({ model }) => model.subscribe(changed));
    return () => {
      for (const end of ends) end();
    };
  }, [models]);
  return models.flatMap(({ generator, model }) => offerOf(generator, model) ?? []);
}

function offerOf(generator: DeviceOffer['generator'], model: DeviceModel): DeviceOffer | null {
  const { presence, manifest } = model.state();
  if (presence === 'absent' || !manifest) return null;
  // Not every browser says it, and those that do say 8 at most.
  const memory: unknown = Reflect.get(navigator, 'deviceMemory');
  const hasMemory = hasMemoryFor(manifest, typeof memory === 'number' ? memory : undefined);
  return {
    generator,
    licence: manifest.licence,
    commercialUse: manifest.commercial_use,
    here: {
      isAvailable: hasMemory,
      reason: null,
      qualities: ['low', 'med'],
      runsOn: null,
      aboutSeconds: { low: null, med: null },
      downloadBytes: presence === 'kept' ? 0 : bytesOf(manifest),
    },
  };
}
