import type { Generator } from '@fitroom/shared/garment/vocabulary';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { type GeneratorOffer, placeFor } from '../../generators/generator-offers.ts';
import type { Place } from '../../storage/database.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { LicenceBadge } from './licence-badge.tsx';
import { OnThisDevice } from './on-this-device.tsx';

/** How the garment is made, and where; what cannot be had is listed with the reason. */
export function GeneratorPicker() {
  const { t } = useTranslation();
  const { controller, generators, deviceModels, isServerThere } = useRoom();
  const [asked, setAsked] = useState<Generator | null>(null);
  const { wishes } = useRoomState();
  const name = useId();
  const offered = generators.filter((offer) => placeFor(offer, wishes.place) !== null);
  const chosen = generators.find(({ generator }) => generator === wishes.generator);
  const missing = generators.filter((offer) => placeFor(offer, wishes.place) === null);

  function choose(offer: GeneratorOffer) {
    const place = placeFor(offer, wishes.place);
    if (place) run(offer, place);
  }

  /** What has to be fetched first is asked about. */
  function run({ generator, places }: GeneratorOffer, place: Place) {
    if (places[place]?.downloadBytes) setAsked(generator);
    else if (generator === 'panels' && wishes.generator === 'panels') controller.choosePlace(place);
    else controller.chooseGenerator(generator, place);
  }

  /** Its networks, where it is one that this device may run. */
  function onThisDevice({ generator }: GeneratorOffer): ReactNode {
    const own = deviceModels.find((listed) => listed.generator === generator);
    return (
      own && (
        <OnThisDevice
          key={generator}
          {...own}
          isAsked={asked === generator}
          onAsk={() => setAsked(generator)}
          onAnswered={() => setAsked(null)}
          onKept={() => controller.chooseGenerator(generator, 'device')}
        />
      )
    );
  }

  return (
    <div className="space-y-3" data-role="generators">
      {generators.length > 1 && (
        <fieldset>
          <legend className="mb-1.5 text-xs font-medium text-soft">{t('generator.title')}</legend>
          <div className="space-y-2">
            {offered.map((offer) => (
              <Choice
                key={offer.generator}
                offer={offer}
                group={name}
                isChosen={offer.generator === wishes.generator}
                onChoose={() => choose(offer)}
              />
            ))}
          </div>
          {missing.length > 0 && <Missing offers={missing} below={onThisDevice} />}
        </fieldset>
      )}
      <PlaceChoice
        offer={chosen}
        place={wishes.place}
        onChange={(place) => chosen && run(chosen, place)}
      />
      {offered.map(onThisDevice)}
      {!isServerThere && <p className="text-xs text-soft">{t('options.serverAway')}</p>}
    </div>
  );
}

interface ChoiceProps {
  readonly offer: GeneratorOffer;
  /** Name of the radio buttons. */
  readonly group: string;
  readonly isChosen: boolean;
  onChoose(): void;
}

function Choice({ offer, group, isChosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const { generator } = offer;
  const id = useId();
  return (
    <label
      data-generator={generator}
      className="flex cursor-pointer gap-3 rounded-xl border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft/40 has-focus-visible:outline-2 has-focus-visible:outline-focus"
    >
      <input
        type="radio"
        name={group}
        checked={isChosen}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-what`}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0 space-y-1">
        <span id={`${id}-name`} className="block text-sm font-medium">
          {t(`generator.name.${generator}`)}
        </span>
        <span id={`${id}-what`} className="block space-y-1">
          <span className="block text-xs text-soft">{t(`generator.what.${generator}`)}</span>
          <Running offer={offer} />
        </span>
        <LicenceBadge {...offer} />
      </span>
    </label>
  );
}

/** On what it runs, and about how long that takes. */
function Running({ offer: { places } }: { readonly offer: GeneratorOffer }) {
  const { t } = useTranslation();
  const { wishes } = useRoomState();
  const about = useDuration();
  const parts: string[] = [];
  if (places.device?.isAvailable) {
    const isFetched = places.device.downloadBytes === 0;
    parts.push(t(isFetched ? 'generator.runs.device' : 'generator.runs.fetched'));
  }
  if (places.server?.isAvailable) {
    parts.push(t(places.server.runsOn === 'cuda' ? 'generator.runs.gpu' : 'generator.runs.server'));
  }
  const fetches = places.server?.isAvailable ? places.server.serverFetchesMb : null;
  if (fetches) parts.push(t('generator.serverFetches', { size: fetches }));
  const seconds = places.server?.isAvailable ? places.server.aboutSeconds[wishes.quality] : null;
  if (seconds !== null && seconds !== undefined) {
    parts.push(t('generator.about', { duration: about(seconds) }));
  }
  return <span className="block text-xs text-soft">{parts.join(' · ')}</span>;
}

const MINUTE = 60;
/** Up to here seconds say more than minutes do. */
const MOST_SECONDS = 90;

/** Seconds as people say them. */
function useDuration(): (seconds: number) => string {
  const { i18n } = useTranslation();
  return (seconds) => {
    const isShort = seconds <= MOST_SECONDS;
    const unit = isShort ? 'second' : 'minute';
    const format = new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
    });
    return format.format(Math.max(1, Math.round(isShort ? seconds : seconds / MINUTE)));
  };
}

interface MissingProps {
  readonly offers: readonly GeneratorOffer[];
  /** What else there is to say of one. */
  below(offer: GeneratorOffer): ReactNode;
}

function Missing({ offers, below }: MissingProps) {
  const { t } = useTranslation();
  return (
    <details className="mt-2 text-sm">
      <summary className="cursor-pointer py-1 text-xs text-soft">
        {t('generator.missing', { number: offers.length })}
      </summary>
      <ul className="mt-1 space-y-2">
        {offers.map((offer) => (
          <li
            key={offer.generator}
            data-missing={offer.generator}
            className="space-y-1 rounded-xl bg-sunken p-3 text-xs"
          >
            <p className="font-medium">{t(`generator.name.${offer.generator}`)}</p>
            <p className="text-soft">{t(`generator.what.${offer.generator}`)}</p>
            {offer.places.device && <p>{t('generator.device.memory')}</p>}
            {offer.places.server?.reason && <p>{offer.places.server.reason}</p>}
            <LicenceBadge {...offer} />
            {below(offer)}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface PlaceChoiceProps {
  readonly offer: GeneratorOffer | undefined;
  readonly place: Place;
  onChange(place: Place): void;
}

/** Asked where there is a choice: `panels` runs at both places, most others at one. */
function PlaceChoice({ offer, place, onChange }: PlaceChoiceProps) {
  const { t } = useTranslation();
  const isOpen = offer?.generator === 'panels' || Boolean(offer?.places.device);
  if (!isOpen) return <p className="text-xs text-soft">{t('generator.serverOnly')}</p>;
  return (
    <Segmented
      label={t('options.place')}
      value={place}
      choices={[
        {
          value: 'device',
          label: t('options.onDevice'),
          off: !offer?.places.device?.isAvailable,
        },
        {
          value: 'server',
          label: t('options.onServer'),
          off: !offer?.places.server?.isAvailable,
        },
      ]}
      onChange={onChange}
    />
  );
}
