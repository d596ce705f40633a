import { Component } from 'preact';
import type { Purpose } from '../../server/privacy/index.ts';
import type { WordKey } from '../i18n/index.ts';
import { Ask } from './ask.tsx';
import { Drawing } from './drawing.tsx';
import { CLOCK, Icon, MEMORY, SHIELD } from './icons.tsx';
import type { ScreenProps } from './ui.ts';

const PROMISES: readonly (readonly [string, WordKey])[] = [
  [MEMORY, 'consent_memory'],
  [CLOCK, 'consent_hours'],
  [SHIELD, 'consent_identity'],
];

const OPTIONAL: readonly (readonly [Purpose, WordKey])[] = [
  ['personalized_recommendations', 'consent_personal'],
  ['analytics_and_improvement', 'consent_analytics'],
  ['marketing_communications', 'consent_marketing'],
];

/** Global Privacy Control (w3c.github.io/gpc) answers these two for the shopper, with no. */
const TRACKING: ReadonlySet<Purpose> = new Set(['analytics_and_improvement', 'marketing_communications']);

/** Asks before anything is measured: one button is the yes to measuring, each other purpose has its own box. */
export class Consent extends Component<ScreenProps, { ticked: readonly Purpose[] }> {
  override state = { ticked: [] as readonly Purpose[] };

  override render() {
    const { ui, state } = this.props;
    const { t, visit } = ui;
    const { ticked } = this.state;
    const noTracking = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
    const values = {
      store: state.shop?.store.name ?? t('the_shop'),
      hours: state.shop?.retention_hours ?? 24,
    };
    const toggle = (purpose: Purpose) =>
      this.setState({
        ticked: ticked.includes(purpose) ? ticked.filter((one) => one !== purpose) : [...ticked, purpose],
      });

    return (
      <div class="split">
        <div class="picture">
          <Drawing />
        </div>
        <div class="column">
          <h2 tabIndex={-1}>{t('consent_title')}</h2>
          <p class="lead">{t('consent_lead')}</p>
          <div class="row">
            <Ask ui={ui} />
          </div>
          <ul class="promises">
            {PROMISES.map(([icon, key]) => (
              <li key={key}>
                <Icon d={icon} />
                <span>{t(key, values)}</span>
              </li>
            ))}
          </ul>
          <fieldset class="optional">
            <legend>{t('consent_more')}</legend>
            {OPTIONAL.map(([purpose, key]) => (
              <label key={purpose} class="tick">
                <input
                  type="checkbox"
                  checked={ticked.includes(purpose)}
                  disabled={noTracking && TRACKING.has(purpose)}
                  onChange={() => toggle(purpose)}
                />
                <span>{t(key, values)}</span>
              </label>
            ))}
            {noTracking && <p class="small">{t('consent_gpc')}</p>}
          </fieldset>
          <p class="small">{t('consent_age')}</p>
          <div class="actions stay">
            <button
              type="button"
              class="primary"
              part="primary"
              disabled={state.busy}
              onClick={() => void visit.answerConsent(['face_analysis_processing', ...ticked])}
            >
              {t('consent_yes')}
            </button>
            <button
              type="button"
              class="secondary"
              disabled={state.busy}
              onClick={() => void visit.answerConsent(ticked)}
            >
              {t('consent_no')}
            </button>
          </div>
        </div>
      </div>
    );
  }
}
