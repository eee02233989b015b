import { useTranslation } from 'react-i18next';

const SIDE = /-(left|right|centre)$/;

/**
 * Names landmarks in the user's language: the part (`cuff-outer`) and its side (`left`) are
 * translated apart. A part without a translation keeps its own word.
 */
export function useLandmarkName(): (name: string) => string {
  const { t, i18n } = useTranslation();
  return (name) => {
    const side = SIDE.exec(name)?.[1];
    const part = name.replace(SIDE, '');
    const key = `landmark.${part}`;
    const word = i18n.exists(key) ? i18n.t(key as never) : part.replaceAll('-', ' ');
    if (side !== 'left' && side !== 'right') return word;
    return t(`landmarkSide.${side}`, { part: word });
  };
}
