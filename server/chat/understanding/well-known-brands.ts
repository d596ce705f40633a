/**
 * Brands that shoppers ask any optician for. A store that does not carry one says so, rather than pass over it.
 * Those whose name is an everyday word in one of the five languages are left out.
 */
export const WELL_KNOWN_BRANDS =
  `Ray-Ban, Oakley, Persol, Gucci, Prada, Miu Miu, Tom Ford, Chanel, Dior, Versace,
Armani, Emporio Armani, Dolce & Gabbana, Burberry, Michael Kors, Polaroid, Lacoste, Hugo Boss, Calvin Klein,
Tommy Hilfiger, Lindberg, Mykita, ic! berlin, Oliver Peoples, Moscot, Maui Jim, Rodenstock, Porsche Design,
Saint Laurent, Bulgari, Bvlgari, Fendi, Givenchy, Balenciaga, Bottega Veneta, Loewe, Swarovski, Ralph Lauren,
Kate Spade, Marc Jacobs, Jimmy Choo, Cartier, Montblanc, Etnia Barcelona, Gentle Monster, Warby Parker, Costa del Mar,
Ferragamo, Max Mara, Missoni, Moschino, Zegna, Stella McCartney, Alexander McQueen, Jil Sander, Eschenbach, Fielmann,
Specsavers, Afflelou`.split(/,\s+/);
