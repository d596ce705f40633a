import type { ChatAction, ChatAnswer } from '../../../server/chat/schema.ts';
import type { Recommendation } from '../../../server/recommend/index.ts';
import type { Entry } from '../../runtime/chat/state.ts';
import { listWishes } from '../../runtime/chat/wishes.ts';
import { addToCart, search } from '../../runtime/journey.ts';
import { CompareTable } from '../compare.tsx';
import type { TalkProps } from './entry.tsx';
import { HandOver } from './hand-over.tsx';
import { ProductCard } from './product-card.tsx';
import { Satisfaction } from './rating.tsx';

interface Props extends TalkProps {
  readonly answer: ChatAnswer;
}

/** What an answer brings with it, in its order. */
export function Actions({ answer, ...props }: Props) {
  return (
    <>
      {answer.actions.map((action) => (
        <One key={action.action_id} {...props} answer={answer} action={action} />
      ))}
    </>
  );
}

function One({ action, answer, ...props }: Props & { action: ChatAction }) {
  const { ui, talk } = props;
  const { t } = ui;
  switch (action.type) {
    case 'show_products':
      return (
        <>
          <Cards {...props} products={action.products} />
          {action.total > action.products.length && (
            <ShowList {...props} wishes={answer.session_state.wishes} total={action.total} />
          )}
        </>
      );
    case 'open_product':
      return <Cards {...props} products={[action.product]} />;
    case 'compare':
      return (
        <div class="card compare scrolls">
          <CompareTable ui={ui} frames={action.products} onAdd={(frame) => void addToCart(ui.visit, frame)} />
        </div>
      );
    case 'filter':
      // The frames found with it lead there themselves.
      return answer.actions.some(({ type }) => type === 'show_products') ? null : (
        <ShowList {...props} wishes={action.wishes} />
      );
    case 'start_face_analysis':
      return (
        <div class="card note">
          <p>{t('chat_measure')}</p>
          <button type="button" class="primary" onClick={() => talk.measureFace(answer)}>
            {t('frames_measure')}
          </button>
        </div>
      );
    case 'hand_over':
      return <HandOver ui={ui} contact={action.contact} />;
    case 'ask_satisfaction':
      return <Satisfaction ui={ui} talk={talk} />;
    case 'add_to_cart':
      // Carried out by the conversation, once.
      return null;
  }
}

function Cards({ products, ...props }: TalkProps & { products: readonly Recommendation[] }) {
  return (
    <ol class="cards">
      {products.map((frame, i) => (
        <ProductCard
          key={frame.product_id}
          {...props}
          frame={frame}
          place={i + 1}
          isOne={products.length === 1}
        />
      ))}
    </ol>
  );
}

/** The way to the list with its filters. */
function ShowList({
  ui: { t, visit },
  wishes,
  total,
}: TalkProps & { wishes: ChatAnswer['session_state']['wishes']; total?: number }) {
  const show = () => {
    visit.dispatch({ type: 'went', to: 'frames' });
    void search(visit, listWishes(wishes));
  };
  return (
    <button type="button" class="plain" onClick={show}>
      {total === undefined ? t('chat_list') : t('chat_all', { n: total })}
    </button>
  );
}

/** Every frame that is on the screen, the newest of each. */
export function productsIn(entries: readonly Entry[]): readonly Recommendation[] {
  const found = entries
    .flatMap((entry) => (entry.by === 'assistant' ? (entry.answer?.actions ?? []) : []))
    .flatMap((action) =>
      'products' in action ? action.products : 'product' in action ? [action.product] : [],
    );
  return [...new Map(found.map((frame) => [frame.product_id, frame])).values()];
}
