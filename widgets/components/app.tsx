import { Component, createRef, type FunctionComponent } from 'preact';
import { before, type Screen, type State } from '../runtime/state.ts';
import { Consent } from './consent.tsx';
import { FailureNote } from './failure-note.tsx';
import { BACK, CLOSE, Icon, MARK } from './icons.tsx';
import type { ScreenProps, Ui } from './ui.ts';

// Classes here and in consent.tsx, not hooks: the hooks then come with the later screens, a kilobyte later.

/** The whole widget: a dialog (or a section of the page) with one screen at a time. */
export class App extends Component<{ ui: Ui }, { visit: State }> {
  override state = { visit: this.props.ui.visit.state };
  readonly #dialog = createRef<HTMLDialogElement>();
  #unsubscribe = () => {};

  override componentDidMount(): void {
    const { visit } = this.props.ui;
    this.#unsubscribe = visit.subscribe(() => this.setState({ visit: visit.state }));
  }

  override componentDidUpdate(): void {
    const dialog = this.#dialog.current;
    const { open } = this.state.visit;
    if (dialog === null || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }

  override componentWillUnmount(): void {
    this.#unsubscribe();
  }

  override render() {
    const { ui } = this.props;
    const { visit: state } = this.state;
    const panel = state.open && <Panel ui={ui} state={state} />;
    if (ui.visit.options.config.mode === 'inline')
      return (
        panel && (
          <section class="sheet" part="panel" aria-label={ui.t('title')}>
            {panel}
          </section>
        )
      );
    const close = (event: Event) => {
      event.preventDefault();
      ui.visit.close();
    };
    return (
      <dialog
        ref={this.#dialog}
        class="sheet"
        part="panel"
        aria-label={ui.t('title')}
        onCancel={close}
        onClose={close}
      >
        {panel}
      </dialog>
    );
  }
}

type ScreenComponent = FunctionComponent<ScreenProps>;

/** Screens that come in a file of their own when they are first gone to. */
const APART: Partial<Record<Screen, (ui: Ui) => Promise<ScreenComponent>>> = {
  camera: async (ui) => (await import('./camera.tsx')).loadCamera(ui),
  chat: async (ui) => (await import('./chat/load.ts')).loadChat(ui),
};

/** Header and current screen. The consent screen is here at once, the others come with the first of them. */
class Panel extends Component<ScreenProps, Partial<Record<Screen, ScreenComponent>>> {
  readonly #body = createRef<HTMLDivElement>();
  /** A section of the page takes the focus only once the shopper has gone from screen to screen in it. */
  #takesFocus = this.props.ui.visit.options.config.mode === 'dialog';

  override componentDidMount(): void {
    const { ui } = this.props;
    Promise.all([import('./later.ts'), ui.dictionary.complete()]).then(
      ([{ SCREENS }]) => this.setState(SCREENS, () => this.#settle()),
      () => ui.visit.unreachable(),
    );
    this.#arrive();
  }

  override componentDidUpdate(previous: ScreenProps): void {
    if (previous.state.screen === this.props.state.screen) return;
    this.#takesFocus = true;
    this.#arrive();
  }

  /** Each new screen starts at its top, and its heading gets the focus so that it is read out. */
  #arrive(): void {
    const { ui, state } = this.props;
    const { screen } = state;
    this.#body.current?.scrollTo(0, 0);
    this.#settle();
    if (this.state[screen] === undefined)
      APART[screen]?.(ui).then(
        (Apart) => this.setState({ [screen]: Apart }, () => this.#settle()),
        () => ui.visit.unreachable(),
      );
  }

  #settle(): void {
    if (this.#takesFocus)
      this.#body.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  override render() {
    const { ui, state } = this.props;
    const { t, visit } = ui;
    const back = before(state);
    return (
      <>
        <header class="bar">
          {back === null ? (
            <span class="mark">
              <Icon d={MARK} />
            </span>
          ) : (
            <button
              type="button"
              class="icon"
              aria-label={t('back')}
              onClick={() => visit.dispatch({ type: 'went-back' })}
            >
              <Icon d={BACK} />
            </button>
          )}
          <Steps ui={ui} state={state} />
          {visit.options.config.mode === 'dialog' ? (
            <button type="button" class="icon" aria-label={t('close')} onClick={() => visit.close()}>
              <Icon d={CLOSE} />
            </button>
          ) : (
            <span class="icon" />
          )}
        </header>
        <div class={`body on-${state.screen}`} ref={this.#body} part="body">
          {state.failure !== null && <FailureNote ui={ui} state={state} failure={state.failure} />}
          {this.#screen()}
        </div>
      </>
    );
  }

  #screen() {
    const { ui, state } = this.props;
    const { screen } = state;
    if (screen === 'consent') return <Consent ui={ui} state={state} />;
    const Ready = this.state[screen];
    return Ready === undefined ? (
      <p class="wait" role="status">
        {ui.t('loading')}
      </p>
    ) : (
      <Ready ui={ui} state={state} />
    );
  }
}

const STEP_OF: Partial<Record<Screen, number>> = { result: 1, frames: 2 };

function Steps({ ui: { t }, state }: ScreenProps) {
  if (state.screen === 'chat') return <span class="steps">{t('ask')}</span>;
  const quiz = state.screen === 'quiz' || (state.screen === 'frames' && state.analysis === null);
  const names = quiz
    ? [t('step_wishes'), t('step_frames')]
    : [t('step_photo'), t('step_size'), t('step_frames')];
  const at = Math.min(STEP_OF[state.screen] ?? 0, names.length - 1);
  return (
    <ol class="steps">
      {names.map((name, i) => (
        <li key={name} aria-current={i === at ? 'step' : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
}
