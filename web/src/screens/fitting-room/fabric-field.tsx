import { FABRIC_PRESETS } from '@fitroom/shared/cloth/fabric-presets';
import { FABRIC_CHOICES, type FabricChoice } from '@fitroom/shared/garment/vocabulary';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { SelectField } from '../../ui/select-field.tsx';

const GRAMS = 1000;
const MICRO = 1e6;

/** What the garment is made of, with the numbers that it then hangs by; docs/draping.md has their sources. */
export function FabricField() {
  const { t, i18n } = useTranslation();
  const { controller } = useRoom();
  const { wishes } = useRoomState();
  const { format } = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });

  function measures(fabric: FabricChoice): string | null {
    if (fabric === 'auto') return null;
    const { areaDensity, stretchStiffness, bendingStiffness, friction } = FABRIC_PRESETS[fabric];
    return t('options.fabricMeasures', {
      density: format(GRAMS * areaDensity),
      warp: format(stretchStiffness.warp),
      weft: format(stretchStiffness.weft),
      bending: format(MICRO * bendingStiffness),
      friction: format(friction),
    });
  }

  const hint = measures(wishes.fabric);
  return (
    <SelectField
      label={t('options.fabric')}
      value={wishes.fabric}
      choices={FABRIC_CHOICES.map((value) => ({ value, label: t(`fabric.${value}`) }))}
      onChange={controller.chooseFabric}
      {...(hint !== null && { hint })}
    />
  );
}
