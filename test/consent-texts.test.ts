import { expect, it } from 'vitest';
import { CONSENT_LANGUAGES, CONSENT_TEXT_VERSION, CONSENT_TEXTS } from '../server/privacy/index.ts';
import { LOCALES } from '../widgets/runtime/config-schema.ts';
import { TEXT_VERSION } from '../widgets/runtime/purposes.ts';

it('keeps as proof the version of the words that shoppers are shown', () => {
  expect(TEXT_VERSION).toBe(CONSENT_TEXT_VERSION);
  expect([...CONSENT_LANGUAGES].sort()).toEqual([...LOCALES].sort());
});

it.each(LOCALES)(
  'keeps the very words of the widget in %s: whoever changes them makes a new version',
  async (locale) => {
    const { words } = (await import(`../widgets/i18n/first/${locale}.ts`)) as {
      words: Record<string, string>;
    };
    const kept = CONSENT_TEXTS[CONSENT_TEXT_VERSION]?.[locale];
    const notice = ['title', 'lead', 'memory', 'hours', 'identity', 'age'].map(
      (key) => words[`consent_${key}`],
    );
    expect(kept?.notice).toEqual(notice);
    expect(kept?.purposes).toEqual({
      face_analysis_processing: words.consent_yes,
      personalized_recommendations: words.consent_personal,
      analytics_and_improvement: words.consent_analytics,
      marketing_communications: words.consent_marketing,
    });
  },
);
