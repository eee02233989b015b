import { POSE_NAMES } from '@fitroom/shared/posing/named-poses';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import type { WishedStance } from '../../room/room-state.ts';
import { canStand, isWalk, shownStance, standingOf } from '../../room/what-is-shown.ts';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';

/** A simulated walk is a walk with a switch beside it. */
type Choice = Exclude<WishedStance, 'walk-simulated'>;
const CHOICES: readonly Choice[] = ['own', ...POSE_NAMES, 'walk'];

/** How the dressed body stands; nothing while it wears nothing. */
export function StancePanel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const state = useRoomState();
  if (!state.result) return null;
  const isPossible = canStand(state);
  const wished = isPossible ? state.wishes.stance : 'own';
  const standing = standingOf(state);
  const { walk } = standing ?? {};
  return (
    <Panel title={t('stance.title')}>
      <div data-role="stance" data-stance-shown={shownStance(state)}>
        <Segmented<Choice>
          label={t('stance.label')}
          columns={3}
          value={wished === 'walk-simulated' ? 'walk' : wished}
          choices={CHOICES.map((value) => ({
            value,
            label: t(`stance.${value}`),
            off: value !== 'own' && !isPossible,
          }))}
          onChange={controller.chooseStance}
        />
        {isWalk(wished) && (
          <label className="mt-2 flex min-h-11 cursor-pointer items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              data-role="simulate"
              className="size-5 accent-accent"
              checked={wished === 'walk-simulated'}
              onChange={(event) =>
                controller.chooseStance(event.target.checked ? 'walk-simulated' : 'walk')
              }
            />
            {t('stance.simulate')}
          </label>
        )}
        {!isPossible && state.job === null && <Hint text={t('stance.gone')} />}
        {standing?.report?.valid === false && <Hint text={t('stance.poor')} />}
        {walk && walk.skinned_frames > 0 && (
          <Hint
            text={t('stance.skinnedFrames', {
              frames: walk.skinned_frames,
              total: walk.frames.length,
            })}
          />
        )}
      </div>
    </Panel>
  );
}

function Hint({ text }: { readonly text: string }) {
  return <p className="mt-2 text-xs text-soft">{text}</p>;
}
