import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, type Mine, type Notice, Refused, save } from './api.ts';
import { retentionIn } from './retention-words.ts';
import { PAGE_WORDS, type PageWord, type PageWords, pageLanguage } from './words.ts';

const lang = pageLanguage(navigator.languages);
const words = PAGE_WORDS[lang] as PageWords;
const t = (key: PageWord, values: Record<string, string | number> = {}) =>
  words[key].replace(/\{(\w+)\}/g, (_, name: string) => `${values[name]}`);
const named = (name: string, otherwise: string) => (name in words ? t(name as PageWord) : otherwise);
const time = (at: number) => new Date(at).toLocaleString(lang, { dateStyle: 'long', timeStyle: 'short' });

/** The session's token travels in the fragment, which browsers send to nobody, and leaves the address at once. */
function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(null, '', location.pathname);
  return /^ses_[\w-]+\.[\w-]+$/.test(token) ? token : null;
}

type State = 'loading' | 'ready' | 'failed' | 'ended';

function Page({ token }: { token: string | null }) {
  const [state, setState] = useState<State>('loading');
  const [notice, setNotice] = useState<Notice | null>(null);
  const [mine, setMine] = useState<Mine | null>(null);
  const [said, setSaid] = useState('');
  const [receipt, setReceipt] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  /** A visit that is gone is an answer; no answer is a failure. */
  const refused = (error: unknown) => {
    const isGone = error instanceof Refused && (error.status === 401 || error.status === 404);
    setMine(null);
    setState(isGone ? 'ended' : 'failed');
  };
  const load = async () => {
    try {
      setNotice((await (await ask('notice', null)).json()) as Notice);
      if (token !== null) setMine((await (await ask('me', token)).json()) as Mine);
      setState('ready');
    } catch (error) {
      refused(error);
    }
  };
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setSaid('');
    try {
      await work();
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  const change = (path: string, body: object, done: PageWord) =>
    act(async () => {
      await ask(path, token, body);
      await load();
      setSaid(t(done));
    });
  const erase = () =>
    act(async () => {
      const confirmation = (await (await ask('erase', token, {})).json()) as { receipt: string };
      setMine(null);
      setReceipt(confirmation.receipt);
    });
  useEffect(() => void load(), []);

  return (
    <>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <p role="status">{state === 'loading' ? t('loading') : said}</p>
      {state === 'failed' && (
        <div role="alert">
          <p>{t('failed')}</p>
          <button type="button" onClick={() => void load()}>
            {t('retry')}
          </button>
        </div>
      )}
      {state === 'ended' && <p>{t('ended')}</p>}
      {receipt !== null && <Receipt number={receipt} />}
      {state === 'ready' && token === null && <p class="card">{t('no_visit')}</p>}
      {mine !== null && token !== null && (
        <>
          <Held
            mine={mine}
            busy={busy}
            onErase={erase}
            onSave={(path, name) => act(() => save(path, token, name))}
          />
          <Choices
            mine={mine}
            purposes={notice?.consent.purposes ?? []}
            busy={busy}
            onAnswer={(purpose, granted) =>
              change('consents', { purposes: [purpose], granted, lang }, 'saved')
            }
            onOptOut={() => change('opt-out', {}, 'opted_out')}
          />
        </>
      )}
      {notice !== null && <Kept notice={notice} />}
    </>
  );
}

function Receipt({ number }: { number: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card">
      <h2 ref={heading} tabIndex={-1}>
        {t('deleted')}
      </h2>
      <p>{t('receipt', { receipt: number })}</p>
      <a href={`/privacy/v1/receipts/${number}`}>{t('receipt_link')}</a>
    </section>
  );
}

interface HeldProps {
  mine: Mine;
  busy: boolean;
  onErase(): void;
  onSave(path: string, name: string): void;
}

function Held({ mine, busy, onErase, onSave }: HeldProps) {
  const [asking, setAsking] = useState(false);
  const sure = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (asking) sure.current?.focus();
  }, [asking]);
  const held = mine.held.filter(({ count, name }) => count > 0 && name !== 'sessions');
  return (
    <section>
      <h2>{t('mine')}</h2>
      {held.length === 0 && <p>{t('empty')}</p>}
      <ul>
        {held.map(({ name, description, count }) => (
          <li key={name}>
            {named(name, description)} <span class="small">({count})</span>
          </li>
        ))}
      </ul>
      <p class="small">{t('until', { time: time(mine.expires_at) })}</p>
      <p class="row">
        <button type="button" disabled={busy} onClick={() => onSave('export', 'my-data.json')}>
          {t('download')}
        </button>
        <button type="button" disabled={busy} onClick={() => onSave('consents/proof', 'my-consents.json')}>
          {t('proof')}
        </button>
        <button type="button" class="danger" disabled={busy || asking} onClick={() => setAsking(true)}>
          {t('delete')}
        </button>
      </p>
      {asking && (
        <div class="card">
          <p ref={sure} tabIndex={-1}>
            {t('delete_sure')}
          </p>
          <p class="row">
            <button type="button" class="danger" disabled={busy} onClick={onErase}>
              {t('delete_yes')}
            </button>
            <button type="button" disabled={busy} onClick={() => setAsking(false)}>
              {t('delete_no')}
            </button>
          </p>
        </div>
      )}
    </section>
  );
}

