import type { WordKey } from '../i18n/index.ts';
import { type Failure, isForAuthor, isVisitLost, mayPass } from '../runtime/http.ts';
import { mayMeasure, type State } from '../runtime/state.ts';
import { Icon, WARN } from './icons.tsx';
import type { ScreenProps, Ui } from './ui.ts';

/** Not needed for a first screen without trouble. */
const later = () => import('./later.ts');

/** What went wrong, in the shopper's language where we know the kind, and the way out. */
export function FailureNote({ ui, state, failure }: ScreenProps & { failure: Failure }) {
  const { t, visit } = ui;
  const retry = retryOf(ui, state, failure);
  const issues = (failure.issues ?? [])
    .map((code) => `issue_${code}`)
    .filter((key) => ui.dictionary.has(key));
  const advice =
    issues.length > 0 ? issues.map((key) => t(key as WordKey)) : [wordsFor(ui, failure, 'advice')];
  return (
    <div class="failure" role="alert">
      <Icon d={WARN} />
      <div>
        <strong>{wordsFor(ui, failure, 'title')}</strong>
        {advice.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {(retry !== null || mayMeasure(state)) && (
          <div class="row">
            {retry !== null && (
              <button type="button" class="plain" onClick={retry}>
                {t('retry')}
              </button>
            )}
            {state.screen === 'photo' && (
              <button
                type="button"
                class="plain"
                onClick={() => visit.dispatch({ type: 'went', to: 'quiz' })}
              >
                {t('consent_no')}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** What "try again" does here; null where the screen's own buttons say it better. */
function retryOf({ visit }: Ui, state: State, failure: Failure): (() => void) | null {
  if (state.screen === 'frames') return () => void later().then(({ search }) => search(visit, state.wishes));
  if (state.screen === 'photo' && state.photo !== null && mayPass(failure)) {
    const { photo } = state;
    return () => void later().then(({ measure }) => measure(visit, { ...photo }));
  }
  if (state.shop === null) return () => void visit.greet();
  return null;
}

function wordsFor({ t, dictionary }: Ui, failure: Failure, part: 'title' | 'advice'): string {
  const code = isVisitLost(failure) ? 'session-expired' : isForAuthor(failure) ? 'unreachable' : failure.code;
  const key = `${code}.${part}`;
  if (dictionary.has(key)) return t(key);
  const own: WordKey = `unknown.${part}`;
  return failure[part] || t(own);
}
