import type { MatteModel } from '@fitroom/shared/schemas/matte-model';
import { createContext, use, useSyncExternalStore } from 'react';
import type { ServerKey } from '../api/server-key.ts';
import type { Body } from '../bodies/body.ts';
import type { GeneratorOffer } from '../generators/generator-offers.ts';
import type { DeviceGeneratorModel } from '../generators/use-device-offers.ts';
import type { ModelController } from '../matte/model-controller.ts';
import type { RoomController } from '../room/room-controller.ts';
import type { RoomState } from '../room/room-state.ts';
import type { Wardrobe } from '../storage/wardrobe.ts';

/** What every part of the screen may use. */
export interface Room {
  readonly controller: RoomController;
  readonly wardrobe: Wardrobe;
  readonly bodies: readonly Body[];
  /** The ways to make a garment, the server's best first. */
  readonly generators: readonly GeneratorOffer[];
  /** Networks of generators that this device may run. */
  readonly deviceModels: readonly DeviceGeneratorModel[];
  /** The networks that can find the garment. */
  readonly models: {
    readonly list: readonly MatteModel[];
    readonly controller: ModelController;
  };
  /** A server answers at the configured address. */
  readonly isServerThere: boolean;
  /** What the server wants to be sent with each request. */
  readonly serverKey: ServerKey;
  /** Called each time a figure is on screen. */
  onFigureShown(): void;
  /** The server's address as people should read it. */
  readonly serverHost: string;
}

export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = use(RoomContext);
  if (!room) throw new Error('A part of the fitting room was used outside of it.');
  return room;
}

export function useRoomState(): RoomState {
  const { controller } = useRoom();
  return useSyncExternalStore(controller.subscribe, controller.state);
}
