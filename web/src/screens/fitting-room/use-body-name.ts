import { AVATAR_IDS } from '@fitroom/shared/garment/vocabulary';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../app/room-context.ts';

/** Names bodies in the user's language; a body of the server's own keeps the name it has there. */
export function useBodyName(): (bodyId: string) => string {
  const { t } = useTranslation();
  const { bodies } = useRoom();
  return (bodyId) => {
    const known = AVATAR_IDS.find((id) => id === bodyId);
    if (known) return t(`bodies.${known}`);
    return bodies.find((body) => body.id === bodyId)?.name ?? bodyId;
  };
}
