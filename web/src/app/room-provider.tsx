import type { ClothReport } from '@fitroom/web-workers/protocol/cloth-report';
import type { BackendReport } from '@fitroom/web-workers/protocol/inference-worker';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAvatarPresets } from '../api/use-avatar-presets.ts';
import { useServerGenerators } from '../api/use-server-generators.ts';
import { bundledBodies } from '../bodies/bundled-bodies.ts';
import { mergeBodies } from '../bodies/merge-bodies.ts';
import { generatorOffers } from '../generators/generator-offers.ts';
import { useDeviceOffers } from '../generators/use-device-offers.ts';
import { FittingRoom } from '../screens/fitting-room/fitting-room.tsx';
import type { FitroomDatabase } from '../storage/database.ts';
import { buildRoom } from './build-room.ts';
import { type Room, RoomContext } from './room-context.ts';
import type { RuntimeConfig } from './runtime-config.ts';
import { useSettings } from './settings-context.ts';

interface RoomProviderProps {
  readonly database: FitroomDatabase;
  readonly config: RuntimeConfig;
  readonly firstBodyId: string | null;
}

const BUNDLED = bundledBodies();
/** A figure that cannot be loaded never shows. */
const LONGEST_WAIT_MS = 5000;

/** Joins the fitting room's parts and follows what only the running page knows. */
export function RoomProvider({ database, config, firstBodyId }: RoomProviderProps) {
  const settings = useSettings();
  const queryClient = useQueryClient();
  const [parts] = useState(() =>
    buildRoom({ database, settings, config, queryClient, bundled: BUNDLED, firstBodyId }),
  );
  const { presets, isServerThere } = useAvatarPresets(parts.api);
  const listed = useServerGenerators(parts.api, isServerThere);
  const [backend, setBackend] = useState<BackendReport | null>(null);
  const [cloth, setCloth] = useState<ClothReport | null>(null);
  const { client, controller, wardrobe, models, bodies: knownBodies } = parts;

  const bodies = useMemo(() => mergeBodies(presets, BUNDLED), [presets]);
  knownBodies.current = bodies;
  const { deviceModels, serverKey } = parts;
  const deviceOffers = useDeviceOffers(deviceModels);
  const generators = generatorOffers(listed, isServerThere, deviceOffers);
  parts.generators.current = generators;

  useEffect(() => {
    for (const { generator, model } of deviceModels) {
      // Where it runs there, its networks are there.
      const isServed = listed?.some(({ id, available }) => id === generator && available);
      void model.look(isServed ?? false);
    }
  }, [deviceModels, listed]);

  // The runtime loads while the visitor looks at the page, so that the first photo does not wait;
  // but not before there is something to look at.
  const [isFigureShown, setFigureShown] = useState(false);
  useEffect(() => {
    const source = BUNDLED.find((body) => body.id === controller.state().wishes.bodyId)?.source;
    if (!source) return;
    const warmUp = () => {
      void client.warmUp(source).then(async (report) => {
        setBackend(report);
        setCloth(await client.cloth());
      });
      void settings.get('matteModel').then(models.controller.restore);
    };
    const timer = setTimeout(warmUp, isFigureShown ? 0 : LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [client, controller, settings, models, isFigureShown]);
  const onFigureShown = useCallback(() => setFigureShown(true), []);

  // A lost device changes the backend in the middle of a job, memory that runs out the network; a body choice outlives the visit.
  useEffect(
    () =>
      controller.subscribe(() => {
        const { job, wishes } = controller.state();
        void settings.set('bodyId', wishes.bodyId);
        if (job === null) {
          void client.backend().then((report) => report && setBackend(report));
          void client.cloth().then((report) => report && setCloth(report));
          void models.controller.refresh();
        }
      }),
    [client, controller, settings, models],
  );

  const room = useMemo<Room>(
    () => ({
      controller,
      wardrobe,
      bodies,
      models,
      generators,
      deviceModels,
      isServerThere,
      serverKey,
      onFigureShown,
      serverHost: new URL(config.apiBase || '/', document.baseURI).host,
    }),
    [
      controller,
      wardrobe,
      bodies,
      models,
      generators,
      deviceModels,
      isServerThere,
      serverKey,
      onFigureShown,
      config.apiBase,
    ],
  );
  return (
    <RoomContext value={room}>
      <FittingRoom backend={backend} cloth={cloth} />
    </RoomContext>
  );
}
