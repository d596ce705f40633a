/**
 * Signs of a question for a doctor or an optician, in English, German, French, Spanish and Italian: what hurts, what has
 * changed, what an eye has, what a lens should be. Words of shopping alone ("reading glasses", "blue light") are none.
 */
const SIGNS = [
  /\b(?:eyes?|head|vision|sight)\b[^.?!]{0,30}\b(?:hurts?|aches?|pain(?:ful)?|burn(?:s|ing)?|bleed(?:s|ing)?|infect(?:ed|ion)|swollen|itch(?:y|es)|blurr(?:y|ed)|worse(?:n\w*)?)\b/i,
  /\b(?:pain|infection|pressure|blood|flashes|floaters|discharge)\b[^.?!]{0,20}\b(?:eyes?|vision)\b|\bdouble vision\b|\bmigraines?\b|\bheadaches?\b/i,
  /\b(?:glaucoma|cataracts?|macular|keratoconus|conjunctivitis|astigmatism|amblyopia|strabismus|retina\w*|diabet\w+)\b/i,
  /\b(?:what|which|how much|is|should)\b[^.?!]{0,30}\b(?:power|strength|dioptres?|diopters?|prescription)\b[^.?!]{0,20}\b(?:need|right|enough|mean|normal|bad)\b/i,
  /\b(?:augen?|kopf|sehen)\b[^.?!]{0,30}\b(?:schmerz\w*|weh|brenn\w*|tränen|entzünd\w*|geschwollen|juck\w*|verschwommen|schlechter)\b|\b(?:kopf|augen)schmerzen\b|\bdoppelt sehen\b|\bdoppelbilder\b/i,
  /\b(?:grüner|grauer) star\b|\bglaukom\b|\bhornhautverkrümmung\b|\bbindehautentzündung\b|\bnetzhaut\w*/i,
  /\bwelche\b[^.?!]{0,20}\b(?:stärke|dioptrien?)\b[^.?!]{0,20}\b(?:brauch\w*|richtig|nötig)/i,
  /\b(?:yeux|œil|oeil|tête|vue)\b[^.?!]{0,30}(?:\bmal\b|douleur|brûl|infect|gonfl|démang|\bfloue?\b|\bbaisse)|\bmal (?:aux yeux|à la tête)\b|\bmaux de tête\b|\bvision (?:double|floue)\b|\bastigmat\w+|\bglaucome\b|\bcataracte\b/iu,
  /\b(?:ojos?|cabeza|vista)\b[^.?!]{0,30}\b(?:duele[n]?|dolor|arde[n]?|infec\w+|hinchad\w+|pican|borros\w+|peor)\b|\bduelen? (?:los ojos|la cabeza)\b|\bdolor de (?:ojos|cabeza)\b|\bvisión (?:doble|borrosa)\b|\bastigmatismo\b|\bcataratas?\b/iu,
  /\b(?:occhi[o]?|testa|vista)\b[^.?!]{0,30}\b(?:male|dolore|bruciano?|infezion\w+|gonfi\w*|prudono|sfocat\w+|peggio\w*)\b|\bmal di testa\b|\bmale (?:agli occhi|la testa)\b|\bvisione (?:doppia|sfocata)\b|\bastigmatismo\b|\bcateratta\b/iu,
];

/** Whether a text asks for what only an examination can answer. */
export function looksMedical(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}
