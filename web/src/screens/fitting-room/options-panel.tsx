import { CATEGORIES, EASES, QUALITIES, TEXTURE_SIZES } from '@fitroom/shared/garment/vocabulary';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { hasPattern } from '../../generators/generator-offers.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { FabricField } from './fabric-field.tsx';
import { GeneratorPicker } from './generator-picker.tsx';
import { MatteModelPicker } from './matte-model-picker.tsx';
import { PutOnOptions } from './put-on-options.tsx';
import { ServerKeyPanel } from './server-key-panel.tsx';

/** Widths that a garment can have, centimetres; the API's limits are the same. */
const WIDTH_CM = { least: 10, most: 250 } as const;

export function OptionsPanel() {
  const { t } = useTranslation();
  const { controller, generators } = useRoom();
  const { wishes, garment } = useRoomState();
  // What is wished of a photo says nothing of a 3D garment that the user brought.
  if (garment?.mesh && !garment.madeBy) {
    return (
      <div className="space-y-4">
        <FabricField />
        <PutOnOptions />
      </div>
    );
  }
  const drafts = hasPattern(wishes.generator);
  const offer = generators.find(({ generator }) => generator === wishes.generator);
  const qualities = offer?.places[wishes.place]?.qualities ?? QUALITIES;
  return (
    <div className="space-y-4">
      <GeneratorPicker />
      {drafts && (
        <Segmented
          label={t('options.ease')}
          value={wishes.ease}
          choices={EASES.map((value) => ({ value, label: t(`ease.${value}`) }))}
          onChange={controller.chooseEase}
        />
      )}
      <FabricField />
      <SelectField
        label={t('options.category')}
        value={wishes.category}
        choices={(['auto', ...CATEGORIES] as const).map((value) => ({
          value,
          label: value === 'auto' ? t('options.auto') : t(`category.${value}`),
        }))}
        onChange={controller.chooseCategory}
      />
      <Segmented
        label={t('options.quality')}
        value={wishes.quality}
        choices={QUALITIES.map((value) => ({
          value,
          label: t(`quality.${value}`),
          off: !qualities.includes(value),
        }))}
        onChange={controller.chooseQuality}
      />
      {drafts && <PatternOptions />}
      <PutOnOptions />
      <MatteModelPicker />
      <ServerKeyPanel />
    </div>
  );
}

/** What is wished of a garment with a pattern. */
function PatternOptions() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { wishes } = useRoomState();
  return (
    <>
      <Segmented
        label={t('options.texture')}
        value={`${wishes.textureSize}`}
        choices={TEXTURE_SIZES.map((size) => ({
          value: `${size}`,
          label: t('options.textureSide', { size }),
        }))}
        onChange={(value) => {
          const size = TEXTURE_SIZES.find((known) => `${known}` === value);
          if (size) controller.chooseTextureSize(size);
        }}
      />
      <KnownWidth />
      <SizeLabel />
    </>
  );
}

function KnownWidth() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { wishes } = useRoomState();
  const id = useId();

  function onCommit(input: HTMLInputElement) {
    if (!input.reportValidity()) return;
    controller.setKnownWidth(input.value === '' ? null : input.valueAsNumber);
  }

  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-xs font-medium text-soft">
        {t('options.width')} ({t('options.widthUnit')})
      </label>
      <input
        id={id}
        key={wishes.knownWidthCm ?? 'none'}
        type="number"
        inputMode="decimal"
        min={WIDTH_CM.least}
        max={WIDTH_CM.most}
        step="any"
        defaultValue={wishes.knownWidthCm ?? ''}
        aria-describedby={`${id}-hint`}
        onBlur={(event) => onCommit(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onCommit(event.currentTarget);
        }}
        className="min-h-11 w-full rounded-xl border border-line-strong bg-card px-3 text-sm"
      />
      <p id={`${id}-hint`} className="mt-1.5 text-xs text-soft">
        {t('options.widthHint')}
      </p>
    </div>
  );
}

/** Offered while typing; other labels are understood too. */
const LABELS = ['XS', 'S', 'M', 'L', 'XL', 'XXL'] as const;
const LONGEST_LABEL = 12;

function SizeLabel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { wishes } = useRoomState();
  const id = useId();

  const commit = (text: string) => controller.setSizeLabel(text.trim() === '' ? null : text.trim());

  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-xs font-medium text-soft">
        {t('options.label')}
      </label>
      <input
        id={id}
        key={wishes.sizeLabel ?? 'none'}
        type="text"
        list={`${id}-labels`}
        maxLength={LONGEST_LABEL}
        autoComplete="off"
        defaultValue={wishes.sizeLabel ?? ''}
        aria-describedby={`${id}-hint`}
        onBlur={(event) => commit(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(event.currentTarget.value);
        }}
        className="min-h-11 w-full rounded-xl border border-line-strong bg-card px-3 text-sm"
      />
      <datalist id={`${id}-labels`}>
        {LABELS.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <p id={`${id}-hint`} className="mt-1.5 text-xs text-soft">
        {t('options.labelHint')}
      </p>
    </div>
  );
}