/** Global Privacy Control answers these with no. */
const COVERED: ReadonlySet<string> = new Set(['analytics_and_improvement', 'marketing_communications']);

interface ChoicesProps {
  mine: Mine;
  purposes: readonly string[];
  busy: boolean;
  onAnswer(purpose: string, granted: boolean): void;
  onOptOut(): void;
}

function Choices({ mine, purposes, busy, onAnswer, onOptOut }: ChoicesProps) {
  return (
    <section>
      <h2>{t('choices')}</h2>
      <ul class="choices">
        {purposes.map((purpose) => {
          const granted = mine.consents[purpose]?.granted === true;
          const name = named(purpose, purpose);
          return (
            <li key={purpose}>
              <span>
                {name}: <b>{t(granted ? 'yes' : 'no')}</b>
              </span>
              <button
                type="button"
                disabled={busy || (mine.opted_out && !granted && COVERED.has(purpose))}
                aria-label={`${t(granted ? 'withdraw' : 'grant')}: ${name}`}
                onClick={() => onAnswer(purpose, !granted)}
              >
                {t(granted ? 'withdraw' : 'grant')}
              </button>
            </li>
          );
        })}
      </ul>
      <p>{t(mine.opted_out ? 'gpc_on' : 'gpc_off')}</p>
      <button type="button" disabled={busy} onClick={onOptOut}>
        {t('opt_out')}
      </button>
      {mine.history.length > 0 && (
        <details>
          <summary>{t('history')}</summary>
          <ol>
            {mine.history.map(({ purpose, granted, at, how }) => (
              <li key={`${purpose}${at}`}>
                {time(at)}: {named(purpose, purpose)}, {t(granted ? 'yes' : 'no')}, {t(`by_${how}`)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function Retention({ words }: { words: string }) {
  const spoken = retentionIn(lang, words);
  return <dd lang={spoken === undefined ? 'en' : lang}>{spoken ?? words}</dd>;
}

function Kept({ notice }: { notice: Notice }) {
  return (
    <section>
      <h2>{t('kept')}</h2>
      <dl>
        {notice.holdings.map(({ name, description, retention }) => (
          <div key={name}>
            <dt>{named(name, description)}</dt>
            <Retention words={retention} />
          </div>
        ))}
      </dl>
      <p>{t('adults')}</p>
      <p>{t('sale')}</p>
      <h2>{t('rights')}</h2>
      <p>{t('right_list')}</p>
    </section>
  );
}

document.documentElement.lang = lang;
document.title = t('title');
const place = document.getElementById('page');
if (place !== null) {
  place.textContent = '';
  place.removeAttribute('aria-busy');
  render(<Page token={takeToken()} />, place);
}
