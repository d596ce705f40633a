import type { ColorFamily, Gender, LensType, Occasion } from '../../catalog/index.ts';
import type { Fit, Language } from '../../recommend/index.ts';
import type { Size } from '../wishes.ts';

/** One sentence; two where it is said differently to a friend (du, tu) and to a customer (Sie, vous, usted, Lei). */
export type Said = string | readonly [familiar: string, formal: string];

/** Every sentence the local model says. `{price}` and the like stand for values; the same ones in every language. */
export type SentenceKey =
  | 'greet'
  | 'greet_unnamed'
  | 'greet_how'
  | 'greet_again'
  | 'picks'
  | 'found_one'
  | 'found_many'
  | 'more_found'
  | 'none_fits'
  | 'no_more'
  | 'none'
  | 'none_of_it'
  | 'none_cheaper'
  | 'relaxed_one'
  | 'relaxed_many'
  | 'shall_i_show'
  | 'nothing_close'
  | 'store_empty'
  | 'wishes_kept'
  | 'ask_shape'
  | 'ask_budget'
  | 'ask_color'
  | 'ask_occasion'
  | 'which_one'
  | 'which_frame'
  | 'details'
  | 'details_brand'
  | 'comes_in'
  | 'is_that'
  | 'is_not_that'
  | 'costs'
  | 'costs_between'
  | 'costs_color'
  | 'costs_other'
  | 'weighs'
  | 'wide'
  | 'measures'
  | 'lens_not_said'
  | 'in_stock'
  | 'in_stock_colors'
  | 'sold_out'
  | 'color_in_stock'
  | 'color_sold_out'
  | 'color_missing'
  | 'similar'
  | `fit_${Fit['size']}`
  | 'fit_also'
  | 'fit_needs_face'
  | 'fits_need_face'
  | 'front_is'
  | 'best_fitting'
  | 'shall_i_measure'
  | 'measure'
  | 'face_known'
  | 'face_advice'
  | 'ranked_for_face'
  | 'face_likes_shape'
  | 'face_rarely_shape'
  | 'face_neutral_shape'
  | 'advice_is_custom'
  | 'face_unknown'
  | 'compare_which'
  | 'fact'
  | 'compare_alike'
  | 'cheapest_of_these'
  | 'lightest_of_these'
  | 'liked'
  | 'cart'
  | 'cart_color'
  | 'cart_choose'
  | 'cart_remove'
  | 'ask_to_cart'
  | 'faq_url'
  | 'not_known'
  | 'reach'
  | 'reach_email'
  | 'reach_phone'
  | 'reach_url'
  | 'reach_hours'
  | 'reach_none'
  | 'no_orders'
  | 'sorry'
  | 'person'
  | 'medical'
  | 'medical_urgent'
  | 'medical_frames'
  | 'good_what_next'
  | 'fine_what_else'
  | 'fine_without_photo'
  | 'glad'
  | 'sorry_not_helped'
  | 'is_program'
  | 'welcome'
  | 'always_fine'
  | 'can_do'
  | 'goodbye'
  | 'was_it_good'
  | 'only_frames'
  | 'calm'
  | 'refuse';

/** Short reasons that follow a colon, by the codes of recommendations. What was asked for is no news. */
export type WhyCode =
  | 'width_match'
  | 'width_wider_good'
  | 'width_narrower_good'
  | 'width_roomy'
  | 'width_snug'
  | 'width_too_wide'
  | 'width_too_narrow'
  | 'pupils_centred'
  | 'bridge_match'
  | 'bridge_pads'
  | 'shape_suits'
  | 'light'
  | 'progressive_ready'
  | 'last_pieces';

/** What can be tapped instead of typed. Each is understood as it stands. */
export type ReplyKey =
  | 'yes'
  | 'no'
  | 'measure'
  | 'suits_me'
  | 'show_frames'
  | 'cheaper'
  | 'more'
  | 'compare'
  | 'to_cart'
  | 'any_color'
  | 'any_price'
  | 'start_over'
  | 'person'
  | 'up_to'
  | 'my_face';

/** What is said of a frame in a table. */
export type Label = 'price' | 'shape' | 'material' | 'width' | 'size' | 'weight' | 'fit';

/** One language: its sentences, and the nouns that go into them. */
export interface ChatWords {
  sentences: Record<SentenceKey, Said>;
  why: Record<WhyCode, string>;
  replies: Record<ReplyKey, string>;
  labels: Record<Label, string>;
  colors: Record<ColorFamily, string>;
  sizes: Record<Size, string>;
  genders: Record<Gender, string>;
  occasions: Record<Occasion, string>;
  lens_types: Record<LensType, string>;
  fits: Record<Fit['size'], string>;
  wishes: {
    not: string;
    without: string;
    up_to: string;
    under: string;
    from: string;
    between: string;
    light: string;
  };
}

export type WordsOf = Readonly<Record<Language, ChatWords>>;
